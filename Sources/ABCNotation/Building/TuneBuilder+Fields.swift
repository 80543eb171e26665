import MusicModel

extension TuneBuilder {
  /// Reads a field that has a line of its own.
  mutating func readField(_ letter: UInt8, _ field: FieldText) {
    if isInBody {
      readBodyField(letter, field)
    } else {
      readHeaderField(letter, field)
    }
  }

  /// Reads the file's header as if it stood in this tune's; what is wrong with it is reported once
  /// for the file.
  mutating func readDefaults(isReporting: Bool = false) {
    guard let source = defaults.text else { return }
    context.findings.isMuted = !isReporting
    readsElsewhere = true
    for line in source.lines[defaults.lines] {
      switch line.kind {
      case .field(let letter):
        if letter != UInt8(ascii: "K"), letter != UInt8(ascii: "X") {
          readHeaderField(letter, FieldText(source.bytes, (line.start + 2)..<line.end))
        }
      case .directive:
        let directive = source.bytes[line.start..<line.end].dropFirst(2).trimmed
        if TextBlock(opening: directive) == nil {
          keepDirective(directive.withoutComment.trimmed, at: line.start)
        }
      default: break
      }
    }
    header.hasRhythm = false
    header.seenFields = 0
    context.findings.isMuted = false
    readsElsewhere = false
  }

  private mutating func readHeaderField(_ letter: UInt8, _ field: FieldText) {
    checkRepetition(of: letter, field)
    switch letter {
    case UInt8(ascii: "X"): readReferenceNumber(field)
    case UInt8(ascii: "T"): if !field.text.isEmpty { tune.titles.append(field.string) }
    case UInt8(ascii: "Q"):
      tune.tempo = tempo(field, unit: .whole)
      // A number without a beat counts in unit notes, and L: may follow.
      header.tempo = tune.tempo == nil || field.text.contains(.slash) ? nil : field
    case UInt8(ascii: "P"): readPartOrder(field)
    case UInt8(ascii: "V"): declareVoice(field)
    case UInt8(ascii: "K"):
      header.key = key(field)
      endHeader(at: field.offset, hasKey: true)
    case UInt8(ascii: "w"), UInt8(ascii: "s"):
      context.findings.warn(
        .fieldInWrongPlace, "'\(Unicode.Scalar(letter)):' before any music; ignored",
        at: field.offset)
    default: readCommonField(letter, field)
    }
  }

  /// Reports a second field of a kind of which a header has one; the later one holds.
  private mutating func checkRepetition(of letter: UInt8, _ field: FieldText) {
    let single: UInt64
    switch letter {
    case UInt8(ascii: "M"): single = 1
    case UInt8(ascii: "L"): single = 2
    case UInt8(ascii: "Q"): single = 4
    case UInt8(ascii: "P"): single = 8
    default: return
    }
    if !context.findings.isMuted, header.seenFields & single != 0 {
      context.findings.warn(
        .repeatedField, "a second \(Unicode.Scalar(letter)): in one header; it replaces the first",
        at: max(0, field.offset - 2))
    }
    header.seenFields |= single
  }

  private mutating func readBodyField(_ letter: UInt8, _ field: FieldText) {
    switch letter {
    case UInt8(ascii: "T"): if !field.text.isEmpty { tune.titles.append(field.string) }
    case UInt8(ascii: "w"): readLyrics(field)
    case UInt8(ascii: "s"): readSymbolLine(field)
    case UInt8(ascii: "X"):
      context.findings.warn(
        .fieldInWrongPlace, "X: inside the tune; ignored", at: field.offset)
    default: readInlineField(letter, field)
    }
  }

  /// Reads a field that may stand in brackets among the notes.
  mutating func readInlineField(_ letter: UInt8, _ field: FieldText) {
    switch letter {
    case UInt8(ascii: "K"): changeKey(field)
    case UInt8(ascii: "Q"):
      if let tempo = tempo(field, unit: voice.unitNoteLength) {
        voice.add(.tempo(tempo), at: field.offset)
      }
    case UInt8(ascii: "P"):
      if !field.text.isEmpty { voice.startPart(field.string, at: field.offset) }
    case UInt8(ascii: "V"): switchVoice(field)
    default: readCommonField(letter, field)
    }
  }

