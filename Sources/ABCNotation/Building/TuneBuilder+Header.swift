import MusicModel

extension TuneBuilder {
  /// Settles what the header leaves open, and gets the voices ready.
  mutating func endHeader(at offset: Int, hasKey: Bool) {
    isInBody = true
    if !header.hasReferenceNumber {
      context.findings.warn(
        .missingReferenceNumber, "tune without X: at its start; read without a number",
        at: offset)
    }
    if let key = header.key.key { tune.keySignature = key }
    if !hasKey { tune.keySignature = KeySignature(.none) }
    tune.unitNoteLength = header.unitNoteLength ?? tune.meter.defaultUnitNoteLength
    if let field = header.tempo {
      tune.tempo = Tempo(abc: field.text, unitNoteLength: tune.unitNoteLength)
    }
    tune.partOrder = header.partOrder
    voices = header.declaredVoices.map { newVoice($0) }
    if voices.isEmpty { voices.append(newVoice(nil)) }
    swap(&voice, &voices[0])
    currentVoice = 0
  }

  mutating func readPartOrder(_ field: FieldText) {
    let order = PartOrder(field.text)
    header.partsOffset = readsElsewhere ? nil : field.offset
    header.partOrder = order.problem == nil ? order.labels : []
    if let problem = order.problem {
      context.findings.warn(.badParts, "\(problem); all music is played once", at: field.offset)
    }
  }

  /// A voice at the start of the body, with what the header says of it.
  private func newVoice(_ field: VoiceField?) -> VoiceBuilder {
    var voice = Voice(id: field?.id ?? "1", program: header.program, channel: header.channel)
    let clef = field?.clef ?? ClefProperties()
    let common = header.key.clef
    voice.name = field?.name
    voice.clef = clef.clef ?? common.clef
    let properties = clef.transposition ?? common.transposition
    voice.transposition =
      (properties ?? header.transposition)
      + ClefProperties.transposition(ofClef: voice.clef)
    var builder = VoiceBuilder(
      voice: voice, meter: tune.meter, key: tune.keySignature,
      unitNoteLength: tune.unitNoteLength)
    builder.startTransposition = properties == nil ? header.transposition : 0
    builder.octaveShift = clef.octave ?? common.octave ?? 0
    builder.accidentals.reach = context.reach
    builder.lyrics.isWanted = hasWords
    return builder
  }

  /// Takes note of a `V:` in the header.
  mutating func declareVoice(_ field: FieldText) {
    guard let voice = voiceField(field) else { return }
    if let index = header.declaredVoices.firstIndex(where: { $0.id == voice.id }) {
      header.declaredVoices[index].merge(voice)
    } else if header.declaredVoices.count < Self.voiceLimit {
      header.declaredVoices.append(voice)
    }
  }

  /// The most voices of one tune.
  private static var voiceLimit: Int { 256 }

  private mutating func voiceField(_ field: FieldText) -> VoiceField? {
    guard let voice = VoiceField(field.text) else {
      context.findings.warn(
        .badField, "V: without an identifier; expected one such as V:1", at: field.offset)
      return nil
    }
    if voice.id.contains(where: { $0 == "=" || $0 == "\"" }) {
      context.findings.warn(
        .badField, "'\(voice.id)' is no identifier of a voice; expected one such as V:1",
        at: field.offset, fix: "put a space after the identifier")
    }
    if !voice.unknown.isEmpty {
      context.findings.warn(
        .badField, "unknown voice property '\(voice.unknown[0])'; ignored", at: field.offset)
    }
    return voice
  }

  /// Goes on with another voice, which may be new.
  mutating func switchVoice(_ field: FieldText) {
    guard let target = voiceField(field) else { return }
    swap(&voice, &voices[currentVoice])
    if let index = voices.firstIndex(where: { $0.voice.id == target.id }) {
      currentVoice = index
    } else if isFirstVoiceUnused {
      voices[0].voice.id = target.id
      currentVoice = 0
    } else if voices.count < Self.voiceLimit {
      voices.append(newVoice(target))
      currentVoice = voices.count - 1
    }
    swap(&voice, &voices[currentVoice])
    voice.take(target)
    hasNamedVoice = true
  }

  /// Whether the voice that every tune starts with was neither declared nor written in.
  private var isFirstVoiceUnused: Bool {
    !hasNamedVoice && header.declaredVoices.isEmpty && voices.count == 1
      && voices[0].voice.measures.isEmpty && !voices[0].isMeasureOpen
  }
}

extension VoiceField {
  /// Adds what a later line says of the same voice.
  mutating func merge(_ later: VoiceField) {
    name = later.name ?? name
    clef.clef = later.clef.clef ?? clef.clef
    clef.octave = later.clef.octave ?? clef.octave
    clef.transposition = later.clef.transposition ?? clef.transposition
  }
}

extension VoiceBuilder {
  /// Goes on under another clef, which may sound an octave off from the voice's own.
  mutating func changeClef(_ properties: ClefProperties) {
    let own = ClefProperties.transposition(ofClef: voice.clef)
    octaveShift = properties.octave ?? octaveShift
    if let clef = properties.clef {
      clefOctaves = (ClefProperties.transposition(ofClef: clef) - own) / 12
    }
    guard let semitones = properties.transposition else { return }
    if voice.measures.isEmpty, !isMeasureOpen {
      voice.transposition = semitones + own
    } else {
      laterTransposition = semitones - (voice.transposition - own)
    }
  }

  /// Takes over properties that a `V:` in the body gives.
  mutating func take(_ field: VoiceField) {
    voice.name = field.name ?? voice.name
    if let octave = field.clef.octave { octaveShift = octave }
    guard field.clef.clef != nil || field.clef.transposition != nil else { return }
    let shown = ClefProperties.transposition(ofClef: voice.clef)
    let extra = field.clef.transposition ?? (voice.transposition - shown)
    voice.clef = field.clef.clef ?? voice.clef
    voice.transposition = extra + ClefProperties.transposition(ofClef: voice.clef)
  }
}
