/// One of the 128 programs of General MIDI: a name and the voices that sound for it.
struct Program {
  struct Layer {
    var voice: Voice
    var settings: [FontSetting] = []
  }

  var name: String
  var layers: [Layer]

  init(_ name: String, _ voice: Voice, _ settings: [FontSetting] = []) {
    self.name = name
    layers = [Layer(voice: voice, settings: settings)]
  }

  init(_ name: String, layers: [(Voice, [FontSetting])]) {
    self.name = name
    self.layers = layers.map { Layer(voice: $0.0, settings: $0.1) }
  }
}

// The amounts of a preset are added to those of its instruments.
extension [FontSetting] {
  /// Moves the pitch by semitones.
  static func semitones(_ amount: Int) -> [FontSetting] { [FontSetting(.coarseTune, amount)] }

  /// Moves the pitch by cents.
  static func cents(_ amount: Int) -> [FontSetting] { [FontSetting(.fineTune, amount)] }

  /// Takes away treble: the filter's cut-off is moved down by semitones.
  static func darker(_ semitones: Int) -> [FontSetting] {
    [FontSetting(.filterCutoff, -100 * semitones)]
  }

  /// Makes times longer (above 1) or shorter by a factor.
  static func times(_ generator: FontGenerator, _ factor: Double) -> [FontSetting] {
    [FontSetting(generator, Int((1200 * SampleMath.log2(factor)).rounded()))]
  }

  /// A trembling of the pitch for voices that have none of their own.
  ///
  /// The delay is added to the format's default, one millisecond.
  static func addedVibrato(hertz: Double, cents: Int, after delay: Double) -> [FontSetting] {
    times(.vibratoDelay, delay * 1024) + [
      FontSetting(.vibratoToPitch, cents), FontSetting(.vibratoFrequency, hertz: hertz),
    ]
  }

  /// Lowers the level by dB; FluidSynth, like the first hardware, takes four tenths of the amount.
  static func quieter(_ decibels: Double) -> [FontSetting] {
    [FontSetting(.attenuation, Int(decibels * 25))]
  }
}
