import NoteVocabulary
import Pictures
import SafeFiles
import TestSupport
import Testing

@testable import Training

@Suite struct TuneSurpriseTests {
  @Test func `each token has a bar, and notes stand where the tune has them`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/t.abc"
    try AtomicFile.write("X:1\nT:A & B\nM:2/4\nL:1/8\nK:D\nE2 F^G|z A3|]\n", to: path)
    let corpus = try CorpusReader(.tune).read([path])
    let tokens = corpus.items[0].tokens
    let losses = tokens.dropFirst().map { Float($0) / 100 }
    let chart = TuneSurprise.chart(
      title: "A & B", tokens, losses: losses, corpus.vocabulary)
    #expect(chart.columns.count == tokens.count - 1)
    #expect(chart.columns.map(\.nats) == losses.map(Double.init))
    let marks = chart.columns.map(\.mark).filter { $0 != .none }
    #expect(
      marks == [
        .note(position: 0, accidental: 0, duration: 0.25),
        .note(position: 1, accidental: 1, duration: 0.125),
        .note(position: 2, accidental: 1, duration: 0.125),
        .barLine(isThick: false), .rest,
        .note(position: 3, accidental: 0, duration: 0.375), .barLine(isThick: true),
      ])
    #expect(chart.svg.contains("A &amp; B"))
  }

  @Test func `texts have bars without a staff`() throws {
    let chart = TuneSurprise.chart(
      title: "words", [0, 2, 3, 1], losses: [1, 2, 3], Tiny.vocabulary)
    #expect(!chart.hasStaff)
    #expect(chart.columns.map(\.symbol) == ["a", "b", "</s>"])
  }
}
