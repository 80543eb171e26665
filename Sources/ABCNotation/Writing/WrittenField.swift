import MusicModel

/// The values of information fields as ABC text.
enum WrittenField {
  /// `D`, `Em`, `Ador`, `D phr ^f`, `none` (ABC 2.1, section 3.1.14).
  static func key(_ key: KeySignature) -> String {
    var text = key.description
    if key.replacesMode { text += " exp" }
    for accidental in key.accidentals {
      text +=
        " " + NoteText.accidental(accidental.alteration, cents: 0)
        + accidental.step.letter.lowercased()
    }
    return text
  }

  /// `1/4=120`, `"Slow" 3/8=60` (ABC 2.1, section 3.1.8).
  static func tempo(_ tempo: Tempo) -> String {
    var figures: String?
    if let beatsPerMinute = tempo.beatsPerMinute {
      let speed =
        beatsPerMinute == beatsPerMinute.rounded() && abs(beatsPerMinute) < 1e9
        ? String(Int(beatsPerMinute)) : String(beatsPerMinute)
      figures = tempo.beats.map(\.description).joined(separator: " ") + "=" + speed
    }
    let text = tempo.text.map { "\"\($0)\"" }
    let parts = tempo.textComesFirst ? [text, figures] : [figures, text]
    return parts.compactMap(\.self).joined(separator: " ")
  }

  /// `T1 clef=bass name="Bass"` (ABC 2.1, section 7.1).
  static func voice(_ voice: Voice) -> String {
    var text = voice.id
    if let clef = voice.clef { text += " clef=\(clef)" }
    if let name = voice.name { text += " name=\"\(name)\"" }
    if voice.transposition != 0 { text += " transpose=\(voice.transposition)" }
    return text
  }

  /// Whether a voice is what a tune without any `V:` gives.
  static func isPlain(_ voice: Voice) -> Bool {
    voice.id == "1" && voice.clef == nil && voice.name == nil && voice.transposition == 0
  }
}
