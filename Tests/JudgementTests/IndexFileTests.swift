import Foundation
import SafeFiles
import TestSupport
import Testing

@testable import Judgement

@Suite struct IndexFileTests {
  private static let bytes = NoveltyIndex.bytes(
    (0..<5).map { IndexedTune(title: "№ \($0)", tune: TestTunes.random("x", seed: $0)) },
    heldOut: [IndexedTune(title: nil, tune: TestTunes.random("y", seed: 77))], fingerprint: "abc")

  private func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws
    -> Result
  {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).index")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(bytes).write(to: url)
    return try body(url.path)
  }

  @Test func `a file holds the corpus, its names and its held-out tunes`() throws {
    try withFile(Self.bytes) { path in
      let index = try NoveltyIndex(reading: path)
      #expect(index.fingerprint == "abc")
      #expect(index.tuneCount == 5)
      #expect(index.title(ofTune: 2) == "№ 2")
      let reference = Reference(index)
      #expect(reference.sample.map(\.title) == ["№ 0", "№ 1", "№ 2", "№ 3", "№ 4"])
      #expect(reference.heldOut.map(\.title) == ["untitled"])
      let melody = try Melody(TestTunes.random("x", seed: 3))
      #expect(index.novelty(of: melody).longestRun?.title == "№ 3")
    }
  }

  @Test func `the same corpus gives the same bytes`() {
    let again = NoveltyIndex.bytes(
      (0..<5).map { IndexedTune(title: "№ \($0)", tune: TestTunes.random("x", seed: $0)) },
      heldOut: [IndexedTune(title: nil, tune: TestTunes.random("y", seed: 77))],
      fingerprint: "abc")
    #expect(again == Self.bytes)
  }

  @Test func `a file that is cut short is refused`() throws {
    for count in [1, 100, 1024, 5000, Self.bytes.count - 1] {
      try withFile(Array(Self.bytes.prefix(count))) { path in
        let error = #expect(throws: NoveltyIndexError.self) { try NoveltyIndex(reading: path) }
        #expect(error?.description.hasPrefix(path) == true)
        #expect(error?.description.hasSuffix("write it again with lilt corpus index") == true)
      }
    }
  }

  @Test func `a missing file and another kind of file are told`() throws {
    #expect(
      throws: NoveltyIndexError.unreadable(
        FileError(path: "/no/such.index", action: "read", reason: "no such file or directory"))
    ) { try NoveltyIndex(reading: "/no/such.index") }
    try withFile([UInt8](repeating: 65, count: 5000)) { path in
      _ = #expect(
        throws: NoveltyIndexError.unusable(path: path, reason: "it does not start as one")
      ) {
        try NoveltyIndex(reading: path)
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a damaged file is refused or harmless`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = Self.bytes
    for _ in 0..<3 {
      bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
        in: 0...255, using: &generator)
    }
    guard let index = try? NoveltyIndex(ByteMemory(copying: bytes)) else { return }
    let melody = try Melody(TestTunes.random("x", seed: 3))
    #expect(index.novelty(of: melody).coverage8 <= 1)
  }
}
