import MusicModel
import Testing

@testable import NoteGeneration

@Suite struct EngravingTests {
  private func engraved(
    _ lines: [BarLine], opening: BarLine? = nil, endings: [Int: Int] = [:]
  ) -> Voice {
    let measures = lines.enumerated().map { index, line in
      Measure(ending: endings[index].map { [$0] }, barLine: line)
    }
    var tune = Tune(voices: [Voice(openingBarLine: opening, measures: measures)])
    tune.engrave()
    return tune.voices[0]
  }

  @Test func `every repeat gets its start`() {
    let voice = engraved([.single, .endRepeat, .single, .endRepeat])
    #expect(voice.openingBarLine == .startRepeat)
    #expect(
      voice.measures.map(\.barLine) == [.single, .endAndStartRepeat, .single, .endRepeat])
  }

  @Test func `a double bar line before a repeat becomes its start`() {
    let voice = engraved([.single, .double, .single, .endRepeat])
    #expect(voice.openingBarLine == nil)
    #expect(voice.measures.map(\.barLine) == [.single, .startRepeat, .single, .endRepeat])
  }

  @Test func `a second ending belongs to its section`() {
    let lines: [BarLine] = [.single, .endRepeat, .double, .single, .endRepeat]
    let voice = engraved(lines, opening: .startRepeat, endings: [1: 1, 2: 2])
    #expect(voice.openingBarLine == .startRepeat)
    #expect(
      voice.measures.map(\.barLine) == [.single, .endRepeat, .startRepeat, .single, .endRepeat])
  }

  @Test func `repeat signs are plain`() {
    let lines = [
      BarLine(.thinThick, startedRepeats: 1), BarLine(.double, endedRepeats: 1, startedRepeats: 1),
      BarLine(.double, endedRepeats: 1),
    ]
    let signs = engraved(lines).measures.map(\.barLine)
    #expect(signs == [.startRepeat, .endAndStartRepeat, .endRepeat])
  }

  @Test func `the tune ends with a final bar line`() {
    #expect(engraved([.single, .single]).measures.map(\.barLine) == [.single, .final])
    #expect(engraved([.double]).measures.map(\.barLine) == [.double])
    #expect(engraved([]).measures.isEmpty)
  }
}
