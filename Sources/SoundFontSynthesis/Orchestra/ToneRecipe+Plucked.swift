/// Strings that fingers and plectra pluck.
extension ToneRecipe {
  static let nylonGuitar = plucked(
    "Nylon guitar", roots: [40, 48, 56, 64, 73, 82], limit: 6500,
    envelope: Envelope(decay: 9, keyToDecay: 50, release: 0.15), settings: .filter(hertz: 7000),
    Pluck(
      place: 0.28, cutoff: 900, slope: 1.4, damping: 22,
      noise: Noise(frequency: 700, resonance: 0.8, burst: 0.2, burstLength: 0.012),
      body: {
        Spectrum.formant($0, at: 110, width: 30, gain: 0.6)
          * Spectrum.formant($0, at: 220, width: 50, gain: 0.8)
      }))

  static let steelGuitar = plucked(
    "Steel guitar", roots: [40, 48, 56, 64, 73, 82], limit: 9000,
    envelope: Envelope(decay: 11, keyToDecay: 45, release: 0.15), settings: .filter(hertz: 9500),
    Pluck(
      place: 0.17, cutoff: 2200, slope: 1.3, damping: 12, stiffness: 0.00008,
      noise: Noise(frequency: 3500, resonance: 0.7, burst: 0.25, burstLength: 0.008),
      body: {
        Spectrum.formant($0, at: 105, width: 30, gain: 0.5)
          * Spectrum.formant($0, at: 210, width: 50, gain: 0.7)
          * Spectrum.formant($0, at: 3000, width: 900, gain: 0.5)
      }))

  static let electricGuitar = plucked(
    "Electric guitar", roots: [40, 51, 62, 73, 84], onset: 0.25, limit: 6000,
    envelope: Envelope(decay: 13, keyToDecay: 40, release: 0.12), settings: .filter(hertz: 6500),
    Pluck(
      place: 0.22, cutoff: 1800, slope: 1.5, damping: 10,
      noise: Noise(frequency: 2000, burst: 0.1, burstLength: 0.006)))

  static let harp = plucked(
    "Harp", roots: [31, 41, 51, 61, 71, 81, 91], onset: 0.26, limit: 7000,
    envelope: Envelope(decay: 10, keyToDecay: 50, release: 0.7), settings: .filter(hertz: 8000),
    Pluck(
      place: 0.38, cutoff: 1100, slope: 1.5, damping: 15,
      noise: Noise(frequency: 600, resonance: 0.7, burst: 0.15, burstLength: 0.01),
      body: { Spectrum.formant($0, at: 260, width: 120, gain: 0.6) }))

  /// A tenor or five-string banjo: a skin for a body, loud and soon gone.
  static let banjo = plucked(
    "Banjo", roots: [46, 53, 60, 67, 74, 81, 89], onset: 0.22, loop: 0.08, limit: 10_500,
    envelope: Envelope(decay: 3.2, keyToDecay: 35, release: 0.1), settings: .filter(hertz: 10_000),
    Pluck(
      place: 0.1, cutoff: 2800, slope: 1.1, damping: 22,
      noise: Noise(frequency: 2200, resonance: 0.8, burst: 0.6, burstLength: 0.006),
      body: {
        Spectrum.formant($0, at: 650, width: 250, gain: 1.3)
          * Spectrum.formant($0, at: 1700, width: 500, gain: 1.1)
          * Spectrum.formant($0, at: 3400, width: 800, gain: 0.8)
      }))

  static let pizzicato = plucked(
    "Pizzicato", roots: [36, 50, 64, 78, 90], onset: 0.15, loop: 0.08, limit: 5000,
    envelope: Envelope(decay: 1.6, keyToDecay: 30, release: 0.12),
    Pluck(
      place: 0.2, cutoff: 700, slope: 1.3, damping: 40,
      noise: Noise(frequency: 500, burst: 0.25, burstLength: 0.012),
      body: { Spectrum.formant($0, at: 290, width: 90, gain: 0.9) }))

  static let koto = plucked(
    "Koto", roots: [48, 60, 72, 84], onset: 0.2, limit: 9000,
    envelope: Envelope(decay: 6, keyToDecay: 40, release: 0.3),
    Pluck(
      place: 0.07, cutoff: 2000, damping: 18,
      noise: Noise(frequency: 2600, burst: 0.35, burstLength: 0.006),
      body: { Spectrum.formant($0, at: 900, width: 300, gain: 0.8) }))

  static let sitar = plucked(
    "Sitar", roots: [45, 55, 65, 75], onset: 0.25, limit: 9500,
    envelope: Envelope(decay: 8, keyToDecay: 30, release: 0.3),
    Pluck(
      place: 0.04, cutoff: 3500, slope: 1, damping: 3,
      noise: Noise(frequency: 3200, burst: 0.25, burstLength: 0.01),
      body: { Spectrum.formant($0, at: 1900, width: 700, gain: 1.8) }))

  static let acousticBass = plucked(
    "Acoustic bass", roots: [26, 34, 42, 50, 60], limit: 2600,
    envelope: Envelope(decay: 6, keyToDecay: 25, release: 0.15),
    Pluck(
      place: 0.25, cutoff: 300, slope: 1.4, damping: 45,
      noise: Noise(frequency: 350, burst: 0.25, burstLength: 0.02),
      body: { Spectrum.formant($0, at: 110, width: 50, gain: 0.6) }))

  static let electricBass = plucked(
    "Electric bass", roots: [26, 36, 46, 58], limit: 3500,
    envelope: Envelope(decay: 9, keyToDecay: 25, release: 0.12),
    Pluck(
      place: 0.2, cutoff: 600, slope: 1.5, damping: 22,
      noise: Noise(frequency: 900, burst: 0.08, burstLength: 0.008)))

  static let pluckedBass = plucked(
    "Plucked bass", roots: [26, 36, 46, 58], limit: 6500,
    envelope: Envelope(decay: 8, keyToDecay: 25, release: 0.1),
    Pluck(
      place: 0.1, cutoff: 1800, damping: 16,
      noise: Noise(frequency: 2500, burst: 0.35, burstLength: 0.006)))
}
