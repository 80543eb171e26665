import ABCNotation
import Foundation

/// Times the reading of one file on one core, in processor time.
enum Speed {
  static func run(_ path: String) throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    var best = Double.infinity
    var tunes = 0
    for _ in 0..<5 {
      let start = clock()
      let book = ABCReader().read(bytes, file: path)
      let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
      tunes = book.entries.count
      best = min(best, seconds)
    }
    let rate = Double(tunes) / best
    let megabytes = Double(bytes.count) / best / 1e6
    print("\(tunes) tunes, \(Int(rate)) tunes/s, \(String(format: "%.1f", megabytes)) MB/s")
  }
}
