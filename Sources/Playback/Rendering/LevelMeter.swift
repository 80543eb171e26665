import Glibc

/// The highest sample of some sound.
struct LevelMeter {
  /// The highest magnitude, 1 being full scale.
  private(set) var peak: Float = 0

  /// Samples beyond full scale, which sixteen bits cut off.
  private(set) var clippedSamples = 0

  /// Takes in samples.
  mutating func add(_ samples: Span<Float>, gain: Float = 1) {
    for index in samples.indices {
      let magnitude = abs(samples[index]) * gain
      peak = max(peak, magnitude)
      if magnitude > 1 { clippedSamples += 1 }
    }
  }

  /// The factor that brings the peak to a level in dB below full scale; 1 for silence.
  func gain(toPeak decibels: Double) -> Float {
    peak > 0 ? Float(pow(10, decibels / 20)) / peak : 1
  }

  /// The highest magnitude of the first frames of a buffer of two channels.
  static func peak(of samples: [Float], frames: Int) -> Float {
    let span = samples.span
    var peak: Float = 0
    for index in 0..<frames * 2 { peak = max(peak, abs(span[index])) }
    return peak
  }
}
