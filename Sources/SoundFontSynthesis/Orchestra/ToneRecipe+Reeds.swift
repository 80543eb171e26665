/// Reeds and lips on a tube.
extension ToneRecipe {
  /// Many harmonics under the tube's resonances.
  private static func blown(
    _ name: String, roots: [Int], limit: Double = 9000, attack: Double, breath: Double = 0.006,
    settings: [FontSetting],
    _ amplitude: @escaping @Sendable (_ number: Double, _ hertz: Double) -> Double
  ) -> ToneRecipe {
    ToneRecipe(
      name: name, roots: roots, onset: 0.14, loop: 0.16, limit: limit,
      envelope: Envelope(attack: attack / 3, release: 0.08), settings: settings,
      noises: { [Noise(frequency: min(6000, $0 * 4), steady: breath, burst: breath * 6)] },
      partials: { frequency, limit in
        Spectrum.harmonics(of: frequency, below: limit, count: 40, amplitude).map {
          var partial = $0
          // High harmonics come in later, as the player's pressure rises.
          partial.attack = attack / 3 * (1 + min(12, partial.ratio) * 0.12)
          return partial
        }
      })
  }

  static let clarinet = blown(
    "Clarinet", roots: [50, 59, 68, 77, 86], attack: 0.04, settings: .filter(hertz: 8000)
  ) { number, frequency in
    let isEven = number.truncatingRemainder(dividingBy: 2) == 0
    return (isEven ? min(1, 0.06 + frequency / 9000) : 1) / number
      * Spectrum.formant(frequency, at: 1500, width: 600, gain: 0.7)
      * Spectrum.fall(frequency, above: 2500, slope: 1.4)
  }

  static let oboe = blown(
    "Oboe", roots: [52, 61, 70, 79, 88], attack: 0.03,
    settings: .vibrato(hertz: 5, cents: 6, after: 0.4) + .filter(hertz: 9000)
  ) { number, frequency in
    SampleMath.power(number, -0.5) * Spectrum.formant(frequency, at: 1150, width: 350, gain: 2.2)
      * Spectrum.formant(frequency, at: 2900, width: 500, gain: 1.2)
      * Spectrum.fall(frequency, above: 1800, slope: 1.9)
  }

  static let bassoon = blown(
    "Bassoon", roots: [34, 43, 52, 61, 70], limit: 5000, attack: 0.04,
    settings: .filter(hertz: 6000)
  ) { number, frequency in
    SampleMath.power(number, -0.5) * Spectrum.formant(frequency, at: 480, width: 160, gain: 2.5)
      * Spectrum.formant(frequency, at: 1200, width: 250, gain: 0.8)
      * Spectrum.fall(frequency, above: 800, slope: 1.8)
  }

  static let saxophone = blown(
    "Saxophone", roots: [42, 51, 60, 69, 78], attack: 0.04, breath: 0.012,
    settings: .vibrato(hertz: 5, cents: 9, after: 0.4) + .filter(hertz: 8000)
  ) { number, frequency in
    SampleMath.power(number, -0.7) * Spectrum.formant(frequency, at: 700, width: 300, gain: 1)
      * Spectrum.formant(frequency, at: 1700, width: 500, gain: 0.8)
      * Spectrum.fall(frequency, above: 2200, slope: 1.6)
  }

  /// The chanter of the uilleann pipes: a conical bore with a bright, nasal double reed.
  static let chanter = blown(
    "Chanter", roots: [58, 65, 72, 79, 86, 93], limit: 10_000, attack: 0.012, breath: 0.004,
    settings: .filter(hertz: 11_000)
  ) { number, frequency in
    SampleMath.power(number, -0.4) * Spectrum.formant(frequency, at: 1250, width: 450, gain: 1.6)
      * Spectrum.formant(frequency, at: 3100, width: 700, gain: 1.3)
      * Spectrum.fall(frequency, above: 2600, slope: 1.7)
  }

  /// A drone of the same pipes: a cylinder with a single reed, hollow and steady.
  static let drone = blown(
    "Drone", roots: [38, 50, 62], limit: 5500, attack: 0.12, breath: 0.004,
    settings: .filter(hertz: 6000)
  ) { number, frequency in
    let isEven = number.truncatingRemainder(dividingBy: 2) == 0
    return SampleMath.power(number, -0.55) * (isEven ? 0.6 : 1)
      * Spectrum.formant(frequency, at: 750, width: 300, gain: 0.9)
      * Spectrum.fall(frequency, above: 1600, slope: 1.5)
  }

  static let trumpet = blown(
    "Trumpet", roots: [52, 60, 68, 76, 84], limit: 11_000, attack: 0.05,
    settings: .filter(hertz: 8000)
  ) { number, frequency in
    SampleMath.power(number, -0.35) * Spectrum.formant(frequency, at: 1300, width: 500, gain: 0.9)
      * Spectrum.fall(frequency, above: 1900, slope: 1.7)
  }

  static let trombone = blown(
    "Trombone", roots: [29, 38, 47, 56, 65], limit: 6500, attack: 0.06,
    settings: .filter(hertz: 5500)
  ) { number, frequency in
    SampleMath.power(number, -0.45) * Spectrum.formant(frequency, at: 600, width: 250, gain: 0.8)
      * Spectrum.fall(frequency, above: 1000, slope: 1.6)
  }

  static let horn = blown(
    "Horn", roots: [36, 46, 56, 66, 76], limit: 4500, attack: 0.07, settings: .filter(hertz: 4000)
  ) { number, frequency in
    SampleMath.power(number, -0.5) * Spectrum.formant(frequency, at: 400, width: 200, gain: 0.8)
      * Spectrum.fall(frequency, above: 600, slope: 2)
  }
}
