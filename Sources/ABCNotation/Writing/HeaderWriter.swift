import MusicModel

/// Writes the header of a tune, its fields in the usual order.
struct HeaderWriter {
  private(set) var text = ""

  init(_ tune: Tune, number: Int) {
    add("X", String(number))
    for title in tune.titles { add("T", TextEscapes.escaped(title)) }
    if let rhythm = tune.rhythm { add("R", TextEscapes.escaped(rhythm)) }
    for field in tune.fields where field.letter != "W" {
      if field.letter == "%" {
        text += "%%\(field.text)\n"
      } else {
        add(field.letter, TextEscapes.escaped(field.text))
      }
    }
    if !tune.partOrder.isEmpty { add("P", Self.partOrder(tune.partOrder)) }
    add("M", tune.meter.description)
    add("L", Self.fraction(tune.unitNoteLength))
    if let tempo = tune.tempo { add("Q", Self.tempo(tempo)) }
    for voice in tune.voices where tune.voices.count > 1 || voice.needsField {
      add("V", Self.properties(of: voice))
    }
    add("K", Self.key(tune.keySignature))
  }

  private mutating func add(_ letter: Character, _ value: String) {
    text += "\(letter):\(value)\n"
  }

  static func fraction(_ length: NoteDuration) -> String {
    "\(length.numerator)/\(length.denominator)"
  }

  /// The tempo as it stands after `Q:`.
  static func tempo(_ tempo: Tempo) -> String {
    let text = tempo.text.map { "\"" + TextEscapes.quoted($0) + "\"" }
    guard let speed = tempo.beatsPerMinute else { return text ?? "" }
    let beats = tempo.beats.map(fraction).joined(separator: " ")
    let isWhole = speed == speed.rounded() && abs(speed) < 1e9
    let figures = beats + "=" + (isWhole ? String(Int(speed)) : String(speed))
    guard let text else { return figures }
    return tempo.textComesFirst ? text + " " + figures : figures + " " + text
  }

  /// The key as it stands after `K:`.
  static func key(_ key: KeySignature) -> String {
    var text = key.kind == .none && key.replacesMode ? "" : key.description
    if key.replacesMode { text += text.isEmpty ? "exp" : " exp" }
    for accidental in key.accidentals {
      text += " " + sign(of: accidental.alteration) + accidental.step.letter.lowercased()
    }
    return text
  }

  private static func sign(of alteration: Int) -> String {
    if alteration == 0 { return "=" }
    return String(repeating: alteration > 0 ? "^" : "_", count: min(abs(alteration), 2))
  }

  /// The order of parts, runs of one part counted: `A2B`.
  private static func partOrder(_ labels: [String]) -> String {
    var text = ""
    var index = 0
    while index < labels.count {
      var end = index
      while end < labels.count, labels[end] == labels[index] { end += 1 }
      text += labels[index] + (end - index > 1 ? String(end - index) : "")
      index = end
    }
    return text
  }

  private static func properties(of voice: Voice) -> String {
    var text = voice.id
    if let name = voice.name { text += " name=\"" + TextEscapes.quoted(name) + "\"" }
    if let clef = voice.clef { text += " clef=" + clef }
    let extra = voice.transposition - ClefProperties.transposition(ofClef: voice.clef)
    if extra != 0 { text += " transpose=\(extra)" }
    return text
  }
}

extension Voice {
  /// Whether a tune of this voice alone has to declare it.
  var needsField: Bool {
    id != "1" || name != nil || clef != nil || transposition != 0 || program != nil
      || channel != nil
  }
}
