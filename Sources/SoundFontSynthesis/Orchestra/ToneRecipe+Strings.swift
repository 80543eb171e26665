/// Bowed strings and voices.
extension ToneRecipe {
  /// The resonances of a body of wood, `scale` times as large as a violin's.
  private static func body(_ frequency: Double, scale: Double) -> Double {
    Spectrum.formant(frequency * scale, at: 285, width: 50, gain: 1)
      * Spectrum.formant(frequency * scale, at: 470, width: 80, gain: 1.3)
      * Spectrum.formant(frequency * scale, at: 1000, width: 250, gain: 0.5)
      * Spectrum.formant(frequency * scale, at: 2600, width: 700, gain: 1.5)
  }

  private static func bowed(
    _ name: String, roots: [Int], scale: Double, attack: Double, settings: [FontSetting]
  ) -> ToneRecipe {
    ToneRecipe(
      name: name, roots: roots, onset: 0.18, loop: 0.18, limit: 11_000 / scale.squareRoot(),
      envelope: Envelope(attack: attack / 3, release: 0.12), settings: settings,
      noises: { _ in
        [
          Noise(
            frequency: 3000 / scale, resonance: 0.6, steady: 0.016, burst: 0.12, burstLength: 0.03)
        ]
      },
      partials: { frequency, limit in
        Spectrum.harmonics(of: frequency, below: limit, count: 48) { number, frequency in
          body(frequency, scale: scale) / number
            * Spectrum.fall(frequency, above: 3800 / scale.squareRoot(), slope: 1.3)
        }.map { Partial(ratio: $0.ratio, amplitude: $0.amplitude, attack: attack / 3) }
      })
  }

  static let fiddle = bowed(
    "Fiddle", roots: [48, 55, 62, 69, 76, 83, 91], scale: 1, attack: 0.045,
    settings: .filter(hertz: 9500))

  static let cello = bowed(
    "Cello", roots: [28, 36, 44, 52, 60, 68], scale: 2.2, attack: 0.07,
    settings: .filter(hertz: 6500))

  /// Voices that sing one spectrum, each out of tune by some cycles a loop.
  ///
  /// The one in the middle is louder, which keeps the pitch of all from wandering.
  private static func together(
    _ players: [Double], frequency: Double, limit: Double, count: Int,
    _ amplitude: (_ number: Double, _ hertz: Double) -> Double
  ) -> [Partial] {
    players.flatMap { player -> [Partial] in
      // Below 400 Hz the same cycles would be too many cents.
      let detune = player * min(1, frequency / 400)
      return Spectrum.harmonics(of: frequency, below: limit, count: count, amplitude).map {
        Partial(
          ratio: $0.ratio, amplitude: $0.amplitude * (player == 0 ? 1.8 : 1),
          shift: detune * $0.ratio)
      }
    }
  }

  /// Many players who are never quite together.
  static let strings = ToneRecipe(
    name: "Strings", roots: [36, 48, 60, 72, 84], onset: 0.1, loop: 0.5, limit: 7000,
    envelope: Envelope(attack: 0.09, release: 0.3), settings: .filter(hertz: 7000),
    noises: { _ in [Noise(frequency: 3000, steady: 0.006)] },
    partials: { frequency, limit in
      together([-1.2, -0.5, 0, 0.5, 1.2], frequency: frequency, limit: limit, count: 28) {
        body($1, scale: 1.3) / $0 * Spectrum.fall($1, above: 2500, slope: 1.5)
      }
    })

  /// A choir on one vowel.
  private static func choir(
    _ name: String, limit: Double, formants: [(center: Double, width: Double, gain: Double)]
  ) -> ToneRecipe {
    ToneRecipe(
      name: name, roots: [48, 58, 69, 80], onset: 0.1, loop: 0.4, limit: limit,
      envelope: Envelope(attack: 0.08, release: 0.25),
      settings: .vibrato(hertz: 5, cents: 8, after: 0.3) + .filter(hertz: 6000),
      noises: { _ in [Noise(frequency: 2500, steady: 0.012)] },
      partials: { frequency, limit in
        together([-0.8, 0, 0.8], frequency: frequency, limit: limit, count: 32) { number, hertz in
          let vowel = formants.reduce(0.05) { sum, formant in
            let distance = (hertz - formant.center) / formant.width
            return sum + formant.gain * SampleMath.exp(-distance * distance)
          }
          return vowel * SampleMath.power(number, -0.5) + (number == 1 ? 0.35 : 0)
        }
      })
  }

  static let voiceAah = choir(
    "Voice aah", limit: 5000,
    formants: [(760, 160, 1), (1150, 180, 0.7), (2650, 300, 0.3), (3400, 400, 0.15)])

  static let voiceOoh = choir(
    "Voice ooh", limit: 3600, formants: [(350, 130, 1), (800, 150, 0.35), (2400, 300, 0.05)])
}
