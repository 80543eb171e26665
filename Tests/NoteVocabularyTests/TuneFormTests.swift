import NoteVocabulary
import Testing

@Suite struct TuneFormTests {
  @Test(
    arguments: [
      ("AABB", nil, "8x2+8x2"), ("AABB", 32, "16x2+16x2"), ("ABC", nil, "8x1+8x1+8x1"),
      ("16+16", nil, "16+16"), ("aab", 8, "4x2+4x1"), ("8x2+4+4x1", nil, "8x2+4+4x1"),
    ] as [(String, Int?, String)])
  func `a form is letters or measures`(text: String, measures: Int?, form: String) throws {
    let parsed = try TuneForm(parsing: text, measures: measures)
    #expect(parsed.description == form)
    #expect(try TuneForm(parsing: form) == parsed)
  }

  @Test(arguments: ["", "AAAB", "8+", "0+8", "8x3", "A-B", "9999", "8xx2"])
  func `other texts are refused`(text: String) {
    #expect(throws: TuneFormError.unreadable(text)) { try TuneForm(parsing: text) }
  }

  @Test func `measures must suit the sections`() {
    #expect(throws: TuneFormError.measuresDisagree("AABB", measures: 15)) {
      try TuneForm(parsing: "AABB", measures: 15)
    }
    #expect(throws: TuneFormError.measuresDisagree("8+8", measures: 15)) {
      try TuneForm(parsing: "8+8", measures: 15)
    }
  }
}
