import ABCNotation
import Foundation
import MusicModel

/// Reads seeded mutations of files and reports the slowest, and those without a diagnostic.
enum Mutations {
  static func run(_ folder: String, count: Int) throws {
    let files = try Survey.files(in: folder).map { Array(try Data(contentsOf: URL(filePath: $0))) }
      .filter { $0.count > 40 && $0.count < 200_000 }
    guard !files.isEmpty else { return print("no files in \(folder)") }
    var slowest = 0.0
    var silent = 0
    var diagnosed = 0
    var tunes = 0
    for seed in 0..<count {
      var generator = SplitMix(state: UInt64(seed))
      var bytes = files[seed % files.count]
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        mutate(&bytes, using: &generator)
      }
      let start = clock()
      let book = ABCReader().read(bytes, file: "m.abc")
      slowest = max(slowest, Double(clock() - start) / Double(CLOCKS_PER_SEC))
      for tune in book.tunes {
        _ = try? Performance(unrolling: tune)
        _ = ABCWriter().write(tune)
      }
      tunes += book.tunes.count
      if book.diagnostics.isEmpty { silent += 1 } else { diagnosed += 1 }
    }
    print(
      "\(count) mutations of \(files.count) files: no crash, slowest "
        + "\(String(format: "%.1f", slowest * 1000)) ms, \(tunes) tunes, \(diagnosed) with a "
        + "diagnostic, \(silent) without")
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
