import ABCNotation
import Dispatch
import Foundation
import MusicModel
import SafeFiles
import Synchronization

extension NoveltyIndex {
  /// Tunes that are kept whole to compare with, of the corpus and of those held out.
  public static let sampleLimit = 1000

  /// Builds the index of a corpus.
  ///
  /// Tunes that cannot be played out are left out of the index.
  ///
  /// - Parameters:
  ///   - fingerprint: Names the corpus.
  ///   - heldOut: Tunes that are no part of the corpus but like it.
  public init(_ tunes: [IndexedTune], heldOut: [IndexedTune] = [], fingerprint: String) {
    let bytes = Self.bytes(tunes, heldOut: heldOut, fingerprint: fingerprint)
    do {
      try self.init(ByteMemory(copying: bytes))
    } catch {
      preconditionFailure("an index that cannot be read: \(error.reason)")
    }
  }

  /// The content of an index file.
  public static func bytes(
    _ tunes: [IndexedTune], heldOut: [IndexedTune] = [], fingerprint: String
  ) -> [UInt8] {
    let lines = symbolLines(of: tunes)
    var text: [UInt16] = []
    var measures: [UInt16] = []
    var starts: [UInt32] = [0]
    var titleStarts: [UInt32] = [0]
    var titles: [UInt8] = []
    for (tune, line) in zip(tunes, lines) {
      text += line.symbols + [MelodySymbol.end]
      measures += line.measures
      starts.append(UInt32(text.count))
      titles += Array((tune.title ?? "untitled").utf8)
      titleStarts.append(UInt32(titles.count))
    }
    var file = IndexFile(Header(fingerprint: fingerprint))
    file.header.text = file.append(text)
    file.header.places = file.append(places(of: text))
    file.header.buckets = file.append(buckets(of: text))
    file.header.measures = file.append(measures)
    file.header.starts = file.append(starts)
    file.header.titleStarts = file.append(titleStarts)
    file.header.titles = file.append(titles)
    file.header.sample = file.append(abc(tunes))
    file.header.heldOut = file.append(abc(heldOut))
    return file.bytes
  }

  private struct SymbolLine: Sendable {
    var symbols: [UInt16] = []
    var measures: [UInt16] = [0]
  }

  private static func symbolLines(of tunes: [IndexedTune]) -> [SymbolLine] {
    let lines = Mutex([SymbolLine](repeating: SymbolLine(), count: tunes.count))
    let stride = 256
    DispatchQueue.concurrentPerform(iterations: (tunes.count + stride - 1) / stride) { part in
      let range = part * stride..<min((part + 1) * stride, tunes.count)
      let done = range.map { index -> SymbolLine in
        guard let melody = try? Melody(tunes[index].tune), !melody.notes.isEmpty else {
          return SymbolLine()
        }
        return SymbolLine(
          symbols: melody.symbols,
          measures: melody.notes.map {
            UInt16(clamping: melody.measures[$0.measure].written + 1)
          })
      }
      lines.withLock { $0.replaceSubrange(range, with: done) }
    }
    return lines.withLock { $0 }
  }

  private static func places(of text: [UInt16]) -> [UInt32] {
    SuffixArray.places(of: text.map(Int32.init), alphabetSize: 1 << 16)
      .map { UInt32(bitPattern: $0) }
  }

  private static func buckets(of text: [UInt16]) -> [UInt32] {
    var buckets = [UInt32](repeating: 0, count: 1 << 16 + 1)
    for symbol in text { buckets[Int(symbol) + 1] += 1 }
    for index in 1..<buckets.count { buckets[index] += buckets[index - 1] }
    return buckets
  }

  /// Tunes from all over a list, as ABC.
  private static func abc(_ tunes: [IndexedTune]) -> [UInt8] {
    let step = max(1, (tunes.count + sampleLimit - 1) / sampleLimit)
    let sample = stride(from: 0, to: tunes.count, by: step).enumerated().map { number, index in
      var tune = tunes[index].tune
      tune.referenceNumber = number + 1
      tune.titles = [tunes[index].title ?? "untitled"]
      return tune
    }
    return Array(ABCWriter().write(sample).utf8)
  }
}
