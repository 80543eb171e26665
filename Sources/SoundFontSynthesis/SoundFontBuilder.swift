/// Lilt's own SoundFont, computed from formulas alone.
///
/// All 128 programs of General MIDI and a drum kit. No recording is involved, and the bytes are the
/// same on every machine.
public enum SoundFontBuilder {
  /// Rises whenever ``build()`` gives other bytes.
  public static let version = 1

  /// Synthesises the font.
  ///
  /// - Returns: The bytes of an `.sf2` file.
  public static func build() -> [UInt8] {
    var font = Font()
    let instruments = Voice.allCases.map { (voice: $0, index: add($0.recipe, to: &font)) }
    let indices = Dictionary(uniqueKeysWithValues: instruments.map { ($0.voice, $0.index) })
    for (number, program) in Programs.all.enumerated() {
      font.presets.append(
        preset(program.name, bank: 0, number: number, layers: program.layers, indices: indices))
    }
    font.instruments.append(dronesOnD(indices, in: font))
    var pipes = preset(
      "Pipes with drones", bank: 8, number: 109, layers: [Program.Layer(voice: .chanter)],
      indices: indices)
    pipes.layers.append(Font.Preset.Layer(instrument: font.instruments.count - 1))
    font.presets.append(pipes)
    let sounds = addDrumSounds(to: &font)
    for (number, kit) in [("Standard kit", DrumKit.standard), ("Bodhran kit", DrumKit.bodhranKit)]
      .enumerated()
    {
      font.instruments.append(instrument(kit.0, kit.1, sounds: sounds))
      font.presets.append(
        Font.Preset(
          name: kit.0, bank: 128, program: number,
          layers: [Font.Preset.Layer(instrument: font.instruments.count - 1)]))
    }
    return FontWriter(font: font).bytes
  }
}

extension SoundFontBuilder {
  private static func add(_ recipe: ToneRecipe, to font: inout Font) -> Int {
    var zones: [Font.Zone] = []
    for (sample, range) in zip(recipe.samples, recipe.ranges) {
      font.samples.append(Font.Sample(name: "\(recipe.name) \(sample.rootKey)", data: sample))
      zones.append(
        Font.Zone(
          keys: range, sample: font.samples.count - 1, settings: [FontSetting(.loopMode, 1)]))
    }
    font.instruments.append(
      Font.Instrument(
        name: recipe.name, settings: recipe.envelope.settings + recipe.settings,
        velocityToFilter: recipe.velocityToFilter, zones: zones))
    return font.instruments.count - 1
  }

  private static func preset(
    _ name: String, bank: Int, number: Int, layers: [Program.Layer], indices: [Voice: Int]
  ) -> Font.Preset {
    Font.Preset(
      name: name, bank: bank, program: number,
      layers: layers.compactMap { layer in
        indices[layer.voice].map { Font.Preset.Layer(instrument: $0, settings: layer.settings) }
      })
  }

  /// The three drones of the pipes, which sound with every note whatever its key.
  ///
  /// A new note takes them over from the one before, so they never add up.
  private static func dronesOnD(_ indices: [Voice: Int], in font: Font) -> Font.Instrument {
    let drone = indices[.drone].map { font.instruments[$0] }
    let zones = (drone?.zones ?? []).map { zone in
      Font.Zone(
        keys: 0...127, sample: zone.sample,
        settings: zone.settings + .quieter(9) + [
          FontSetting(.scaleTuning, 0), FontSetting(.exclusiveClass, 1),
        ])
    }
    return Font.Instrument(name: "Drones on D", settings: drone?.settings ?? [], zones: zones)
  }

  private static func addDrumSounds(to font: inout Font) -> [DrumSound: Int] {
    var indices: [DrumSound: Int] = [:]
    for sound in DrumSound.allCases {
      indices[sound] = font.samples.count
      font.samples.append(Font.Sample(name: "Drum \(sound)", data: sound.sample))
    }
    return indices
  }

  private static func instrument(
    _ name: String, _ strokes: [DrumKit.Stroke], sounds: [DrumSound: Int]
  ) -> Font.Instrument {
    let zones = strokes.compactMap { stroke -> Font.Zone? in
      guard let sample = sounds[stroke.sound] else { return nil }
      var settings = [
        FontSetting(.scaleTuning, 0), FontSetting(.rootKey, stroke.key),
        FontSetting(.coarseTune, stroke.tuning),
      ]
      if stroke.exclusiveClass > 0 {
        settings.append(FontSetting(.exclusiveClass, stroke.exclusiveClass))
      }
      return Font.Zone(keys: stroke.key...stroke.key, sample: sample, settings: settings)
    }
    // A stroke rings out however soon its key is let go.
    return Font.Instrument(
      name: name, settings: [FontSetting(.release, seconds: 3)], zones: zones)
  }
}
