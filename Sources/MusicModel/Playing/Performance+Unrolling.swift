extension Performance {
  /// Plays a tune as written: repeats, endings and parts followed, ties joined, graces squeezed in.
  ///
  /// Grace notes take 1/32 each, at most half of the note that they stand before, from its start, or
  /// what `%%MIDI grace` says; everything else stays in time. Of decorations only dynamics are
  /// played. Voices come in the order of `%%score`, and those that it leaves out are silent; where a
  /// voice changes its program, it goes on in another part.
  ///
  /// - Parameter isAccompanied: Whether chord symbols are played as chords and bass, and the drums
  ///   of `%%MIDI drum`, in parts of their own.
  /// - Throws: ``UnrollingError`` where repeats and parts make the music unreasonably long.
  public init(unrolling tune: Tune, isAccompanied: Bool = false) throws(UnrollingError) {
    self.init(title: tune.title)
    var accompaniment: Accompaniment?
    var partsOfVoices: [[Part]] = []
    for (index, voice) in tune.voices.enumerated() {
      let order = try PlayOrder(of: voice, partOrder: tune.partOrder)
      var player = VoicePlayer(tune: tune, voice: voice)
      player.play(order)
      let part = Part(
        name: voice.name ?? (tune.voices.count > 1 ? voice.id : tune.title),
        channel: voice.channel ?? Self.channel(ofVoice: index), program: voice.program ?? 0,
        notes: player.notes)
      partsOfVoices.append(player.programs.split(part))
      if index == 0 {
        (tempi, meters, keys) = (player.tempi, player.meters, player.keys)
        measureOnsets = player.measureOnsets
      }
      if isAccompanied, accompaniment == nil, player.hasAccompaniment {
        accompaniment = Accompaniment(player.measures, symbols: player.chordSymbols)
      }
    }
    let order = ScoreOrder(of: tune)?.voices ?? Array(tune.voices.indices)
    parts = order.flatMap { partsOfVoices[$0] }
    if let accompaniment { add(accompaniment) }
  }

  /// Adds parts for what accompanies the voices.
  private mutating func add(_ accompaniment: Accompaniment) {
    let voices = parts.count
    if !accompaniment.chords.isEmpty || !accompaniment.bass.isEmpty {
      let programs = accompaniment.programs
      parts.append(
        Part(
          name: "chords", channel: Self.channel(ofVoice: voices), program: programs.chords,
          notes: accompaniment.chords))
      parts.append(
        Part(
          name: "bass", channel: Self.channel(ofVoice: voices + 1), program: programs.bass,
          notes: accompaniment.bass))
    }
    if !accompaniment.drums.isEmpty {
      parts.append(Part(name: "drums", channel: 9, notes: accompaniment.drums))
    }
  }

  /// The channel of a voice that names none: all in turn, percussion left out.
  package static func channel(ofVoice index: Int) -> Int {
    let channel = index % 15
    return channel < 9 ? channel : channel + 1
  }
}

/// The signatures that hold at some point of a voice.
private struct Signatures {
  var meter: Meter
  var key: KeySignature
  var tempo: Tempo?
  var directives: PlayingDirectives

  /// The velocity of the last dynamic, if there was one.
  var velocity: Int?

  mutating func update(with item: MeasureItem) {
    if let dynamic = Dynamics.velocity(from: item) { velocity = dynamic }
    switch item {
    case .meter(let meter): self.meter = meter
    case .key(let key): self.key = key
    case .tempo(let tempo): self.tempo = tempo
    case .directive(let text): directives.take(text)
    default: break
    }
  }
}

/// Turns the measures of one voice into timed notes.
private struct VoicePlayer {
  private let voice: Voice

  /// The signatures that hold at the start of each measure.
  private var signatures: [Signatures] = []

  private var onset = NoteDuration.zero

  /// Where the present measure started.
  private var measureStart = NoteDuration.zero

  /// Notes that wait for the second half of their tie, as indices into ``notes``; in a unison there
  /// are several of one pitch.
  private var openTies: [Int] = []

  private(set) var notes: [PerformedNote] = []
  private(set) var tempi: [Timed<QuartersPerMinute>] = []
  private(set) var meters: [Timed<Meter>] = []
  private(set) var keys: [Timed<KeySignature>] = []
  private(set) var measureOnsets: [NoteDuration] = []

  /// The measures as they are played, and the chords over them.
  private(set) var measures: [Accompaniment.Measure] = []
  private(set) var chordSymbols: [Timed<ChordName?>] = []
  private(set) var programs = ProgramChanges()

