/// Bars, bells and skins.
extension ToneRecipe {
  /// A way in which a body rings: a frequency in multiples of the lowest that gives the pitch, an
  /// amplitude, and how much faster it fades, in dB a second.
  private typealias Mode = (ratio: Double, amplitude: Double, fading: Double)

  private static func struck(
    _ name: String, roots: [Int], onset: Double = 0.2, loop: Double = 0.08,
    limit: Double = 12_000, level: Double = -10, envelope: Envelope, noise: Noise, modes: [Mode]
  ) -> ToneRecipe {
    ToneRecipe(
      name: name, roots: roots, onset: onset, loop: loop, limit: limit, level: level,
      envelope: envelope, velocityToFilter: 0, noises: { _ in [noise] },
      partials: { frequency, limit in
        modes.filter { $0.ratio <= 1 || $0.ratio * frequency < limit }.map {
          Partial(ratio: $0.ratio, amplitude: $0.amplitude, fading: $0.fading)
        }
      })
  }

  /// Tines of metal that a soft hammer strikes, with a bell above them.
  static let tinePiano = struck(
    "Tine piano", roots: [36, 48, 60, 72, 84], onset: 0.3, loop: 0.1,
    envelope: Envelope(decay: 11, keyToDecay: 40, release: 0.15),
    noise: Noise(frequency: 1200, burst: 0.12, burstLength: 0.008),
    modes: [
      (1, 1, 0), (2, 0.35, 6), (3, 0.12, 12), (4, 0.05, 18), (7.1, 0.12, 60), (11.3, 0.04, 90),
    ])

  static let bell = struck(
    "Bell", roots: [60, 72, 84, 96], envelope: Envelope(decay: 6, keyToDecay: 35, release: 1),
    noise: Noise(frequency: 6000, burst: 0.15, burstLength: 0.003),
    modes: [(1, 1, 0), (2.76, 0.35, 35), (4, 0.12, 50), (5.4, 0.2, 80), (8.93, 0.08, 140)])

  static let vibraphone = struck(
    "Vibraphone", roots: [53, 65, 77, 89],
    envelope: Envelope(decay: 9, keyToDecay: 35, release: 0.5),
    noise: Noise(frequency: 1800, burst: 0.08, burstLength: 0.006),
    modes: [(1, 1, 0), (4, 0.25, 18), (10, 0.08, 80)])

  static let marimba = struck(
    "Marimba", roots: [45, 57, 69, 81, 93], onset: 0.15, loop: 0.06,
    envelope: Envelope(decay: 1.8, keyToDecay: 50, release: 0.3),
    noise: Noise(frequency: 900, burst: 0.3, burstLength: 0.006),
    modes: [(1, 1, 0), (3.93, 0.3, 90), (9.2, 0.12, 250)])

  /// Tubes, whose pitch the ear finds an octave below their fourth mode.
  static let tubularBell = struck(
    "Tubular bell", roots: [55, 67, 79], onset: 0.35, loop: 0.15,
    envelope: Envelope(decay: 11, release: 1.5),
    noise: Noise(frequency: 3500, burst: 0.15, burstLength: 0.005),
    modes: [
      (1, 1, 0), (2, 0.7, 2), (2.98, 0.5, 5), (4.14, 0.35, 10), (5.43, 0.25, 18), (6.8, 0.15, 30),
    ])

  static let steelDrum = struck(
    "Steel drum", roots: [52, 64, 76, 88], level: -8,
    envelope: Envelope(decay: 2.6, keyToDecay: 30, release: 0.3),
    noise: Noise(frequency: 1500, burst: 0.15, burstLength: 0.006),
    modes: [(1, 1, 0), (2, 0.6, 8), (3, 0.3, 14), (4.02, 0.22, 22), (6.1, 0.1, 40)])

  static let woodBlock = struck(
    "Wood block", roots: [60, 76], onset: 0.06, loop: 0.02,
    envelope: Envelope(decay: 0.3, release: 0.1),
    noise: Noise(frequency: 2500, burst: 0.6, burstLength: 0.003),
    modes: [(1, 1, 0), (2.6, 0.4, 200), (4.3, 0.2, 300)])

  static let deepDrum = struck(
    "Deep drum", roots: [36, 52, 68], onset: 0.3, loop: 0.1, limit: 4000,
    envelope: Envelope(decay: 1.4, release: 0.4),
    noise: Noise(frequency: 500, burst: 0.7, burstLength: 0.012),
    modes: [(1, 1, 0), (1.59, 0.5, 40), (2.14, 0.35, 60), (2.65, 0.25, 80), (3.5, 0.15, 120)])

  static let tom = struck(
    "Tom", roots: [43, 57], onset: 0.25, loop: 0.08, limit: 5000,
    envelope: Envelope(decay: 0.9, release: 0.3),
    noise: Noise(frequency: 900, burst: 0.5, burstLength: 0.008),
    modes: [(1, 1, 0), (1.51, 0.35, 60), (1.99, 0.25, 90), (2.9, 0.12, 150)])

  static let agogo = struck(
    "Agogo", roots: [67, 79], onset: 0.12, loop: 0.05,
    envelope: Envelope(decay: 1.1, release: 0.4),
    noise: Noise(frequency: 5000, burst: 0.2, burstLength: 0.003),
    modes: [(1, 1, 0), (1.48, 0.4, 20), (2.67, 0.5, 40), (4.1, 0.3, 80)])
}
