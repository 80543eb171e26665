/// Free reeds and organs.
extension ToneRecipe {
  /// Free reeds, of which several may sound for one key, out of tune by some beats a second.
  ///
  /// - Parameter reeds: How far each reed is out of tune at A4, in cycles a loop.
  private static func freeReeds(
    _ name: String, roots: [Int], loop: Double, reeds: [Double], attack: Double,
    _ amplitude: @escaping @Sendable (_ number: Double, _ hertz: Double) -> Double
  ) -> ToneRecipe {
    ToneRecipe(
      name: name, roots: roots, onset: 0.1, loop: loop, limit: 9000,
      envelope: Envelope(attack: attack, release: 0.08), settings: .filter(hertz: 9000),
      velocityToFilter: -3500,
      noises: { _ in [Noise(frequency: 3500, steady: 0.003, burst: 0.03)] },
      partials: { frequency, limit in
        reeds.flatMap { reed -> [Partial] in
          // Low reeds beat more slowly than high ones.
          let shift = reed * min(1, frequency / 440)
          return Spectrum.harmonics(of: frequency, below: limit, count: 32, amplitude).map {
            Partial(
              ratio: $0.ratio, amplitude: $0.amplitude, attack: 0.012, shift: shift * $0.ratio)
          }
        }
      })
  }

  /// A two-voice accordion, its reeds four beats a second apart at A4.
  static let accordion = freeReeds(
    "Accordion", roots: [41, 52, 63, 74, 86], loop: 0.5, reeds: [-1, 1], attack: 0.015
  ) { number, frequency in
    SampleMath.power(number, -0.7) * Spectrum.formant(frequency, at: 1400, width: 600, gain: 0.7)
      * Spectrum.fall(frequency, above: 3200, slope: 1.8)
  }

  /// An Anglo concertina: one reed for each key, in a small box of wood.
  static let concertina = freeReeds(
    "Concertina", roots: [48, 57, 66, 75, 84, 93], loop: 0.14, reeds: [0], attack: 0.01
  ) { number, frequency in
    let pattern = number.truncatingRemainder(dividingBy: 3) == 0 ? 0.75 : 1
    return SampleMath.power(number, -0.55) * pattern
      * Spectrum.formant(frequency, at: 1900, width: 700, gain: 0.9)
      * Spectrum.fall(frequency, above: 3000, slope: 1.5)
  }

  static let harmonica = freeReeds(
    "Harmonica", roots: [57, 67, 77, 87], loop: 0.14, reeds: [0], attack: 0.02
  ) { number, frequency in
    SampleMath.power(number, -0.45) * Spectrum.formant(frequency, at: 1100, width: 400, gain: 1.2)
      * Spectrum.fall(frequency, above: 2400, slope: 2)
  }

  /// An organ of pure tones.
  private static func organ(
    _ name: String, loop: Double, release: Double, noise: Noise,
    stops: [(ratio: Double, amplitude: Double)]
  ) -> ToneRecipe {
    ToneRecipe(
      name: name, roots: [36, 48, 60, 72, 84, 96], onset: 0.05, loop: loop, limit: 9000,
      envelope: Envelope(attack: 0.006, release: release), velocityToFilter: 0,
      noises: { _ in [noise] },
      partials: { frequency, limit in
        stops.filter { $0.ratio == 1 || $0.ratio * frequency < limit }.map {
          Partial(ratio: $0.ratio, amplitude: $0.amplitude, attack: 0.006)
        }
      })
  }

  /// Drawbars 8, 4, 2 2/3, 2, 1 1/3 and 1 with a key click.
  static let drawbars = organ(
    "Drawbars", loop: 0.1, release: 0.05,
    noise: Noise(frequency: 3000, burst: 0.1, burstLength: 0.004),
    stops: [(1, 1), (2, 0.6), (3, 0.4), (4, 0.3), (6, 0.1), (8, 0.15)])

  /// Principals 8, 4, 2 and a mixture, each with a few harmonics.
  static let churchOrgan = organ(
    "Church organ", loop: 0.2, release: 0.35,
    noise: Noise(frequency: 2500, steady: 0.006, burst: 0.06, burstLength: 0.03),
    stops: [
      (1, 1), (2, 0.8), (3, 0.3), (4, 0.55), (5, 0.1), (6, 0.3), (8, 0.35), (10, 0.06), (12, 0.16),
      (16, 0.1),
    ])
}
