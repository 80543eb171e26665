/// A recording that was never made: samples, where they repeat, and which key they are.
struct SampleData {
  /// Samples of any level.
  var samples: [Double]

  /// The part that repeats while a key is held, or `nil` for a sound that ends by itself.
  var loop: Range<Int>?

  /// Samples a second.
  var rate: Int

  /// The key that sounds at this speed.
  var rootKey: Int
}

extension SampleData {
  /// Brings the loudest tenth of a second to a level, and the peak below its limit.
  ///
  /// - Parameters:
  ///   - level: The root mean square in dB relative to full scale.
  ///   - peak: The highest and the lowest peak that are allowed, in dB.
  mutating func normalize(level: Double, peaks: ClosedRange<Double>) {
    let peak = samples.reduce(0) { max($0, abs($1)) }
    guard peak > 0 else { return }
    let wanted = SampleMath.factor(decibels: level) / loudestMeanSquare.squareRoot()
    let lowest = SampleMath.factor(decibels: peaks.lowerBound) / peak
    let highest = SampleMath.factor(decibels: peaks.upperBound) / peak
    let factor = min(max(wanted, lowest), highest)
    for index in samples.indices { samples[index] *= factor }
  }

  private var loudestMeanSquare: Double {
    let window = min(rate / 10, samples.count)
    var sum = samples[..<window].reduce(0) { $0 + $1 * $1 }
    var loudest = sum
    for index in window..<samples.count {
      sum += samples[index] * samples[index]
      sum -= samples[index - window] * samples[index - window]
      loudest = max(loudest, sum)
    }
    return loudest / Double(window)
  }

  /// The samples in sixteen bits.
  var quantized: [Int16] {
    samples.map { Int16(max(-32767, min(32767, ($0 * 32767).rounded(.toNearestOrEven)))) }
  }
}
