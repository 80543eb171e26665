import ABCNotation
import Foundation
import MusicModel

/// Reads files and prints, per folder, how many tunes were read, why the others were not, and
/// whether writing and reading again gives the same tune.
struct Survey {
  private var codes: [String: Int] = [:]

  mutating func run(_ paths: [String], showsDiagnostics: Bool) throws {
    print("folder".padding(28), "files tunes read  lost  mended  round trip  unrolled")
    for path in paths {
      var row = Row()
      for file in try Self.files(in: path) {
        let bytes = Array(try Data(contentsOf: URL(filePath: file)))
        let book = ABCReader().read(bytes, file: file)
        row.files += 1
        for entry in book.entries { survey(entry, into: &row) }
        if showsDiagnostics { for finding in book.diagnostics { print(finding) } }
      }
      print(
        (path.split(separator: "/").suffix(2).joined(separator: "/")).padding(28), row.files,
        row.tunes, row.read, row.tunes - row.read, row.mended, row.sameAgain, row.unrolled)
    }
    print("\nfindings per kind:")
    for (code, count) in codes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      print("  \(count)\t\(code)")
    }
  }

  private struct Row {
    var files = 0
    var tunes = 0
    var read = 0
    var mended = 0
    var sameAgain = 0
    var unrolled = 0
  }

  private mutating func survey(_ entry: Tunebook.Entry, into row: inout Row) {
    row.tunes += 1
    for finding in entry.diagnostics { codes[finding.code, default: 0] += 1 }
    guard let tune = entry.tune else {
      print("not read:", entry.location, entry.diagnostics.first { $0.severity == .error } ?? "?")
      return
    }
    row.read += 1
    if !entry.diagnostics.isEmpty { row.mended += 1 }
    let written = ABCWriter().write(tune)
    let again = ABCReader().read(Array(written.utf8), file: "again.abc").entries.first?.tune
    var expected = tune
    expected.referenceNumber = tune.referenceNumber ?? 1
    if again == expected {
      row.sameAgain += 1
    } else {
      print("differs:", entry.location, Difference.first(expected, again))
    }
    if (try? Performance(unrolling: tune)) != nil { row.unrolled += 1 }
  }

  static func files(in path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else { return [path] }
    return try FileManager.default.subpathsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".abc") || $0.hasSuffix(".abh") }.sorted().map { path + "/" + $0 }
  }
}

extension String {
  func padding(_ width: Int) -> String { padding(toLength: width, withPad: " ", startingAt: 0) }
}
