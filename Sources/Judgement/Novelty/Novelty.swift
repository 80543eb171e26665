import SafeFiles

/// How much of a melody stands in a corpus already, in whatever key.
///
/// A run of notes is shared if the corpus holds as many notes with the same intervals between them
/// and the same times between their onsets. Repeats are played in both, so a run may lead over a
/// repeat sign.
public struct Novelty: Codable, Hashable, Sendable {
  /// Notes that a tune and one of the corpus have in common, one after the other.
  public struct Run: Codable, Hashable, Sendable {
    /// The number of notes.
    public var notes: Int

    /// The time from its first onset to its last, in full measures of the tune.
    public var bars: Double

    /// The measures that it touches, as written, from 1.
    public var measures: [Int]

    /// The title of the corpus' first tune that has it.
    public var title: String

    /// The measures that it touches there.
    public var theirMeasures: [Int]
  }

  /// The run that lasts longest; `nil` where no two notes are shared.
  public var longestRun: Run?

  /// The part of the tune's notes that lie in runs of eight notes or more which the tune of
  /// ``longestRun`` has, 0...1.
  public var sharedWithNearest: Double

  /// The part of the measures of two notes or more whose notes are a shared run, 0...1.
  public var barsSeen: Double

  /// The part of the notes that lie in shared runs of 8, 12, 16 and 24 notes or more, 0...1.
  public var coverage8: Double
  public var coverage12: Double
  public var coverage16: Double
  public var coverage24: Double

  /// The run's length in bars, 0 without one.
  public var longestBars: Double { longestRun?.bars ?? 0 }
}

extension NoveltyIndex {
  /// Compares a melody with the corpus.
  public func novelty(of melody: Melody) -> Novelty {
    let symbols = melody.symbols
    let matches = symbols.indices.map { longestMatch(symbols[$0...]).length }
    let longest = longestRun(melody, symbols, matches)
    return Novelty(
      longestRun: longest?.run,
      sharedWithNearest: longest.map { shared(symbols, tune: $0.tune, notes: 8) } ?? 0,
      barsSeen: barsSeen(melody, matches),
      coverage8: Self.coverage(matches, 8), coverage12: Self.coverage(matches, 12),
      coverage16: Self.coverage(matches, 16), coverage24: Self.coverage(matches, 24))
  }

  private func longestRun(
    _ melody: Melody, _ symbols: [UInt16], _ matches: [Int]
  ) -> (run: Novelty.Run, tune: Int)? {
    var best: (bars: Double, start: Int)?
    for (start, length) in matches.enumerated() where length > 0 {
      let bars = melody.bars(from: start, to: start + length)
      if bars > best?.bars ?? 0 { best = (bars, start) }
    }
    guard let best else { return nil }
    let end = best.start + matches[best.start]
    let all = range(of: symbols[best.start..<end])
    guard let place = all.map({ Int(places[$0]) }).min() else { return nil }
    let tune = tune(at: place)
    func measure(_ note: Int) -> Int { melody.measures[melody.notes[note].measure].written + 1 }
    let run = Novelty.Run(
      notes: end - best.start + 1, bars: best.bars, measures: [measure(best.start), measure(end)],
      title: title(ofTune: tune),
      theirMeasures: [Int(measures[place]), Int(measures[place + end - best.start])])
    return (run, tune)
  }

  private func barsSeen(_ melody: Melody, _ matches: [Int]) -> Double {
    var (seen, all) = (0, 0)
    for index in melody.measures.indices {
      let notes = melody.notes(ofMeasure: index)
      guard notes.count > 1 else { continue }
      all += 1
      if matches[notes.lowerBound] >= notes.count - 1 { seen += 1 }
    }
    return all == 0 ? 0 : Double(seen) / Double(all)
  }

  /// The part of the notes that lie in runs of `count` notes or more.
  private static func coverage(_ matches: [Int], _ count: Int) -> Double {
    var covered = 0
    var end = 0
    for (start, length) in matches.enumerated() where length >= count - 1 {
      let last = start + length + 1
      covered += last - max(start, end)
      end = last
    }
    return matches.isEmpty ? 0 : Double(covered) / Double(matches.count + 1)
  }

  /// The part of the notes that lie in runs which one tune of the corpus has.
  private func shared(_ symbols: [UInt16], tune: Int, notes count: Int) -> Double {
    let theirs = (Int(starts[tune])..<Int(starts[tune + 1])).map { text[$0] }
    guard symbols.count >= count - 1, theirs.count >= count - 1 else { return 0 }
    let known = Set((0...theirs.count - count + 1).map { theirs[$0..<$0 + count - 1] })
    let matches = (0..<symbols.count).map { start in
      start + count - 1 <= symbols.count && known.contains(symbols[start..<start + count - 1])
        ? count - 1 : 0
    }
    return Self.coverage(matches, count)
  }
}
