/// Strings with a keyboard or hammers.
extension ToneRecipe {
  static let piano = plucked(
    "Piano", roots: [26, 35, 44, 53, 62, 71, 80, 91], onset: 0.45, loop: 0.16, limit: 8500,
    envelope: Envelope(decay: 16, keyToDecay: 45, release: 0.25), settings: .filter(hertz: 8500),
    Pluck(
      place: 0.12, cutoff: 900, slope: 1.3, damping: 9, stiffness: 0.0003,
      noise: Noise(frequency: 900, resonance: 0.6, burst: 0.35, burstLength: 0.018)))

  static let harpsichord = plucked(
    "Harpsichord", roots: [36, 48, 60, 72, 84], onset: 0.2, limit: 11_000,
    envelope: Envelope(decay: 10, keyToDecay: 40, release: 0.12),
    Pluck(
      place: 0.09, cutoff: 4500, damping: 7,
      noise: Noise(frequency: 4500, burst: 0.2, burstLength: 0.006)))

  /// A hammered dulcimer: pairs of wires, a hard hammer, no damper.
  static let dulcimer = plucked(
    "Dulcimer", roots: [50, 62, 74, 86], onset: 0.24, limit: 10_000,
    envelope: Envelope(decay: 9, keyToDecay: 45, release: 1.2),
    Pluck(
      place: 0.15, cutoff: 2500, damping: 11, stiffness: 0.0002,
      noise: Noise(frequency: 2800, burst: 0.35, burstLength: 0.008)))
}
