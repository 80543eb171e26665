import SafeFiles
import MusicModel
import Testing

@testable import Judgement

@Suite struct NoveltyIndexTests {
  private static let tunes = (0..<12).map { number in
    IndexedTune(
      title: "Tune \(number)", tune: TestTunes.random("x", measures: 6, seed: UInt64(number)))
  }
  private static let index = NoveltyIndex(tunes, fingerprint: "f")

  @Test func `a tune in another key with its repeats written out is found by name`() throws {
    let planted = """
      X:1
      T:The Planted Tune
      M:6/8
      L:1/8
      K:G
      d | "G"gfg d2 B | GBd gdB | cde dBG | A2 A A2 d |
      gfg d2 B | GBd gdB | (3cde d cBA | G3 G2 :|
      |: a | b2 a gfe | dBd g2 a | {c'}bag agf |1 e2 f g2 :|2 e2 f g3 |]
      """
    // A fourth higher, and every repeat written out.
    let found = """
      X:7
      T:Nobody knows
      M:6/8
      L:1/8
      K:C
      g | c'bc' g2 e | ceg c'ge | fga gec | d2 d d2 g |
      c'bc' g2 e | ceg c'ge | (3fga g fed | c3 c2 g | c'bc' g2 e | ceg c'ge | fga gec | d2 d d2 g |
      c'bc' g2 e | ceg c'ge | (3fga g fed | c3 c2 d' | e'2 d' c'ba | geg c'2 d' | e'd'c' d'c'b |
      a2 b c'2 d' | e'2 d' c'ba | geg c'2 d' | e'd'c' d'c'b | a2 b c'3 |]
      """
    let corpus =
      Self.tunes + [IndexedTune(title: "The Planted Tune", tune: TestTunes.tune(planted))]
    let index = NoveltyIndex(corpus, fingerprint: "f")
    let novelty = index.novelty(of: TestTunes.melody(found))
    let run = try #require(novelty.longestRun)
    #expect(run.title == "The Planted Tune")
    #expect(run.notes == TestTunes.melody(found).notes.count)
    #expect(run.bars > 23 && run.bars < 24)
    #expect(run.measures == [1, 25])
    #expect(run.theirMeasures == [1, 15])
    #expect(novelty.coverage24 == 1 && novelty.barsSeen == 1 && novelty.sharedWithNearest == 1)
  }

  @Test func `a melody of its own shares only scraps`() throws {
    let novelty = Self.index.novelty(
      of: try Melody(TestTunes.random("new", measures: 6, seed: 999)))
    #expect(novelty.coverage8 == 0)
    #expect(novelty.longestBars < 1)
  }

  @Test func `the longest match is what comparing everything finds`() throws {
    let text = (0..<Self.index.text.count).map { Self.index.text[$0] }
    let symbols =
      try Melody(TestTunes.random("q", seed: 5)).symbols
      + Melody(Self.tunes[3].tune).symbols[20..<60]
    for start in stride(from: 0, to: symbols.count, by: 5) {
      let longest = text.indices.map { place in
        zip(symbols[start...], text[place...]).prefix { $0 == $1 }.count
      }.max()
      let match = Self.index.longestMatch(symbols[start...])
      #expect(match.length == longest)
      #expect(
        Array(text[match.place..<match.place + match.length])
          == Array(symbols[start..<start + match.length]))
    }
  }

  @Test func `the intervals that follow are those that the corpus has there`() {
    let text = (0..<Self.index.text.count).map { Self.index.text[$0] }
    for start in stride(from: 0, to: text.count - 4, by: 61) {
      let run = text[start..<start + start % 3]
      guard !run.contains(MelodySymbol.end) else { continue }
      let time = MelodySymbol.time(NoteDuration(1, 8))
      let expected = text.indices.dropLast(run.count).filter { place in
        text[place...].starts(with: run) && text[place + run.count] >> 7 == time
      }.map { Int(text[$0 + run.count] & 127) - 61 }
      #expect(Self.index.intervals(after: run, time: time) == Set(expected).sorted())
    }
  }

  @Test func `of equal runs the first tune of the corpus is named`() {
    let twice = [Self.tunes[4], Self.tunes[5], Self.tunes[4]]
    let index = NoveltyIndex(
      twice.enumerated().map { IndexedTune(title: "no. \($0)", tune: $1.tune) }, fingerprint: "f")
    let melody = try? Melody(Self.tunes[4].tune)
    #expect(melody.map { index.novelty(of: $0).longestRun?.title } == "no. 0")
  }

  @Test func `rests and ties do not hide a copy`() {
    let index = NoveltyIndex(
      [IndexedTune(title: "A", tune: TestTunes.tune("CDEF GABc | d4 c4- | c2 e2 g4 |"))],
      fingerprint: "f")
    let run = index.novelty(of: TestTunes.melody("FzG2 | GAB^c |")).longestRun
    // G A B and C sharp rise as F, G, A and B do.
    #expect(run?.notes == 4)
    let all = index.novelty(of: TestTunes.melody("CDEF GABc | dz3 c6 e2 gz3 |"))
    #expect(all.longestRun?.notes == 12)
  }
}
