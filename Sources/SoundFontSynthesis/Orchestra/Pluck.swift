/// What differs between strings that are plucked or struck.
struct Pluck: Sendable {
  /// The part of the string where it is plucked.
  var place: Double

  /// Where the softness of the finger begins to tell, in hertz.
  var cutoff: Double

  /// How fast the spectrum falls from there, in units of 6 dB an octave.
  var slope = 1.2

  /// How fast harmonics fade beyond the first: dB a second for each kilohertz above it.
  var damping: Double

  /// The stiffness of the string: how far high partials are sharp.
  var stiffness = 0.0

  /// The noise of the finger, plectrum or hammer.
  var noise: Noise

  /// The resonances of the body, for a frequency in hertz.
  var body: @Sendable (Double) -> Double = { _ in 1 }

  /// The sines of a string.
  func partials(frequency: Double, limit: Double) -> [Partial] {
    Spectrum.harmonics(of: frequency, below: limit, count: 44) { number, hertz in
      (Spectrum.pluck(number, at: place) + 0.02 / number) * body(hertz)
        * Spectrum.fall(hertz, above: cutoff, slope: slope)
    }.map { partial in
      let square = partial.ratio * partial.ratio
      // Relative to the first partial, which gives the pitch.
      let sharp = ((1 + stiffness * square) / (1 + stiffness)).squareRoot()
      return Partial(
        ratio: partial.ratio * sharp, amplitude: partial.amplitude,
        fading: damping * frequency * (partial.ratio - 1) / 1000)
    }
  }
}

extension ToneRecipe {
  static func plucked(
    _ name: String, roots: [Int], onset: Double = 0.3, loop: Double = 0.12, limit: Double,
    envelope: Envelope, settings: [FontSetting] = [], _ pluck: Pluck
  ) -> ToneRecipe {
    ToneRecipe(
      name: name, roots: roots, onset: onset, loop: loop, limit: limit, envelope: envelope,
      settings: settings, noises: { _ in [pluck.noise] },
      partials: { pluck.partials(frequency: $0, limit: $1) })
  }
}
