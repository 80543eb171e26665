internal import MusicModel

/// A measure as it will be written: a bar or a part of one, with its bar line and ending.
struct WrittenBar {
  var bar: BarGrid.Bar
  var ending: [Int]?
  var barLine: BarLine = .single
}

extension [WrittenBar] {
  /// Every bar of a grid, with nothing folded.
  init(_ grid: BarGrid) {
    self = grid.bars.map { WrittenBar(bar: $0) }
    if !isEmpty { self[count - 1].barLine = .final }
  }

  /// The bars of a grid with repeated sections written once.
  ///
  /// - Returns: The bars, and whether a repeat opens the first one.
  static func folded(
    _ sections: [RepeatFinder.Section], _ grid: BarGrid
  ) -> (bars: [WrittenBar], opensWithRepeat: Bool) {
    var written: [WrittenBar] = []
    var opensWithRepeat = false
    for section in sections {
      let isRepeated = section.period > 0
      if isRepeated {
        if written.isEmpty {
          opensWithRepeat = true
        } else {
          written[written.count - 1].barLine.startedRepeats = 1
        }
      }
      written += grid.cut(section.start, section.endingStart ?? section.end)
      if let start = section.endingStart {
        written += ending(1, grid.cut(start, section.end))
        written[written.count - 1].barLine = .endRepeat
        let stop = Swift.min(section.start + 2 * section.period, grid.end)
        written += ending(2, grid.cut(start + section.period, stop))
        written[written.count - 1].barLine = .double
      } else if isRepeated {
        written[written.count - 1].barLine = .endRepeat
      }
    }
    if let last = written.last, last.barLine.endedRepeats == 0 {
      written[written.count - 1].barLine = .final
    }
    return (written, opensWithRepeat)
  }

  private static func ending(_ number: Int, _ bars: [WrittenBar]) -> [WrittenBar] {
    var bars = bars
    if !bars.isEmpty { bars[0].ending = [number] }
    return bars
  }
}

extension BarGrid {
  /// The end of the last bar.
  var end: Int { bars.last?.end ?? 0 }

  /// The bars, whole or in part, between two times.
  fileprivate func cut(_ start: Int, _ end: Int) -> [WrittenBar] {
    bars.compactMap { bar in
      let (first, last) = (max(bar.start, start), min(bar.end, end))
      guard first < last else { return nil }
      var part = bar
      part.start = first
      part.length = last - first
      return WrittenBar(bar: part)
    }
  }
}
