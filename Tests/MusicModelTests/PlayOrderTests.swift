import MusicModel
import Testing

@Suite struct PlayOrderTests {
  /// Measures from a sketch: letters are measures, digits after `[` are an ending's numbers,
  /// `!name` is a decoration at the start of the next measure, `name!` at the end of the last.
  private func voice(_ sketch: String) -> Voice {
    var voice = Voice()
    var ending: [Int]?
    var opening: [MeasureItem] = []
    for word in sketch.split(separator: " ") {
      if let barLine = barLines[String(word)] {
        if voice.measures.isEmpty {
          voice.openingBarLine = barLine
        } else {
          voice.measures[voice.measures.count - 1].barLine = barLine
        }
      } else if word.hasPrefix("[") {
        ending = word.dropFirst().split(separator: ",").compactMap { Int($0) }
      } else if word.hasPrefix("!") {
        opening.append(.decoration(String(word.dropFirst())))
      } else if word.hasSuffix("!") {
        voice.measures[voice.measures.count - 1].items.append(
          .decoration(String(word.dropLast())))
      } else {
        let label = word.hasPrefix("P:") ? String(word.dropFirst(2)) : nil
        let items = opening + [.rest(Rest(NoteDuration(1)))]
        voice.measures.append(Measure(ending: ending, partLabel: label, items: items))
        (ending, opening) = (nil, [])
      }
    }
    return voice
  }

  private let barLines: [String: BarLine] = [
    "|:": .startRepeat, ":|": .endRepeat, "::": .endAndStartRepeat, "||": .double, "|]": .final,
    "::|": BarLine(endedRepeats: 2), "|::": BarLine(startedRepeats: 2),
  ]

  @Test(arguments: [
    ("a b", "01"),
    ("|: a b :|", "0101"),
    ("a b :| c", "01012"),
    ("a || b :| c", "0112"),
    ("|: a || b :|", "0101"),
    ("|: a :: b :|", "0011"),
    ("|:: a ::|", "000"),
    ("|: a [1 b :| [2 c || d", "01023"),
    ("a [1 b :| [2 c || d [1 e :| [2 f |]", "01023435"),
    ("|: a [1,3 b :| [2,4 c :|", "01020102"),
    ("|: a [1 b :| [2 c :| [3 d |] e", "0102034"),
    ("|: a :| [2 b", "001"),
    ("|: a [1 b :|", "010"),
    ("|: a [1 b :| c", "0102"),
    ("|: a [1 b [2 c |]", "0102"),
    ("|: a |: b :|", "0011"),
    ("|: a || b |: c :|", "010122"),
  ])
  func `repeats and endings are followed`(sketch: String, expected: String) throws {
    let order = try PlayOrder(of: voice(sketch)).measureIndices
    #expect(order.map(String.init).joined() == expected)
  }

  @Test(arguments: [
    ("a b fine! c D.C.!", "01201"),
    ("a !segno b fine! c D.S.!", "0121"),
    ("a b dacoda! c D.C.! !coda d", "012013"),
    ("a coda! b D.C.alcoda! !coda c", "0102"),
    ("a coda! b fine! c D.C.alfine! !coda d", "01201"),
    ("a !segno b coda! c D.S.alcoda! !coda d e", "012134"),
    ("|: a [1 b :| [2 c dacapo! |]", "010202"),
    ("a b D.C.! c", "01012"),
    ("a D.S.! b", "01"),
  ])
  func `ways back are followed, without repeats`(sketch: String, expected: String) throws {
    let order = try PlayOrder(of: voice(sketch)).measureIndices
    #expect(order.map(String.init).joined() == expected)
  }

  @Test func `parts are played in their order with the repeats inside`() throws {
    let voice = voice("x P:A b :| P:B c")
    let order = try PlayOrder(of: voice, partOrder: ["B", "A", "A"]).measureIndices
    #expect(order == [0, 3, 4, 1, 2, 1, 2, 1, 2, 1, 2])
  }

  @Test func `music that grows without measure is refused`() {
    let voice = voice("P:A " + String(repeating: "a ", count: 999))
    #expect(throws: UnrollingError.tooManyMeasures) {
      try PlayOrder(of: voice, partOrder: Array(repeating: "A", count: 101))
    }
  }
}
