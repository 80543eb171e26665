import ABCNotation
import MusicModel
import Synchronization
import Testing

/// Books that are read stretch by stretch.
@Suite struct LargeBookTests {
  private static let text: [UInt8] = {
    var text = "%abc-2.1\nM:2/4\nL:1/8\n\n"
    for number in 1...6000 {
      text += "X:\(number % 5999 + 1)\nT:Tune \(number)\nK:D\n|: (3ABc d2 | e-f :|\n\n"
    }
    return Array(text.utf8)
  }()

  @Test func `lines, header and numbers go on from stretch to stretch`() {
    let book = ABCReader().read(Self.text, file: "large.abc")
    #expect(book.entries.count == 6000)
    #expect(book.entries.allSatisfy { $0.tune?.meter == Meter(2, 4) })
    #expect(book.entries.last?.location == .text(file: "large.abc", line: 30_000, column: 1))
    #expect(
      book.entries.last?.diagnostics.map(\.code) == ["duplicate-reference-number", "unended-tie"])
    #expect(book.entries.last?.title == "Tune 6000")
  }

  @Test func `several threads read the same as one`() {
    let one = ABCReader().read(Self.text, file: "large.abc")
    let two = ABCReader(options: ABCReader.Options(threads: 3)).read(Self.text, file: "large.abc")
    #expect(one.entries.map(\.tune) == two.entries.map(\.tune))
    #expect(one.diagnostics == two.diagnostics)
  }

  @Test(arguments: [1, 7, 1000]) func `chunks of any size read the same`(size: Int) {
    let text = Array(Self.text.prefix(4000))
    let whole = ABCReader().read(text, file: "large.abc")
    var start = 0
    var tunes: [Tune?] = []
    _ = ABCReader().forEachEntry(file: "large.abc") {
      tunes.append($0.tune)
    } nextChunk: {
      guard start < text.count else { return nil }
      defer { start += size }
      return Array(text[start..<min(start + size, text.count)])
    }
    #expect(tunes == whole.entries.map(\.tune))
  }
}
