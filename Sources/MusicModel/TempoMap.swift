/// The seconds at which the onsets of a performance sound.
public struct TempoMap: Hashable, Sendable {
  /// A stretch of even tempo.
  private struct Stretch: Hashable, Sendable {
    var onset: NoteDuration
    /// Seconds from the start of the performance to ``onset``.
    var seconds: Double
    var secondsPerWhole: Double
  }

  private var stretches: [Stretch] = [
    Stretch(onset: .zero, seconds: 0, secondsPerWhole: TempoMap.secondsPerWhole(120))
  ]

  /// Creates the map of tempi by onset; 120 quarters a minute before the first.
  ///
  /// - Precondition: Every tempo is more than zero.
  public init(_ tempi: [Timed<QuartersPerMinute>]) {
    for tempo in tempi.sorted(by: { $0.onset < $1.onset }) {
      precondition(tempo.value > 0, "tempo of \(tempo.value) quarters a minute")
      let seconds = seconds(at: tempo.onset)
      if let last = stretches.last, last.onset == tempo.onset { stretches.removeLast() }
      stretches.append(
        Stretch(
          onset: tempo.onset, seconds: seconds,
          secondsPerWhole: TempoMap.secondsPerWhole(tempo.value)))
    }
  }

  private static func secondsPerWhole(_ tempo: QuartersPerMinute) -> Double { 240 / tempo }

  /// Returns the seconds from the start of the performance; logarithmic in the changes of tempo.
  public func seconds(at onset: NoteDuration) -> Double {
    var (low, high) = (0, stretches.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if stretches[middle].onset <= onset { low = middle } else { high = middle }
    }
    let stretch = stretches[low]
    return stretch.seconds + (onset - stretch.onset).wholeNotes * stretch.secondsPerWhole
  }
}

extension Performance {
  /// The seconds of this performance's onsets.
  public var tempoMap: TempoMap { TempoMap(tempi) }
}
