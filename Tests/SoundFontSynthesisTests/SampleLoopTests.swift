import Foundation
import Testing

/// The loops of the committed font, read from its bytes.
@Suite struct SampleLoopTests {
  private struct Loop {
    var name: String
    var samples: ArraySlice<Int16>
  }

  private let loops: [Loop]

  init() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: CommittedFont.path)))
    func number(_ place: Int, _ width: Int) -> Int {
      (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    /// Where a chunk of this name has its content; each name comes once in the font.
    func content(_ name: String) throws -> Range<Int> {
      let mark = Array(name.utf8)
      let place = try #require(
        bytes.indices.first { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) })
      return place + 8..<place + 8 + number(place + 4, 4)
    }
    let data = try content("smpl")
    let samples = stride(from: data.lowerBound, to: data.upperBound, by: 2).map {
      Int16(truncatingIfNeeded: number($0, 2))
    }
    let headers = try content("shdr")
    loops = stride(from: headers.lowerBound, to: headers.upperBound - 46, by: 46).compactMap { at in
      let start = number(at + 20, 4)
      let (first, last) = (number(at + 28, 4), number(at + 32, 4))
      // A sound that ends by itself has no loop; its header holds a place eight samples in.
      guard first > start + 8 else { return nil }
      let name = String(decoding: bytes[at..<at + 20].prefix { $0 != 0 }, as: UTF8.self)
      return Loop(name: name, samples: samples[first..<last])
    }
  }

  @Test func `a loop bends nowhere more at its seam than inside`() {
    #expect(loops.count > 200)
    for loop in loops {
      let samples = loop.samples.map(Int.init)
      let count = samples.count
      func bend(_ index: Int) -> Int {
        abs(
          samples[(index + 1) % count] - 2 * samples[index] + samples[(index + count - 1) % count])
      }
      let inside = (1..<count - 1).map(bend).max() ?? 0
      #expect(max(bend(0), bend(count - 1)) <= inside + inside / 50 + 2, "\(loop.name)")
    }
  }

  @Test func `the spectrum of a loop that repeats is that of the loop inside`() {
    // A click at the seam would fill the treble, which the sound itself leaves nearly empty.
    for loop in loops {
      let samples = loop.samples.map(Double.init)
      let count = samples.count
      func treble(_ places: Range<Int>) -> Double {
        let bends = places.map { place in
          let around = (-2...2).map { samples[(place + $0 + count) % count] }
          return around[0] - 4 * around[1] + 6 * around[2] - 4 * around[3] + around[4]
        }
        return (bends.reduce(0) { $0 + $1 * $1 } / Double(bends.count)).squareRoot()
      }
      let windows = stride(from: 4, to: count - 36, by: 32).map { treble($0..<$0 + 32) }
      let seam = treble(count - 16..<count + 16)
      #expect(seam <= (windows.max() ?? 0) * 1.1 + 4, "\(loop.name)")
    }
  }
}
