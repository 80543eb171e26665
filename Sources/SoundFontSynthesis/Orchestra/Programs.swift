/// The sound set of General MIDI, programs 0...127.
enum Programs {
  static let all: [Program] =
    pianos + mallets + organs + guitars + basses + strings + ensembles + brasses + reeds + pipes
    + leads + pads + effects + folk + percussion + noises

  private static let pianos = [
    Program("Grand piano", .piano),
    Program("Bright piano", .piano, .darker(-12)),
    Program("Electric grand", .piano, .darker(4) + .times(.decay, 0.7)),
    Program(
      "Honky-tonk", layers: [(.piano, .cents(9) + .quieter(3)), (.piano, .cents(-9) + .quieter(3))]),
    Program("Tine piano", .tinePiano),
    Program("Electric piano", .tinePiano, .times(.decay, 0.7)),
    Program("Harpsichord", .harpsichord),
    Program("Clavinet", .harpsichord, .darker(10) + .times(.decay, 0.35)),
  ]

  private static let mallets = [
    Program("Celesta", .bell, .times(.decay, 0.5)),
    Program("Glockenspiel", .bell),
    Program("Music box", .bell, .times(.decay, 0.7)),
    Program("Vibraphone", .vibraphone, .tremolo(hertz: 5, centibels: 20)),
    Program("Marimba", .marimba),
    Program("Xylophone", .marimba, .times(.decay, 0.6)),
    Program("Tubular bells", .tubularBell),
    Program("Hammered dulcimer", .dulcimer),
  ]

  private static let organs = [
    Program("Drawbar organ", .drawbars),
    Program("Percussive organ", .drawbars, .times(.release, 0.6)),
    Program("Rock organ", .drawbars, .tremolo(hertz: 6, centibels: 15)),
    Program("Church organ", .churchOrgan),
    Program("Reed organ", .concertina, .darker(10)),
    Program("Accordion", .accordion),
    Program("Harmonica", .harmonica),
    Program("Concertina", .concertina),
  ]

  private static let guitars = [
    Program("Nylon guitar", .nylonGuitar),
    Program("Steel guitar", .steelGuitar),
    Program("Jazz guitar", .electricGuitar, .darker(14)),
    Program("Clean guitar", .electricGuitar),
    Program("Muted guitar", .electricGuitar, .times(.decay, 0.08) + .darker(6)),
    Program("Overdriven guitar", .distortedGuitar, .darker(8)),
    Program("Distorted guitar", .distortedGuitar),
    Program("Guitar harmonics", .bell, .times(.decay, 0.8)),
  ]

  private static let basses = [
    Program("Acoustic bass", .acousticBass),
    Program("Finger bass", .electricBass),
    Program("Picked bass", .pluckedBass),
    Program(
      "Fretless bass", .electricBass, .darker(4) + .addedVibrato(hertz: 5, cents: 4, after: 1.5)),
    Program("Slap bass 1", .pluckedBass, .times(.decay, 0.7)),
    Program("Slap bass 2", .pluckedBass, .times(.decay, 0.5)),
    Program("Synth bass 1", .saw, .darker(16)),
    Program("Synth bass 2", .square, .darker(16)),
  ]

  private static let strings = [
    Program("Violin", .fiddle, .vibratoDepth(10) + .times(.attack, 2)),
    Program("Viola", .fiddle, .vibratoDepth(9) + .darker(7) + .times(.attack, 2)),
    Program("Cello", .cello, .vibratoDepth(8)),
    Program("Double bass", .cello, .darker(5)),
    Program("Tremolo strings", .strings, .tremolo(hertz: 9, centibels: 40)),
    Program("Pizzicato", .pizzicato),
    Program("Harp", .harp),
    Program("Timpani", .deepDrum, .times(.decay, 1.8)),
  ]

  private static let ensembles = [
    Program("Strings", .strings),
    Program("Slow strings", .strings, .times(.attack, 3) + .times(.release, 2)),
    Program("Synth strings 1", layers: [(.saw, .cents(6) + .slow), (.saw, .cents(-6) + .slow)]),
    Program("Synth strings 2", .strings, .darker(8) + .times(.attack, 4)),
    Program("Choir aah", .voiceAah),
    Program("Choir ooh", .voiceOoh),
    Program("Synth voice", .voiceOoh, .times(.attack, 0.5)),
    Program(
      "Orchestra hit", layers: [(.strings, .hit), (.trumpet, .hit), (.deepDrum, .quieter(4))]),
  ]

  private static let brasses = [
    Program("Trumpet", .trumpet),
    Program("Trombone", .trombone),
    Program("Tuba", .trombone, .darker(8)),
    Program("Muted trumpet", .oboe),
    Program("French horn", .horn),
    Program(
      "Brass section",
      layers: [(.trumpet, .cents(5) + .quieter(4)), (.trombone, .cents(-5) + .quieter(4))]),
    Program("Synth brass 1", .saw, .darker(14) + .times(.attack, 8)),
    Program("Synth brass 2", .saw, .darker(16) + .times(.attack, 12)),
  ]

  private static let reeds = [
    Program("Soprano sax", .saxophone, .darker(-4)),
    Program("Alto sax", .saxophone),
    Program("Tenor sax", .saxophone, .darker(3)),
    Program("Baritone sax", .saxophone, .darker(6)),
    Program("Oboe", .oboe),
    Program("English horn", .oboe, .darker(6)),
    Program("Bassoon", .bassoon),
    Program("Clarinet", .clarinet),
  ]

