import MusicModel
import Testing

@Suite struct PlayOrderTests {
  /// Measures from a sketch: letters are measures, digits after `[` are an ending's numbers.
  private func voice(_ sketch: String) -> Voice {
    var voice = Voice()
    var ending: [Int]?
    for word in sketch.split(separator: " ") {
      if let barLine = barLines[String(word)] {
        if voice.measures.isEmpty {
          voice.openingBarLine = barLine
        } else {
          voice.measures[voice.measures.count - 1].barLine = barLine
        }
      } else if word.hasPrefix("[") {
        ending = word.dropFirst().split(separator: ",").compactMap { Int($0) }
      } else {
        let label = word.hasPrefix("P:") ? String(word.dropFirst(2)) : nil
        voice.measures.append(Measure(ending: ending, partLabel: label))
        ending = nil
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
    ("|: a [1 b :|", "01"),
  ])
  func `repeats and endings are followed`(sketch: String, expected: String) throws {
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
