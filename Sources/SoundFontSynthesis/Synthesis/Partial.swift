/// One sine of a tone.
struct Partial {
  /// The frequency in multiples of the tone's own; whole numbers for harmonics.
  var ratio: Double

  /// The amplitude at its fullest, before the tone is brought to its level.
  var amplitude: Double

  /// The time constant of its rise, in seconds; zero begins at once.
  var attack = 0.0

  /// How much faster than the envelope of the instrument it fades, in dB a second.
  var fading = 0.0

  /// A shift of the frequency in cycles a loop, for instruments that sing together.
  var shift = 0.0
}

/// The shape of a spectrum.
enum Spectrum {
  /// Harmonics up to a frequency, with an amplitude for each.
  ///
  /// - Parameters:
  ///   - frequency: The first harmonic in hertz.
  ///   - limit: The highest frequency in hertz.
  ///   - count: The highest number.
  static func harmonics(
    of frequency: Double, below limit: Double, count: Int = 64,
    _ amplitude: (_ number: Double, _ frequency: Double) -> Double
  ) -> [Partial] {
    let last = max(1, min(count, Int(limit / frequency)))
    return (1...last).map { number in
      Partial(
        ratio: Double(number), amplitude: amplitude(Double(number), Double(number) * frequency))
    }.filter { $0.amplitude > 1e-5 }
  }

  /// A bump over the spectrum, 1 far from its centre and `1 + gain` in it.
  static func formant(
    _ frequency: Double, at center: Double, width: Double, gain: Double
  ) -> Double {
    let distance = (frequency - center) / width
    return 1 + gain * SampleMath.exp(-distance * distance)
  }

  /// The fall above a cut-off, `slope` times 6 dB an octave.
  static func fall(_ frequency: Double, above cutoff: Double, slope: Double) -> Double {
    frequency <= cutoff ? 1 : SampleMath.power(cutoff / frequency, slope)
  }

  /// What a string gives that is plucked or struck at a part of its length.
  static func pluck(_ number: Double, at place: Double) -> Double {
    abs(SampleMath.sine(turns: number * place / 2)) / number
  }
}
