public import MusicModel

/// Writes tunes as clean, idiomatic ABC.
///
/// Notes are beamed by the beat, four measures stand on a line, lengths take their shortest form, and
/// no accidental is written that the key or the measure already gives.
///
/// Source: ABC 2.1.
public struct ABCWriter: Sendable {
  public init() {}

  /// The text of a tunebook: the version line, then the tunes with empty lines between.
  public func write(_ tunes: [Tune]) -> String {
    "%abc-2.1\n" + tunes.map { write($0) }.joined(separator: "\n")
  }

  /// The text of one tune, from its `X:` line to the end of its last line of music.
  public func write(_ tune: Tune) -> String {
    var text = header(of: tune)
    let isSectioned = tune.voices.count > 1
    for voice in tune.voices {
      if isSectioned { text += "V:\(voice.id)\n" }
      var body = BodyWriter(tune: tune)
      text += body.write(voice)
    }
    return text
  }

  private func header(of tune: Tune) -> String {
    var lines = ["X:\(tune.referenceNumber ?? 1)"]
    lines += tune.titles.map { "T:\($0)" }
    lines += tune.fields.map { "\($0.letter):\($0.text)" }
    if let rhythm = tune.rhythm { lines.append("R:\(rhythm)") }
    lines.append("M:\(tune.meter)")
    lines.append("L:\(tune.unitNoteLength)")
    if let tempo = tune.tempo { lines.append("Q:\(WrittenField.tempo(tempo))") }
    if !tune.partOrder.isEmpty { lines.append("P:\(tune.partOrder.joined())") }
    for voice in tune.voices where tune.voices.count > 1 || !WrittenField.isPlain(voice) {
      lines.append("V:\(WrittenField.voice(voice))")
    }
    lines.append("K:\(WrittenField.key(tune.keySignature))")
    return lines.joined(separator: "\n") + "\n"
  }
}
