/// How an instrument with pitch is made.
struct ToneRecipe: Sendable {
  var name: String

  /// The keys that get a sample of their own, in rising order.
  var roots: [Int]

  /// Seconds of a sample before its loop.
  var onset: Double

  /// Seconds of the loop.
  var loop: Double

  /// The highest frequency worth keeping, in hertz.
  var limit = 10_000.0

  /// The root mean square of the samples in dB relative to full scale.
  var level = -9.0

  var envelope: Envelope

  /// What goes beyond the envelope: vibrato, filter.
  var settings: [FontSetting] = []

  /// How much darker soft notes are, in cents of the filter.
  var velocityToFilter = -9000

  /// Noise for a frequency in hertz.
  var noises: @Sendable (_ frequency: Double) -> [Noise] = { _ in [] }

  /// The sines for a frequency, up to a limit, both in hertz.
  var partials: @Sendable (_ frequency: Double, _ limit: Double) -> [Partial]
}

extension ToneRecipe {
  /// The keys that each root serves: those nearer to it than to its neighbours.
  var ranges: [ClosedRange<Int>] {
    roots.indices.map { index in
      let low = index == 0 ? 0 : (roots[index - 1] + roots[index]) / 2 + 1
      let high = index == roots.count - 1 ? 127 : (roots[index] + roots[index + 1]) / 2
      return low...high
    }
  }

  /// The samples, one for each root.
  var samples: [SampleData] {
    zip(roots, ranges).map { root, range in
      let frequency = SampleMath.frequency(key: Double(root))
      // The highest key of the range must not reach beyond what a device at 44.1 kHz can play.
      let stretch = SampleMath.exp2(Double(min(range.upperBound, 108) - root) / 12)
      let limit = max(frequency * 1.2, min(limit, 20_000 / stretch))
      let partials = partials(frequency, limit)
      let highest = frequency * (partials.map(\.ratio).max() ?? 1)
      let tone = ToneSynthesis.Tone(
        key: root, partials: partials, noises: noises(frequency), onset: onset, loop: loop,
        rate: min(32_000, max(11_025, highest * 2.5)))
      var sample = ToneSynthesis.sample(tone, seed: UInt64(root))
      sample.normalize(level: level, peaks: -4 ... -0.5)
      return sample
    }
  }
}
