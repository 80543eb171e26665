import ABCNotation
import MusicModel

/// A corpus to judge tunes beside: all its melodies, and some of its tunes judged in the same way.
public struct Reference: Sendable {
  public let index: NoveltyIndex

  /// Tunes of the corpus; they are in the index themselves, so their novelty is not told.
  public let sample: [TuneReport]

  /// Tunes that were held out of the corpus, judged beside it.
  public let heldOut: [TuneReport]

  public let ranges: MeasurementRanges

  public init(_ index: NoveltyIndex) {
    self.index = index
    let sample = Self.reports(index.sample, index: nil)
    ranges = MeasurementRanges(sample)
    self.sample = sample
    var heldOut = Self.reports(index.heldOut, index: index)
    for place in heldOut.indices {
      heldOut[place].verdict = Verdict(heldOut[place], beside: ranges)
    }
    self.heldOut = heldOut
  }

  private static func reports(_ abc: [UInt8], index: NoveltyIndex?) -> [TuneReport] {
    let tunes = ABCReader().read(abc, file: "index").tunes
    return inParallel(tunes.count) { place in
      try? TuneReport(tunes[place], number: place + 1, index: index)
    }.compactMap(\.self)
  }
}
