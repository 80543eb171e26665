/// Flutes and whistles.
extension ToneRecipe {
  /// A pipe with a few harmonics, fewer the higher it plays, and breath.
  ///
  /// - Parameters:
  ///   - low: Amplitudes of the harmonics at the bottom of `turn`.
  ///   - high: Those at its top, as many.
  ///   - breath: Noise whose frequency is given in multiples of the tone's.
  private static func pipe(
    _ name: String, roots: [Int], low: [Double], high: [Double], turn: ClosedRange<Double>,
    breath: Noise, attack: Double, loop: Double, settings: [FontSetting]
  ) -> ToneRecipe {
    ToneRecipe(
      name: name, roots: roots, onset: 0.12, loop: loop, limit: 9000,
      envelope: Envelope(attack: attack / 2, release: 0.09),
      settings: settings + .filter(hertz: 9000),
      noises: { frequency in
        var noise = breath
        noise.frequency = min(10_000, breath.frequency * frequency)
        return [noise]
      },
      partials: { frequency, limit in
        let span = turn.upperBound - turn.lowerBound
        let place = max(0, min(1, (frequency - turn.lowerBound) / span))
        return low.indices.filter { $0 == 0 || Double($0 + 1) * frequency < limit }.map { index in
          Partial(
            ratio: Double(index + 1),
            amplitude: low[index] + (high[index] - low[index]) * place,
            attack: attack / 3 * (1 + 0.4 * Double(index)))
        }
      })
  }

  static let flute = pipe(
    "Flute", roots: [60, 67, 74, 81, 88, 95],
    low: [1, 0.75, 0.42, 0.2, 0.13, 0.07, 0.04, 0.02],
    high: [1, 0.22, 0.09, 0.04, 0.02, 0.01, 0, 0], turn: 260...1300,
    breath: Noise(frequency: 2, resonance: 0.8, steady: 0.035, burst: 0.18, burstLength: 0.025),
    attack: 0.045, loop: 0.22, settings: .vibrato(hertz: 5, cents: 7, after: 0.35))

  /// A tin whistle, bright at the bottom and nearly pure at the top, with a chiff.
  static let whistle = pipe(
    "Whistle", roots: [67, 74, 79, 84, 89, 94, 100],
    low: [1, 0.34, 0.2, 0.07, 0.04, 0.02, 0.01], high: [1, 0.12, 0.05, 0.02, 0.01, 0, 0],
    turn: 580...1800,
    breath: Noise(frequency: 3, resonance: 0.6, steady: 0.03, burst: 0.35, burstLength: 0.012),
    attack: 0.018, loop: 0.18, settings: .vibrato(hertz: 4.6, cents: 4, after: 0.3))

  static let recorder = pipe(
    "Recorder", roots: [60, 70, 80, 90],
    low: [1, 0.12, 0.36, 0.07, 0.12, 0.03, 0.03], high: [1, 0.06, 0.14, 0.02, 0.02, 0, 0],
    turn: 350...1400,
    breath: Noise(frequency: 3, resonance: 0.7, steady: 0.02, burst: 0.25, burstLength: 0.012),
    attack: 0.025, loop: 0.18, settings: [])

  static let panPipes = pipe(
    "Pan pipes", roots: [55, 67, 79, 91],
    low: [1, 0.1, 0.22, 0.04, 0.05, 0.01], high: [1, 0.05, 0.1, 0.01, 0.01, 0],
    turn: 250...1200,
    breath: Noise(frequency: 1.5, resonance: 0.8, steady: 0.1, burst: 0.6, burstLength: 0.03),
    attack: 0.04, loop: 0.25, settings: .vibrato(hertz: 4.8, cents: 6, after: 0.4))
}