  /// Whether anything accompanies the voice.
  var hasAccompaniment: Bool {
    !chordSymbols.isEmpty || measures.contains { $0.directives.isDrumming }
  }

  init(tune: Tune, voice: Voice) {
    self.voice = voice
    var current = Signatures(
      meter: tune.meter, key: tune.keySignature, tempo: tune.tempo,
      directives: PlayingDirectives(tune.fields))
    for measure in voice.measures {
      signatures.append(current)
      for item in measure.items { current.update(with: item) }
    }
    if voice.measures.isEmpty { note(current) }
  }

  mutating func play(_ order: PlayOrder) {
    for index in order.measureIndices {
      let start = onset
      measureOnsets.append(start)
      measureStart = start
      var current = signatures[index]
      note(current)
      var atStart = current
      for item in voice.measures[index].items {
        current.update(with: item)
        if onset == start { atStart = current }
        play(item, current)
      }
      let end = onset
      for overlay in voice.measures[index].overlays {
        onset = start
        for item in overlay { play(item, current) }
      }
      onset = max(end, onset)
      measures.append(
        Accompaniment.Measure(
          onset: start, duration: onset - start, meter: atStart.meter,
          directives: atStart.directives))
    }
    notes.sort { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) }
  }

  /// Enters signatures into the maps where they differ from what holds.
  private mutating func note(_ current: Signatures) {
    if meters.last?.value != current.meter { meters.append(Timed(onset, current.meter)) }
    if keys.last?.value != current.key { keys.append(Timed(onset, current.key)) }
    if let tempo = current.tempo?.quartersPerMinute, tempo > 0, tempi.last?.value != tempo {
      tempi.append(Timed(onset, tempo))
    }
  }

  private mutating func play(_ item: MeasureItem, _ current: Signatures) {
    switch item {
    case .note(let note):
      play([note], taking: note.duration, graces: note.ornaments.graces, current)
    case .chord(let chord):
      play(chord.notes, taking: chord.duration, graces: chord.ornaments.graces, current)
    case .rest(let rest): play([], taking: rest.duration, graces: rest.ornaments.graces, current)
    case .meter, .key, .tempo: note(current)
    case .chordSymbol(let symbol):
      chordSymbols.append(Timed(onset, ChordName(symbol.text)))
    case .tuplet, .annotation, .decoration, .directive: break
    }
  }

  /// Plays notes that start together after their grace notes, and moves on by a duration.
  private mutating func play(
    _ chord: [Note], taking duration: NoteDuration, graces: GraceGroup?, _ current: Signatures
  ) {
    if let program = current.directives.program { programs.add(program, at: onset) }
    let delay = play(graces, before: duration, current.directives)
    let velocity =
      current.directives.velocity(at: onset - measureStart, in: current.meter)
      ?? current.velocity ?? Dynamics.usualVelocity
    var continuing = openTies
    openTies = []
    for note in chord {
      let pitch = note.pitch.pitch + voice.transposition
      guard (0...127).contains(pitch) else { continue }
      let index: Int
      let tied = continuing.firstIndex {
        notes[$0].pitch == pitch && notes[$0].onset + notes[$0].duration == onset
      }
      if let tied {
        index = continuing.remove(at: tied)
        notes[index].duration += note.duration
      } else {
        index = notes.count
        let held = note.duration > delay ? note.duration - delay : note.duration
        notes.append(
          PerformedNote(
            onset: onset + delay, duration: held, pitch: pitch, velocity: velocity))
      }
      if note.isTied { openTies.append(index) }
    }
    onset += duration
  }

  /// Plays grace notes at the present onset and returns the time that they take.
  private mutating func play(
    _ graces: GraceGroup?, before duration: NoteDuration, _ directives: PlayingDirectives
  ) -> NoteDuration {
    guard let graces, !graces.notes.isEmpty, duration > .zero else { return .zero }
    let length =
      directives.graceShare.map { duration * $0 / NoteDuration(graces.notes.count) }
      ?? min(NoteDuration(1, 32), duration / NoteDuration(2 * graces.notes.count))
    for (index, grace) in graces.notes.enumerated() {
      let pitch = grace.pitch.pitch + voice.transposition
      guard (0...127).contains(pitch) else { continue }
      notes.append(PerformedNote(onset: onset + length * index, duration: length, pitch: pitch))
    }
    return length * graces.notes.count
  }
}
