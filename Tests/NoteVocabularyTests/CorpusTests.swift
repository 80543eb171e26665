import ABCNotation
import Foundation
import MusicModel
import NoteVocabulary
import TestSupport
import Testing

/// Real tunes, where the data lies beside the repository.
@Suite struct CorpusTests {
  private static let corpora = SharedData.folder("corpora")

  private func tunes(_ name: String) throws -> [Tune] {
    let path = try #require(Self.corpora) + "/\(name)/valid.abc"
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    return ABCReader().read(bytes, file: path).tunes
  }

  @Test(
    .enabled(if: corpora != nil, "no shared corpora; CONTRIBUTING.md says where they go"),
    arguments: [
      "airds_airs", "nottingham_abc", "oneills1850", "ryans_mammoth", "tunebooks_ccbysa",
    ])
  func `every tune comes back, in at most 1.7 tokens a note`(name: String) throws {
    let (encoding, full) = (TuneEncoding(), TuneEncoding(.everything))
    let spelled = try #require(encoding.vocabulary.id(of: "#;"))
    var (tokens, notes, numbers) = (0, 0, 0)
    for tune in try tunes(name) {
      let encoded = try encoding.encode(tune)
      #expect(try encoding.decode(encoded.tokens) == encoding.reduced(tune), "\(tune.titles)")
      let all = try full.encode(tune)
      #expect(try full.decode(all.tokens) == full.reduced(tune), "\(tune.titles)")
      tokens += encoded.tokens.count
      notes += tune.voices[0].measures.flatMap(\.items).count { item in
        if case .note = item { true } else { false }
      }
      numbers += encoded.tokens.count { $0 == spelled }
    }
    #expect(notes > 1000)
    #expect(Double(tokens) / Double(notes) < 1.7)
    #expect(numbers < 40)
  }
}
