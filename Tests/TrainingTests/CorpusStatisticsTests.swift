import ABCNotation
import NoteVocabulary
import Testing

@testable import Training

@Suite struct CorpusStatisticsTests {
  private func statistics(
    _ text: String, _ options: TuneEncoding.Options = TuneEncoding.Options()
  ) -> CorpusStatistics {
    var statistics = CorpusStatistics(options)
    ABCReader().read(Array(text.utf8), file: "a.abc").tunes.forEach { statistics.add($0) }
    return statistics
  }

  private let book = """
    X:1
    R:Jig
    M:6/8
    L:1/8
    K:D
    A|"D"dAF DFA|ded d2:|
    X:2
    M:3/4
    L:1/4
    K:Am
    A ^c e|[1 A3:|[2 {g}(3abc A|]

    """

  @Test func `tunes are counted by what they are`() {
    let found = statistics(book)
    #expect(found.tunes == 2)
    #expect(found.notes == 19)
    #expect(found.meters == ["6/8": 1, "3/4": 1])
    #expect(found.keys == ["D": 1, "Am": 1])
    #expect(found.modes == ["maj": 1, "min": 1])
    #expect(found.rhythms == ["jig": 1, "not told": 1])
    #expect(found.measures == [2: 1, 3: 1])
    #expect(found.lengths["1/8"] == 10)
    #expect(found.pitches[69] == 6)
  }

  @Test func `features say how many tunes have them`() {
    let features = statistics(book).features
    #expect(features[.repeats] == 2)
    #expect(features[.endings] == 1)
    #expect(features[.pickUp] == 1)
    #expect(features[.chordSymbols] == 1)
    #expect(features[.tuplets] == 1)
    #expect(features[.graces] == 1)
    #expect(features[.accidentals] == 1)
    #expect(features[.ties] == nil)
  }

  @Test func `tokens are counted, and what they leave out`() {
    let melody = statistics(book).encoding
    #expect(melody.exact == 2)
    #expect(melody.notes == 20)
    #expect(melody.dropped[.chordSymbols] == 1)
    #expect(statistics(book, .everything).encoding.dropped[.chordSymbols] == 0)
    #expect(melody.tokens > melody.notes)
    #expect(melody.types.count < 60)
  }
}
