import SafeFiles

/// The melodies of a corpus, in which any run of notes is found at once, in any key.
///
/// A suffix array over ``MelodySymbol``s of all tunes, as they are played. It lies in memory as it
/// lies in its file, so opening a file reads nothing but what is looked for.
public struct NoveltyIndex: Sendable {
  let header: Header

  /// The symbols of all tunes, ``MelodySymbol/end`` after each.
  let text: MemoryArray<UInt16>

  /// The places of the text in the order of the texts that start there.
  let places: MemoryArray<UInt32>

  /// Where in ``places`` the texts that start with each symbol lie; 65,537 numbers.
  let buckets: MemoryArray<UInt32>

  /// The written measure, from 1, of the note before each symbol.
  let measures: MemoryArray<UInt16>

  /// Where each tune starts in the text, and after the last where it ends.
  let starts: MemoryArray<UInt32>

  /// Where each title starts in the title bytes, and after the last where it ends.
  let titleStarts: MemoryArray<UInt32>
  let titleOffset: Int
  let memory: ByteMemory
}

extension NoveltyIndex {
  /// What stands at the head of the file, as JSON.
  struct Header: Codable, Hashable, Sendable {
    /// A part of the file: its place in bytes and the number of its elements.
    struct Part: Codable, Hashable, Sendable {
      var offset = 0
      var count = 0
    }

    /// Names the corpus, see `TokenCorpus.fingerprint`.
    var fingerprint: String
    var text = Part()
    var places = Part()
    var buckets = Part()
    var measures = Part()
    var starts = Part()
    var titleStarts = Part()
    var titles = Part()

    /// ABC texts: tunes of the corpus to compare with, and tunes that were held out.
    var sample = Part()
    var heldOut = Part()
  }

  /// Names the corpus.
  public var fingerprint: String { header.fingerprint }

  /// The number of tunes.
  public var tuneCount: Int { starts.count - 1 }

  /// The number of notes, repeats played.
  public var noteCount: Int { text.count }

  /// The title of a tune.
  public func title(ofTune index: Int) -> String {
    let range = Int(titleStarts[index])..<Int(titleStarts[index + 1])
    let bytes = memory.bytes(titleOffset + range.lowerBound..<titleOffset + range.upperBound)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The tune that a place of the text belongs to.
  func tune(at place: Int) -> Int {
    var (low, high) = (0, starts.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= place { low = middle } else { high = middle }
    }
    return low
  }

  /// Tunes of the corpus to compare with, as ABC.
  public var sample: [UInt8] { bytes(header.sample) }

  /// Tunes that were held out of the corpus, as ABC.
  public var heldOut: [UInt8] { bytes(header.heldOut) }

  private func bytes(_ part: Header.Part) -> [UInt8] {
    memory.bytes(part.offset..<part.offset + part.count)
  }
}
