/// What an amplifier or a machine makes.
extension ToneRecipe {
  /// A string through an amplifier that is too loud: every harmonic is there, and stays.
  static let distortedGuitar = ToneRecipe(
    name: "Distorted guitar", roots: [40, 50, 60, 70, 80], onset: 0.08, loop: 0.15, limit: 7500,
    envelope: Envelope(attack: 0.002, decay: 25, release: 0.12), settings: .filter(hertz: 7500),
    velocityToFilter: -2500,
    noises: { _ in [Noise(frequency: 2500, steady: 0.01, burst: 0.2, burstLength: 0.01)] },
    partials: { frequency, limit in
      Spectrum.harmonics(of: frequency, below: limit, count: 44) { number, hertz in
        SampleMath.power(number, -0.6) * Spectrum.formant(hertz, at: 1200, width: 600, gain: 0.8)
          * Spectrum.fall(hertz, above: 3200, slope: 2)
      }
    })

  /// A wave that stays as it is.
  private static func wave(
    _ name: String, roots: [Int], loop: Double, _ amplitude: @escaping @Sendable (Double) -> Double
  ) -> ToneRecipe {
    ToneRecipe(
      name: name, roots: roots, onset: 0.005, loop: loop, limit: 11_000, level: -9.5,
      envelope: Envelope(attack: 0.004, release: 0.08), settings: .filter(hertz: 10_000),
      partials: { frequency, limit in
        Spectrum.harmonics(of: frequency, below: limit, count: 60) { number, _ in
          amplitude(number)
        }
      })
  }

  static let saw = wave("Saw", roots: [30, 42, 54, 66, 78, 90], loop: 0.12) { 1 / $0 }

  static let square = wave("Square", roots: [30, 42, 54, 66, 78, 90], loop: 0.08) { number in
    number.truncatingRemainder(dividingBy: 2) == 1 ? 1 / number : 0
  }

  static let sine = wave("Sine", roots: [60, 84], loop: 0.2) { $0 == 1 ? 1 : 0 }

  /// A band of noise around the key, for wind, sea and breath.
  static let noiseBand = ToneRecipe(
    name: "Noise", roots: [60], onset: 0.02, loop: 0.9, level: -10,
    envelope: Envelope(attack: 0.05, release: 0.3), velocityToFilter: 0,
    noises: { [Noise(frequency: $0 * 3, resonance: 0.7, steady: 1)] }, partials: { _, _ in [] })
}
