/// How loud a note is from its beginning to its end.
struct Envelope {
  /// Seconds from silence to full level.
  var attack = 0.0

  /// Seconds from full level to silence, for what is plucked or struck; `nil` for what is held.
  var decay: Double?

  /// How much shorter the decay is for each key up, in timecents.
  var keyToDecay = 0

  /// Seconds from full level to silence once the key is let go.
  var release = 0.1

  var settings: [FontSetting] {
    var settings = [FontSetting(.release, seconds: release)]
    if attack > 0 { settings.append(FontSetting(.attack, seconds: attack)) }
    if let decay {
      settings.append(FontSetting(.decay, seconds: decay))
      settings.append(FontSetting(.sustain, 1000))
      if keyToDecay > 0 { settings.append(FontSetting(.keyToDecay, keyToDecay)) }
    }
    return settings
  }
}

extension [FontSetting] {
  /// A trembling of the pitch that begins after a delay in seconds.
  static func vibrato(hertz: Double, cents: Int, after delay: Double) -> [FontSetting] {
    [
      FontSetting(.vibratoToPitch, cents), FontSetting(.vibratoDelay, seconds: delay),
      FontSetting(.vibratoFrequency, hertz: hertz),
    ]
  }

  /// A trembling of the level, in tenths of a decibel.
  static func tremolo(hertz: Double, centibels: Int) -> [FontSetting] {
    [FontSetting(.tremoloDepth, centibels), FontSetting(.modulationFrequency, hertz: hertz)]
  }

  /// A filter that lets through what is below a frequency.
  static func filter(hertz: Double) -> [FontSetting] { [FontSetting(.filterCutoff, hertz: hertz)] }
}
