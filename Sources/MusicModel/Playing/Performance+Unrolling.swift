extension Performance {
  /// Plays a tune as written: repeats, endings and parts followed, ties joined, graces squeezed in.
  ///
  /// Grace notes take 1/32 each, at most half of the note that they stand before, from its start;
  /// everything else stays in time. Decorations are not played.
  ///
  /// - Throws: ``UnrollingError`` where repeats and parts make the music unreasonably long.
  public init(unrolling tune: Tune) throws(UnrollingError) {
    self.init(title: tune.title)
    for (index, voice) in tune.voices.enumerated() {
      let order = try PlayOrder(of: voice, partOrder: tune.partOrder)
      var player = VoicePlayer(tune: tune, voice: voice)
      player.play(order)
      let channel = voice.channel ?? Self.channel(ofVoice: index)
      parts.append(
        Part(
          name: voice.name ?? (tune.voices.count > 1 ? voice.id : tune.title), channel: channel,
          program: voice.program ?? 0, notes: player.notes))
      if index == 0 {
        (tempi, meters, keys) = (player.tempi, player.meters, player.keys)
        measureOnsets = player.measureOnsets
      }
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

  mutating func update(with item: MeasureItem) {
    switch item {
    case .meter(let meter): self.meter = meter
    case .key(let key): self.key = key
    case .tempo(let tempo): self.tempo = tempo
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

  /// Notes that wait for the second half of their tie, by pitch: indices into ``notes``.
  private var openTies: [Int: Int] = [:]

  private(set) var notes: [PerformedNote] = []
  private(set) var tempi: [Timed<QuartersPerMinute>] = []
  private(set) var meters: [Timed<Meter>] = []
  private(set) var keys: [Timed<KeySignature>] = []
  private(set) var measureOnsets: [NoteDuration] = []

  init(tune: Tune, voice: Voice) {
    self.voice = voice
    var current = Signatures(meter: tune.meter, key: tune.keySignature, tempo: tune.tempo)
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
      var current = signatures[index]
      note(current)
      for item in voice.measures[index].items {
        current.update(with: item)
        play(item, current)
      }
      let end = onset
      for overlay in voice.measures[index].overlays {
        onset = start
        for item in overlay { play(item, current) }
      }
      onset = max(end, onset)
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
    case .note(let note): play([note], taking: note.duration, graces: note.ornaments.graces)
    case .chord(let chord):
      play(chord.notes, taking: chord.duration, graces: chord.ornaments.graces)
    case .rest(let rest): play([], taking: rest.duration, graces: rest.ornaments.graces)
    case .meter, .key, .tempo: note(current)
    case .tuplet, .chordSymbol, .annotation, .decoration: break
    }
  }

  /// Plays notes that start together after their grace notes, and moves on by a duration.
  private mutating func play(_ chord: [Note], taking duration: NoteDuration, graces: GraceGroup?) {
    let delay = play(graces, before: duration)
    let continuing = openTies
    openTies = [:]
    for note in chord {
      let pitch = note.pitch.pitch + voice.transposition
      guard (0...127).contains(pitch) else { continue }
      let index: Int
      if let tied = continuing[pitch], notes[tied].onset + notes[tied].duration == onset {
        notes[tied].duration += note.duration
        index = tied
      } else {
        index = notes.count
        let held = note.duration > delay ? note.duration - delay : note.duration
        notes.append(PerformedNote(onset: onset + delay, duration: held, pitch: pitch))
      }
      if note.isTied { openTies[pitch] = index }
    }
    onset += duration
  }

  /// Plays grace notes at the present onset and returns the time that they take.
  private mutating func play(
    _ graces: GraceGroup?, before duration: NoteDuration
  ) -> NoteDuration {
    guard let graces, !graces.notes.isEmpty, duration > .zero else { return .zero }
    let share = duration / NoteDuration(2 * graces.notes.count)
    let length = min(NoteDuration(1, 32), share)
    for (index, grace) in graces.notes.enumerated() {
      let pitch = grace.pitch.pitch + voice.transposition
      guard (0...127).contains(pitch) else { continue }
      notes.append(PerformedNote(onset: onset + length * index, duration: length, pitch: pitch))
    }
    return length * graces.notes.count
  }
}
