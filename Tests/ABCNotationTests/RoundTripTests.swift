import ABCNotation
import Foundation
import MusicModel
import Testing

@Suite struct RoundTripTests {
  @Test(arguments: [
    "CDEF|GABc|", "^F F f =f|_B B|", "C>D E<F|G>>A B2|", "(3CDE (3:2:2G2A|",
    "[CEG]2 [C2E]|[DD]-[DD]|", "{ga}b {/g}a|", "(A(BA)) (BA)|", "|:AB|1cd:|2ef||",
    "|:A::B:|", "A2-|A2 & c4|", "\"Am\"A \"^fine\"B !trill!c .d|", "z x2 Z4|",
    "[K:G]F [M:3/4]E[L:1/8]D|", "A|]", "AB [1c|d|[2e|f|]", "\"a\\\\\"A|", "\"a\\", "C|\nD|\nw:a|b",
  ])
  func `what is written reads back the same`(music: String) {
    let tune = Reading(music).tune
    let written = ABCWriter().write(tune)
    #expect(Reading(tune: written).tune == tune, "\(written)")
  }

  @Test(.enabled(if: Shared.exists), arguments: Shared.samples)
  func `corpus tunes read, write and read back the same`(path: String) throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: path)).prefix(60_000))
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

/// The data that lies beside the repository, when it is there.
enum Shared {
  static let root: String? = {
    if let path = ProcessInfo.processInfo.environment["LILT_SHARED"] { return path }
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let shared = folder.deletingLastPathComponent().appending(path: "shared/corpora").path
      if FileManager.default.fileExists(atPath: shared) {
        return folder.deletingLastPathComponent().appending(path: "shared").path
      }
    }
    return nil
  }()

  static var exists: Bool { root != nil }

  /// The ABC files below a folder, in a fixed order.
  static func files(in folder: String) -> [String] {
    let path = (root ?? "") + "/" + folder
    return (FileManager.default.subpaths(atPath: path) ?? [])
      .filter { $0.hasSuffix(".abc") || $0.hasSuffix(".abh") }.sorted().map { path + "/" + $0 }
  }

  static var samples: [String] {
    [
      "airds_airs", "cre", "irish_mit", "nottingham_abc", "oneills1850", "ryans_mammoth",
      "tunebooks_ccbysa", "folkrnn_v2",
    ]
    .map { (root ?? "") + "/corpora/\($0)/valid.abc" }
  }
}
