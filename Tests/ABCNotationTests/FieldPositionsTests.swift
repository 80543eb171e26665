import ABCNotation
import MusicModel
import Testing

/// Section 3: the table of where each field may stand.
@Suite struct FieldPositionsTests {
  private func codes(_ text: String) -> [String] {
    ABCReader().read(Array(text.utf8), file: "p.abc").diagnostics.map(\.code)
  }

  /// A text that each field may hold.
  private func text(_ letter: Character) -> String {
    switch letter {
    case "K": "C"
    case "L": "1/4"
    case "M": "4/4"
    case "m": "~G2 = G{A}G"
    case "P": "A"
    case "Q": "1/4=100"
    case "U": "W = !turn!"
    case "I": "linebreak <none>"
    case "V": "1"
    case "X": "1"
    case "w", "s": "*"
    default: "some text"
    }
  }

  @Test(arguments: "ABCDFGHILMmNORrSUZ")
  func `3 fields of the file header`(letter: Character) {
    #expect(codes("\(letter):\(text(letter))\n\nX:1\nT:A\nK:C\nP:A\nC\n") == [])
  }

  @Test(arguments: "ABCDFGHILMmNOPQRrSTUVWZ")
  func `3 fields of the tune header`(letter: Character) {
    #expect(codes("X:1\nT:A\n\(letter):\(text(letter))\nK:C\nP:A\nC\n") == [])
  }

  @Test(arguments: "IKLMmNPQRrsTUVWw")
  func `3 fields of the tune body`(letter: Character) {
    let reading = Reading("C\n\(letter):\(text(letter))\nD")
    #expect(reading.codes.isEmpty)
    #expect(reading.pitches == [[60], [62]])
  }

  @Test(arguments: "IKLMmNPQRrUV")
  func `3 fields in brackets`(letter: Character) {
    let reading = Reading("C[\(letter):\(text(letter))]D")
    #expect(reading.codes.isEmpty)
    #expect(reading.pitches == [[60], [62]])
  }

  @Test(arguments: ["w", "s"]) func `3 words and symbols do not stand in a header`(letter: String) {
    let reading = Reading("CD", header: "\(letter):*\nL:1/4\nK:C")
    #expect(reading.codes == ["field-in-wrong-place"])
    #expect(reading.pitches == [[60], [62]])
  }

  @Test func `3 the number of a tune does not stand in its music`() {
    let reading = Reading("C[X:2]D")
    #expect(reading.codes == ["unknown-field"])
    #expect(reading.pitches == [[60], [62]])
  }

  @Test func `3.2 fields on lines of their own and in brackets are the same`() {
    let fields = [
      "K:G", "L:1/8", "M:3/4", "Q:1/4=60", "P:B", "V:2", "N:note", "r:remark", "R:reel",
    ]
    for field in fields {
      #expect(Reading("CF|\n\(field)\nFD|").tune == Reading("CF|[\(field)]FD|").tune, "\(field)")
    }
    #expect(Reading("F|[K:G]F|\nK:D\nCF").pitches == [[65], [66], [61], [66]])
    #expect(Reading("C[L:1/8]C2C\nL:1/2\nC").durations == ["1/4", "1/4", "1/8", "1/2"])
    #expect(Reading("Z[M:3/4]Z\nM:6/8\nZ", header: "M:C\nK:C").durations == ["1/1", "3/4", "3/4"])
  }
}