  /// Reads a field that means the same in header and body.
  private mutating func readCommonField(_ letter: UInt8, _ field: FieldText) {
    switch letter {
    case UInt8(ascii: "M"): changeMeter(field)
    case UInt8(ascii: "L"): changeUnitNoteLength(field)
    case UInt8(ascii: "U"): defineSymbol(field)
    case UInt8(ascii: "m"): defineMacro(field)
    case UInt8(ascii: "I"): keepDirective(field.text, at: field.offset)
    case UInt8(ascii: "r"): break
    case UInt8(ascii: "R") where tune.rhythm == nil || !header.hasRhythm:
      if !field.text.isEmpty {
        tune.rhythm = field.string
        header.hasRhythm = true
      }
    case UInt8(ascii: "W"): words.append(TextField("W", field.string))
    case UInt8(ascii: "A"), UInt8(ascii: "B"), UInt8(ascii: "C"), UInt8(ascii: "D"),
      UInt8(ascii: "F"), UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "N"),
      UInt8(ascii: "O"), UInt8(ascii: "R"), UInt8(ascii: "S"), UInt8(ascii: "Z"):
      if !field.text.isEmpty {
        tune.fields.append(TextField(Character(Unicode.Scalar(letter)), field.string))
      }
    default:
      context.findings.warn(
        .unknownField, "unknown field '\(Unicode.Scalar(letter)):'; ignored",
        at: max(0, field.offset - 2))
    }
  }

  private mutating func readReferenceNumber(_ field: FieldText) {
    if header.hasReferenceNumber {
      context.findings.warn(
        .fieldInWrongPlace, "a second X: in one tune; ignored", at: field.offset)
      return
    }
    header.hasReferenceNumber = true
    let digits = field.text.prefix(while: \.isDigit)
    tune.referenceNumber = digits.decimalValue
    if tune.referenceNumber == nil || digits.count != field.text.count {
      context.findings.warn(
        .badReferenceNumber,
        "X: holds '\(TextDecoder.string(from: field.text.prefix(40)))'; expected a number",
        at: field.offset)
    }
  }

  // MARK: - Meter, unit, key, tempo

  private mutating func changeMeter(_ field: FieldText) {
    guard let meter = Meter(abc: field.text) ?? meterBeforeText(field) else {
      context.findings.warn(
        .badMeter, "unknown meter '\(field.string)'; expected one such as 6/8, C, C| or none",
        at: field.offset)
      return
    }
    _ = meter.measureDuration.flatMap { context.grid.admitted($0) }
    guard isInBody else {
      tune.meter = meter
      header.hasMeter = true
      return
    }
    voice.meters.append(meter)
    voice.add(.meter(meter), at: field.offset)
  }

  /// The meter that the first word of a field names, where more stands behind it.
  private mutating func meterBeforeText(_ field: FieldText) -> Meter? {
    let words = field.text.words
    guard words.count > 1, let meter = Meter(abc: words[0]) else { return nil }
    context.findings.warn(
      .badMeter, "text behind the meter '\(meter)'; ignored", at: words[1].startIndex)
    return meter
  }

  private mutating func changeUnitNoteLength(_ field: FieldText) {
    guard let length = NoteDuration(abc: field.text) else {
      context.findings.warn(
        .badUnitLength, "unknown unit note length '\(field.string)'; expected one such as 1/8",
        at: field.offset)
      return
    }
    if !length.isUnitNoteLength {
      context.findings.warn(
        .badUnitLength,
        "unit note length \(length) is none of the standard's, 1/1 to 1/512; read as it stands",
        at: field.offset)
    }
    if isInBody {
      voice.unitNoteLength = length
    } else {
      header.unitNoteLength = length
    }
  }

  private mutating func key(_ field: FieldText) -> KeyField {
    let key = KeyField(field.text)
    for problem in key.problems {
      context.findings.warn(problem.code, problem.message, at: field.offset)
    }
    return key
  }

  private mutating func changeKey(_ field: FieldText) {
    let change = key(field)
    voice.changeClef(change.clef)
    guard let key = change.key else { return }
    voice.key = key
    voice.accidentals.change(to: key)
    voice.add(.key(key), at: field.offset)
  }

  mutating func tempo(_ field: FieldText, unit: NoteDuration) -> Tempo? {
    if let tempo = Tempo(abc: field.text, unitNoteLength: unit) { return tempo }
    context.findings.warn(
      .badTempo, "unknown tempo '\(field.string)'; expected one such as 1/4=120 or \"Allegro\"",
      at: field.offset)
    return nil
  }
}
