import Testing

@testable import Judgement

@Suite struct TuneReportTests {
  @Test func `a sound tune has no fault`() {
    let report = TestTunes.report(
      "X:1\nM:4/4\nL:1/4\nK:G\n|: d | GABc | dBGd | edcB | A2 G :|\n|: d | gfed | cBAd | edcA | G3 :|\n"
    )
    #expect(report.validity.isValid)
    #expect(report.validity.innerMeasures == 6)
    #expect(report.form.letters == "AABB")
    #expect(report.form.isAABB)
    #expect(report.form.sections.map(\.measures) == [4, 4])
    #expect(report.cadence.endsOnTonic)
    #expect(report.scale.inKey == 1)
    #expect(report.scale.semitones == 12)
  }

  @Test func `a measure too long or too short is counted`() {
    let report = TestTunes.report("CDEF GABc | CDEF GAB | CDEF GABcd | CDEF GABc | C8 |]")
    #expect(report.validity.innerMeasures == 3)
    #expect(report.validity.exactMeasures == 1)
    #expect(!report.validity.isValid)
  }

  @Test func `a repeat that does not lead back to its pick-up is a broken seam`() {
    let fitting = TestTunes.report("|: C2 | CDEF GABc | CDEF GA :|")
    #expect(fitting.validity.brokenSeams == 0)
    let ending = TestTunes.report("CDEF GABc | c6 |: C2 | CDEF GABc | C6 :|")
    #expect(ending.validity.brokenSeams == 0)
    let broken = TestTunes.report("|: C2 | CDEF GABc | CDEF GABc :|")
    #expect(broken.validity.brokenSeams == 1)
  }

  @Test(arguments: [
    ("|: CDEF GABc :|", 0, 0), ("|: CDEF GABc | C8 |]", 1, 0),
    ("|: CDEF GABc |: C8 :|", 1, 0), ("|: C8 |1 D8 :|2 E8 |]", 0, 0),
    ("|: C8 |1 D8 :| E8 |]", 0, 1), ("|: C8 |2 D8 :| E8 |]", 0, 1),
  ])
  func `repeats and endings have to balance`(abc: String, repeats: Int, endings: Int) {
    let validity = TestTunes.report(abc).validity
    #expect(validity.unbalancedRepeats == repeats)
    #expect(validity.unbalancedEndings == endings)
  }

  @Test func `the mode that holds the notes is named`() {
    let head = "X:1\nM:4/4\nL:1/8\nK:"
    let dorian = TestTunes.report(head + "Dm\nDEFG A=Bcd | d=BAG FEDC | D8 |]\n")
    #expect(!dorian.scale.modeFits)
    #expect(dorian.scale.bestMode == "dor")
    #expect(TestTunes.report(head + "Ddor\nDEFG ABcd | d8 |]\n").scale.modeFits)
  }

  @Test func `a tune written out without signs shows its form`() {
    let a = "CDEF GABc | c2B2 A2G2 | CDEF GABc | d2c2 B2A2 | CDEF GABc | cBAG FEDC | CEGc c2G2 | C8"
    let b = "g2f2 e2d2 | gfed cBAG | e2d2 c2B2 | edcB AGFE | g2f2 e2d2 | gfed cBAG | c2e2 d2B2 | c8"
    #expect(TestTunes.report("\(a) | \(a) | \(b) | \(b) |]").form.letters == "AABB")
  }

  @Test func `similar sections share a letter, and the similarity is told`() {
    let form = TestTunes.report("|: CDEF GABc | C8 :| |: CDEF GABd | C8 :| |: c2e2 g2e2 | c8 :|")
      .form
    #expect(form.letters == "AAAABB")
    #expect(abs(form.partSimilarity - (8.0 / 9 + (1.0 / 9 + 1.0 / 9) / 2) / 2) < 0.2)
  }

  @Test func `entropy and grooving are those of their formulas`() {
    let texture = TestTunes.report("CDCD CDCD | CDCD CDCD |]").texture
    #expect(abs(texture.entropy1 - 1) < 1e-12)
    #expect(texture.grooving == 1)
    let other = TestTunes.report("C8 | C4 C4 |]").texture
    #expect(other.entropy1 == 0)
    #expect(abs(other.grooving - (1 - 1.0 / 64)) < 1e-12)
  }
}