  private static let pipes = [
    Program("Piccolo", .flute, .darker(-6)),
    Program("Flute", .flute),
    Program("Recorder", .recorder),
    Program("Pan pipes", .panPipes),
    Program("Blown bottle", .panPipes, .darker(12)),
    Program("Shakuhachi", .panPipes, .times(.attack, 2)),
    Program("Tin whistle", .whistle),
    Program("Ocarina", .recorder, .darker(24)),
  ]

  private static let leads = [
    Program("Square lead", .square),
    Program("Saw lead", .saw),
    Program("Calliope lead", .recorder),
    Program("Chiff lead", .panPipes, .times(.attack, 0.3)),
    Program("Charang lead", .distortedGuitar),
    Program("Voice lead", .voiceAah, .times(.attack, 0.3)),
    Program("Fifths lead", layers: [(.saw, .quieter(3)), (.saw, .semitones(7) + .quieter(7))]),
    Program("Bass and lead", layers: [(.saw, .quieter(3)), (.square, .quieter(5))]),
  ]

  private static let pads = [
    Program("New age pad", layers: [(.bell, .quieter(2)), (.strings, .quieter(1.5))]),
    Program("Warm pad", .strings, .darker(14) + .times(.attack, 4)),
    Program("Polysynth pad", layers: [(.saw, .cents(7) + .slow), (.saw, .cents(-7) + .slow)]),
    Program("Choir pad", .voiceAah, .times(.attack, 3) + .times(.release, 3)),
    Program("Bowed pad", .voiceOoh, .times(.attack, 3) + .times(.release, 3)),
    Program("Metallic pad", layers: [(.tubularBell, .quieter(4)), (.strings, .quieter(3))]),
    Program("Halo pad", layers: [(.voiceAah, .soft), (.sine, .soft)]),
    Program("Sweep pad", .saw, .darker(12) + .times(.attack, 60) + .times(.release, 8)),
  ]

  private static let effects = [
    Program("Rain", .bell, .times(.decay, 0.6)),
    Program("Soundtrack", layers: [(.strings, .soft), (.horn, .soft)]),
    Program("Crystal", .bell, .times(.decay, 0.9)),
    Program("Atmosphere", layers: [(.nylonGuitar, .quieter(1.5)), (.voiceOoh, .quieter(2.5))]),
    Program("Brightness", layers: [(.bell, .quieter(2.5)), (.voiceAah, .quieter(1.5))]),
    Program("Goblins", .voiceOoh, .times(.attack, 4) + .times(.release, 5)),
    Program("Echoes", .sine, .times(.attack, 10) + .times(.release, 10)),
    Program("Star theme", layers: [(.sitar, .quieter(2)), (.strings, .quieter(2))]),
  ]

  private static let folk = [
    Program("Sitar", .sitar),
    Program("Banjo", .banjo),
    Program("Shamisen", .banjo, .darker(10) + .times(.decay, 0.7)),
    Program("Koto", .koto),
    Program("Kalimba", .marimba, .times(.decay, 1.6)),
    // The drones stand below D3, where the chanter has no notes.
    Program("Uilleann pipes", layers: [(.chanter, .keys(51...127)), (.drone, .keys(0...50))]),
    Program("Fiddle", .fiddle, .vibratoDepth(4)),
    Program("Shanai", .chanter, .vibratoDepth(10)),
  ]

  private static let percussion = [
    Program("Tinkle bell", .bell, .times(.decay, 0.4)),
    Program("Agogo", .agogo),
    Program("Steel drum", .steelDrum),
    Program("Wood block", .woodBlock),
    Program("Taiko", .deepDrum),
    Program("Melodic tom", .tom),
    Program("Synth drum", .tom, .times(.decay, 0.7)),
    Program("Reverse cymbal", .noiseBand, .times(.attack, 6)),
  ]

  private static let noises = [
    Program("Fret noise", .noiseBand, .times(.attack, 0.2)),
    Program("Breath noise", .noiseBand, .times(.attack, 2)),
    Program("Seashore", .noiseBand, .times(.attack, 6) + .tremolo(hertz: 0.15, centibels: 15)),
    Program("Bird", .sine, .addedVibrato(hertz: 7, cents: 300, after: 0.01)),
    Program("Telephone", .sine, .tremolo(hertz: 18, centibels: 60)),
    Program("Helicopter", .noiseBand, .tremolo(hertz: 11, centibels: 80)),
    Program("Applause", .noiseBand, .times(.attack, 5)),
    Program("Gunshot", layers: [(.woodBlock, .semitones(-24)), (.noiseBand, .hit)]),
  ]
}

extension [FontSetting] {
  /// A vibrato of a depth in cents, at an ordinary speed.
  fileprivate static func vibratoDepth(_ cents: Int) -> [FontSetting] {
    addedVibrato(hertz: 5.4, cents: cents, after: 0.35)
  }

  /// A slow beginning for waves that sound in pairs.
  fileprivate static var slow: [FontSetting] {
    quieter(1.5) + times(.attack, 20) + times(.release, 5)
  }

  /// A slow beginning for players and singers that sound in pairs.
  fileprivate static var soft: [FontSetting] {
    quieter(1.5) + times(.attack, 2) + times(.release, 3)
  }

  /// A short stroke of what is otherwise held.
  fileprivate static var hit: [FontSetting] {
    [FontSetting(.sustain, 1000)] + times(.decay, 600) + quieter(3)
  }

  /// Only the keys of a range.
  fileprivate static func keys(_ range: ClosedRange<Int>) -> [FontSetting] {
    [FontSetting(.keyRange, range.lowerBound | range.upperBound << 8)]
  }
}
