import Foundation
import SafeFiles
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.path }

  init() throws {
    temporary = try TemporaryFolder()
  }

  @Test func `a committed file holds what was appended`() throws {
    var writer = try AtomicFileWriter(to: folder + "/a.bin")
    try writer.append([1, 2, 3])
    try writer.append([4])
    #expect(!FileManager.default.fileExists(atPath: folder + "/a.bin"))
    try writer.commit()
    #expect(try InputFile.read(folder + "/a.bin") == [1, 2, 3, 4])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.bin"])
  }

  @Test func `a file that is written has no name where the file system allows it`() throws {
    let probe = open(folder, O_DIRECTORY | 0o20_000_000 | O_RDWR, 0o600)
    defer { close(probe) }
    try AtomicFile.write("old", to: folder + "/a.bin")
    var writer = try AtomicFileWriter(to: folder + "/a.bin")
    try writer.append([1])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count == (probe >= 0 ? 1 : 2))
    try writer.commit()
    #expect(try InputFile.read(folder + "/a.bin") == [1])
  }

  @Test func `a writer that is dropped leaves the old content and nothing else`() throws {
    try AtomicFile.write("old", to: folder + "/a.txt")
    do {
      var writer = try AtomicFileWriter(to: folder + "/a.txt")
      try writer.append([1])
    }
    #expect(try InputFile.read(folder + "/a.txt") == Array("old".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.txt"])
  }

  @Test func `a missing folder is named with the reason`() {
    let path = folder + "/nowhere/a.txt"
    let error = #expect(throws: FileError.self) { try AtomicFile.write("x", to: path) }
    #expect(
      error?.description
        == "\(path): cannot write: no such file or directory; make its folder first")
  }

  @Test func `what is not a regular file is not replaced`() {
    for path in [folder, "/dev/null"] {
      let error = #expect(throws: FileError.self) { try AtomicFile.write("x", to: path) }
      #expect(error?.description == "\(path): cannot write: not a regular file; name a file")
    }
  }

  @Test func `folders give their files of the asked kinds, sorted`() throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/b", withIntermediateDirectories: true)
    for name in ["z.abc", "b/a.ABC", "b/c.txt", ".hidden.abc"] {
      try AtomicFile.write("", to: folder + "/" + name)
    }
    let files = try InputFile.expand([folder, folder + "/b/c.txt"], extensions: ["abc"])
    #expect(files == ["b/a.ABC", "z.abc", "b/c.txt"].map { folder + "/" + $0 })
  }

  @Test func `a path that is not there is an error`() {
    let error = #expect(throws: FileError.self) {
      try InputFile.expand([folder + "/no.abc"], extensions: ["abc"])
    }
    #expect(
      error?.description
        == "\(folder)/no.abc: cannot read: no such file or directory; check the name")
  }
}
