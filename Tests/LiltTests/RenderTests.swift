import Foundation
import TestSupport
import Testing

@Suite struct RenderTests {
  private let duo = """
    X:1
    T:Duo
    M:4/4
    L:1/4
    V:1 name="Fiddle"
    V:2 name="Bass"
    K:D
    V:1
    DFAd|d4|
    V:2
    D,4|D,4|
    """

  @Test func `a folder becomes a folder of sound, the same bytes at every run`() throws {
    let folder = try TemporaryFolder()
    let tunes = folder.url.appending(path: "tunes/deep")
    try FileManager.default.createDirectory(at: tunes, withIntermediateDirectories: true)
    for (name, count) in [("one.abc", 1), ("deep/two.abc", 2)] {
      let book = (1...count).map { "X:\($0)\nT:\($0)\nM:2/4\nL:1/8\nK:D\nDEFG|A4|]\n" }
      try folder.write(book.joined(separator: "\n"), to: "tunes/\(name)")
    }
    for output in ["a/", "b/"] {
      let run = try LiltProcess(["render", "tunes", "-o", output, "--jobs", "2"], in: folder.url)
      try #require(run.exitCode == 0, "\(run.errors)")
    }
    for name in ["one.wav", "deep/two-0001.wav", "deep/two-0002.wav"] {
      let first = try Data(contentsOf: folder.url.appending(path: "a/\(name)"))
      #expect(try Data(contentsOf: folder.url.appending(path: "b/\(name)")) == first)
      #expect(first.count > 100_000)
    }
  }

  @Test func `a file that cannot be read does not stop the others`() throws {
    let folder = try TemporaryFolder()
    let tunes = folder.url.appending(path: "tunes")
    try FileManager.default.createDirectory(at: tunes, withIntermediateDirectories: true)
    try folder.write(duo, to: "tunes/good.abc")
    try folder.write("nothing", to: "tunes/bad.abc")
    let run = try LiltProcess(["render", "tunes", "-o", "out/"], in: folder.url)
    #expect(run.exitCode == 1)
    #expect(run.output.hasPrefix("out/good.wav\t"))
    #expect(run.errors.contains("bad.abc: no tune found"))
    #expect(run.errors.contains("1 of 2 failed"))
  }

  @Test(arguments: [44_100, 96_000])
  func `stems are as long as the mix and add up to it`(rate: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write(duo, to: "duo.abc")
    let run = try LiltProcess(
      ["render", "duo.abc", "-o", "duo.wav", "--stems", "--no-chorus", "--rate", "\(rate)"],
      in: folder.url)
    try #require(run.exitCode == 0, "\(run.errors)")
    #expect(try folder.names == ["duo-1-fiddle.wav", "duo-2-bass.wav", "duo.abc", "duo.wav"])
    func samples(_ name: String) throws -> [Int16] {
      let data = try Data(contentsOf: folder.url.appending(path: name)).dropFirst(44)
      return stride(from: data.startIndex, to: data.endIndex - 1, by: 2).map {
        Int16(truncatingIfNeeded: Int(data[$0]) | Int(data[$0 + 1]) << 8)
      }
    }
    let (mix, fiddle, bass) = (
      try samples("duo.wav"), try samples("duo-1-fiddle.wav"), try samples("duo-2-bass.wav")
    )
    #expect(mix.count == fiddle.count && mix.count == bass.count)
    let worst = zip(mix, zip(fiddle, bass)).reduce(0) { worst, values in
      max(worst, abs(Int(values.0) - Int(values.1.0) - Int(values.1.1)))
    }
    // Each of the three is rounded for itself.
    #expect(worst <= 3, "\(worst)")
  }
}
