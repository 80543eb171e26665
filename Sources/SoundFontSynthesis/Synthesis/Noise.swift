/// Breath, bow, hammer: the part of a sound that is no tone.
struct Noise {
  var shape = BandFilter.Shape.band

  /// The centre or cut-off in hertz.
  var frequency: Double
  var resonance = 1.0

  /// The level of the steady noise, in relation to the tone.
  var steady = 0.0

  /// The level of the burst at the beginning, in relation to the tone.
  var burst = 0.0

  /// The time constant of the burst's end, in seconds.
  var burstLength = 0.02
}
