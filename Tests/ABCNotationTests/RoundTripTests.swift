import ABCNotation
import MusicModel
import TestSupport
import Testing

@Suite struct RoundTripTests {
  @Test(arguments: [
    "CDEF|GABc|", "^F F f =f|_B B|", "C>D E<F|G>>A B2|", "(3CDE (3:2:2G2A|",
    "[CEG]2 [C2E]|[DD]-[DD]|", "{ga}b {/g}a|", "(A(BA)) (BA)|", "|:AB|1cd:|2ef||",
    "|:A::B:|", "A2-|A2 & c4|", "\"Am\"A \"^fine\"B !trill!c .d|", "z x2 Z4|",
    "[K:G]F [M:3/4]E[L:1/8]D|", "A|]", "AB [1c|d|[2e|f|]", "\"a\\\\\"A|", "\"a\\", "C|\nD|\nw:a|b",
    "+a!+b+ C D|", "CD|\ns:+a!+ +b|+|", "U:W=\"!t\"a!\nWCD|",
    "C|\nQ:\"a]b [c]\" 1/4=100\nD|",
  ])
  func `what is written reads back the same`(music: String) {
    let tune = Reading(music).tune
    let written = ABCWriter().write(tune)
    #expect(Reading(tune: written).tune == tune, "\(written)")
  }

  private static let corpora = SharedData.folder("corpora")

  @Test(
    .enabled(if: corpora != nil, "no shared corpora; CONTRIBUTING.md says where they go"),
    arguments: [
      "airds_airs", "cre", "irish_mit", "nottingham_abc", "oneills1850", "ryans_mammoth",
      "tunebooks_ccbysa", "folkrnn_v2",
    ])
  func `corpus tunes read, write and read back the same`(name: String) throws {
    let path = try #require(Self.corpora) + "/\(name)/valid.abc"
    let bytes = Array(try SharedData.bytes(path).prefix(60_000))
    let book = ABCReader().read(bytes, file: path)
    #expect(!book.tunes.isEmpty)
    for tune in book.tunes {
      let again = Reading(tune: ABCWriter().write(tune)).tune
      var expected = tune
      expected.referenceNumber = tune.referenceNumber ?? 1
      #expect(again == expected)
    }
  }
}
