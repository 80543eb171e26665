import ABCNotation
import Foundation
import MusicModel

/// Reads seeded mutations of files: how long the slowest takes, which notes are kept, and why
/// those without a diagnostic are still valid.
enum Mutations {
  /// - Parameter showsSilent: Whether every mutation without a new diagnostic is printed.
  static func run(_ folder: String, count: Int, showsSilent: Bool) throws {
    let paths = try Survey.files(in: folder)
    let files = try paths.map { (path: $0, bytes: Array(try Data(contentsOf: URL(filePath: $0)))) }
      .filter { $0.bytes.count > 40 && $0.bytes.count < 200_000 }
    guard !files.isEmpty else { return print("no files in \(folder)") }
    var report = Report()
    for seed in 0..<count {
      var generator = SplitMix(state: UInt64(seed))
      let file = files[seed % files.count]
      var bytes = file.bytes
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        mutate(&bytes, using: &generator)
      }
      let original = ABCReader().read(file.bytes, file: "m.abc")
      let start = clock()
      let book = ABCReader().read(bytes, file: "m.abc")
      report.slowest = max(report.slowest, Double(clock() - start) / Double(CLOCKS_PER_SEC))
      for tune in book.tunes {
        _ = try? Performance(unrolling: tune)
        _ = ABCWriter().write(tune)
      }
      report.tunes += book.tunes.count
      let changes = ChangedLines(from: file.bytes, to: bytes)
      let lost = report.kept.add(seed: seed, changes, book)
      if lost > 0, showsSilent {
        print("\nseed \(seed), \(file.path): \(lost) notes lost")
        changes.show()
      }
      if !isSilent(book, beside: original) { continue }
      report.silent += 1
      let account = MutationAccount(of: changes, original, book)
      report.classes[account.kind, default: 0] += 1
      if showsSilent || account.kind == .unexplained {
        print("\nseed \(seed), \(file.path): \(account.kind.rawValue)\n\(account.reason)")
        changes.show()
      }
    }
    report.show(count: count, files: files.count)
  }

  /// Whether nothing is reported that was not reported of the file as it was.
  private static func isSilent(_ book: Tunebook, beside original: Tunebook) -> Bool {
    var known: [String: Int] = [:]
    for finding in original.diagnostics { known[finding.code + finding.message, default: 0] += 1 }
    for finding in book.diagnostics {
      known[finding.code + finding.message, default: 0] -= 1
      if known[finding.code + finding.message, default: 0] < 0 { return false }
    }
    return true
  }

  private struct Report {
    var slowest = 0.0
    var silent = 0
    var tunes = 0
    var classes: [MutationAccount.Kind: Int] = [:]
    var kept = KeptNotes()

    func show(count: Int, files: Int) {
      print(
        "\(count) mutations of \(files) files: no crash, slowest "
          + "\(String(format: "%.1f", slowest * 1000)) ms, \(tunes) tunes, "
          + "\(count - silent) with a new diagnostic, \(silent) without")
      for kind in MutationAccount.Kind.allCases {
        print("  \(classes[kind] ?? 0)\t\(kind.rawValue)")
      }
      kept.show(count: count)
    }
  }

  private static func mutate(
    _ bytes: inout [UInt8], using generator: inout some RandomNumberGenerator
  ) {
    guard bytes.count > 8 else { return }
    let at = Int.random(in: 0..<bytes.count - 4, using: &generator)
    let length = Int.random(in: 1...min(40, bytes.count - at - 1), using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes.removeSubrange(at..<at + length)
    case 1: bytes[at] ^= UInt8.random(in: 1...255, using: &generator)
    case 2: bytes.insert(contentsOf: bytes[at..<at + length], at: at)
    default: bytes.swapAt(at, Int.random(in: 0..<bytes.count, using: &generator))
    }
  }

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
