import Foundation
import TestSupport
import Testing

@Suite struct JudgeCommandTests {
  private static let corpus = """
    X:1
    T:The Planted Tune
    M:2/4
    L:1/8
    K:D
    |: DFAF | GBAG | FDEF | G2E2 | DFAF | GBAG | FAEC | D4 :|

    X:2
    T:Another
    M:2/4
    L:1/8
    K:G
    |: GBdB | cAFA | GBdg | fed2 | GBdB | cAFA | GFGA | G4 :|

    """

  /// The planted tune a fourth higher, its repeat written out.
  private static let copy = """
    X:1
    T:Mine
    M:2/4
    L:1/8
    K:G
    GBdB | cedc | BGAB | c2A2 | GBdB | cedc | BdAF | G4 |
    GBdB | cedc | BGAB | c2A2 | GBdB | cedc | BdAF | G4 |]

    """

  @Test func `a copy is told by the name of what it copies`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.corpus, to: "corpus.abc")
    try folder.write(Self.copy, to: "mine.abc")
    let run = try LiltProcess(
      ["judge", "mine.abc", "--corpus", "corpus.abc", "--split", "0", "--svg", "page.svg"],
      in: folder.url)
    try #require(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("15.0 bars, 54 notes  The Planted Tune"), "\(run.output)")
    let page = try String(contentsOf: folder.url.appending(path: "page.svg"), encoding: .utf8)
    #expect(page.hasPrefix("<svg") && page.contains("15.0 bars as in The Planted Tune"))
  }

  @Test func `an index file stands for its corpus, and JSON tells the same`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.corpus, to: "corpus.abc")
    try folder.write(Self.copy, to: "mine.abc")
    let index = try LiltProcess(
      ["corpus", "index", "corpus.abc", "-o", "c.index", "--split", "0"], in: folder.url)
    try #require(index.exitCode == 0, "\(index.errors)")
    #expect(index.output == "c.index\n")
    let run = try LiltProcess(
      ["judge", "mine.abc", "--corpus", "c.index", "--json"], in: folder.url)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let tune = try #require((json["tunes"] as? [[String: Any]])?.first)
    let novelty = try #require(tune["novelty"] as? [String: Any])
    let longest = try #require(novelty["longestRun"] as? [String: Any])
    #expect(longest["title"] as? String == "The Planted Tune")
    #expect(longest["notes"] as? Int == 54)
  }

  @Test func `without a corpus tunes are judged by themselves`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.corpus, to: "corpus.abc")
    let run = try LiltProcess(["judge", "corpus.abc"], in: folder.url)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("meter and repeats right     100.0 %"))
    #expect(!run.output.contains("longest run"))
  }

  @Test func `what cannot be judged is told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("no tune\n", to: "x.abc")
    try folder.write(Self.corpus, to: "corpus.abc")
    let nothing = try LiltProcess(["judge", "x.abc"], in: folder.url)
    #expect(nothing.exitCode == 2)
    #expect(nothing.errors.hasSuffix("lilt: no tune to judge in x.abc\n"))
    try folder.write("liltidx1", to: "bad.index")
    let bad = try LiltProcess(["judge", "corpus.abc", "--corpus", "bad.index"], in: folder.url)
    #expect(bad.exitCode == 1)
    #expect(
      bad.errors
        == "lilt: bad.index: not an index of tunes: it does not start as one; "
        + "write it again with lilt corpus index\n")
  }
}
