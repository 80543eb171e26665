import MusicModel
import NoteVocabulary
import Testing

@testable import LiveMusic

@Suite struct BarGeneratorTests {
  private func generator(seed: UInt64 = 1) throws -> BarGenerator {
    try BarGenerator(try TinyModel.network(), TinyModel.vocabulary, seed: seed)
  }

  private func bars(
    _ count: Int, seed: UInt64 = 1, settings: (Int) -> LiveSettings = { _ in LiveSettings() }
  ) throws -> [LiveBar] {
    var generator = try generator(seed: seed)
    var bars: [LiveBar] = []
    for index in 0..<count { bars.append(try generator.next(settings(index))) }
    return bars
  }

  private func jig(_ change: (inout LiveSettings) -> Void = { _ in }) -> LiveSettings {
    var settings = LiveSettings()
    settings.rhythm = .jig
    settings.key = KeySignature(PitchName(.d), .major)
    change(&settings)
    return settings
  }

  @Test(arguments: 1...2)
  func `every bar is full, and pick-ups and what lacks before them make full ones`(
    seed: UInt64
  ) throws {
    let bars = try bars(50, seed: seed)
    for bar in bars {
      let full = try #require(bar.meter.measureDuration)
      #expect(bar.duration <= full && bar.duration > .zero)
      #expect(bar.notes.allSatisfy { $0.onset + $0.duration <= bar.duration })
    }
    // From the first full bar on, whatever comes between changes of meter is whole measures.
    var sum = NoteDuration.zero
    for (bar, next) in zip(bars.dropFirst(), bars.dropFirst(2)) {
      sum += bar.duration
      guard next.meter != bar.meter else { continue }
      let full = try #require(bar.meter.measureDuration)
      let rest = sum.remainder(dividingBy: full)
      // The pick-up of the next tune sounds in the last bar of this one.
      #expect(rest == .zero || rest + next.duration == full)
      sum = .zero
    }
  }

  @Test func `a tune has two sections of eight, each played twice`() throws {
    let bars = try bars(45) { _ in jig() }
    let full = try #require(bars[0].meter.measureDuration)
    let start = try #require(bars.indices.dropFirst().first { bars[$0].number == 1 })
    let length = bars[..<start].map(\.duration).reduce(.zero, +)
    // The pick-up before the first bar comes on top.
    #expect(length / full >= NoteDuration(32, 1) && length / full < NoteDuration(33, 1))
  }

  @Test func `tunes of a set are of a kind and in related keys`() throws {
    let bars = try bars(75) { _ in jig() }
    var keys: [KeySignature] = []
    for bar in bars where keys.last != bar.key { keys.append(bar.key) }
    #expect(keys.count > 1)
    #expect(keys[0] == KeySignature(PitchName(.d), .major))
    for (key, next) in zip(keys, keys.dropFirst()) {
      #expect(next == keys[0] || abs(key.sharps - next.sharps) <= 1, "\(key) and \(next)")
    }
    #expect(bars.allSatisfy { $0.meter.isCompound })
  }

  @Test func `what changes holds from the next bar on`() throws {
    let bars = try bars(40) { index in
      jig { settings in
        if index >= 10 { settings.tempoPercent = 150 }
        if index >= 20 { settings.program = 110 }
        if index >= 30 { settings.key = KeySignature(PitchName(.a), .major) }
      }
    }
    #expect(bars[9].tempo * 1.5 == bars[10].tempo)
    #expect(
      bars.map(\.program) == Array(repeating: 73, count: 20) + Array(repeating: 110, count: 20))
    #expect(bars[29].key.tonic == PitchName(.d))
    #expect(bars[30].key.tonic == PitchName(.a))
    #expect(bars[30].title == "Jig in A")
  }

  @Test func `another kind of tune begins at once`() throws {
    let bars = try bars(12) { index in
      jig { if index >= 5 { $0.rhythm = .reel } }
    }
    #expect(bars[4].title.hasPrefix("Jig"))
    #expect(bars[5].title.hasPrefix("Reel"))
    #expect(bars[5].duration == bars[5].meter.measureDuration)
  }

  @Test func `a call of four bars is answered in its meter and key`() throws {
    var generator = try generator()
    let settings = jig { $0.answers = true }
    for number in 1...4 {
      let bar = try generator.next(settings)
      #expect(bar.kind == .listening && bar.notes.isEmpty && bar.clicks.count == 2)
      #expect(bar.number == number)
    }
    let needsCall = generator.needsCall(settings)
    #expect(needsCall)
    let call = CallPhrase(
      notes: (0..<24).map {
        .init(onset: $0 * 240 + 20, duration: 200, pitch: [62, 66, 69, 74][$0 % 4], velocity: 90)
      })
    for number in 1...4 {
      let bar = try generator.next(settings, call: call)
      #expect(bar.kind == .answer && bar.number == number)
      #expect(bar.duration == NoteDuration(6, 8))
      #expect(bar.key == settings.key)
    }
    let next = try generator.next(settings)
    #expect(next.kind == .listening)
  }

  @Test func `without a call the session goes on listening`() throws {
    var generator = try generator()
    let settings = jig { $0.answers = true }
    for _ in 0..<4 { _ = try generator.next(settings) }
    let next = try generator.next(settings, call: CallPhrase(notes: []))
    #expect(next.kind == .listening)
  }
}
