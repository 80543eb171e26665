import MusicModel

extension VoiceBuilder {
  /// Puts a decoration on the next note, chord or rest.
  mutating func addDecoration(_ name: String) {
    guard graces == nil else { return }
    pending.decorations.append(name)
    hasPending = true
  }

  mutating func startSlur() {
    guard graces == nil else { return }
    pending.slurStarts += 1
    hasPending = true
    openSlurs += 1
  }

  /// Ends a slur on the last note; in a chord on its last note so far.
  mutating func endSlur(at offset: Int, _ context: inout TuneContext) {
    guard graces == nil else { return }
    if pending.slurStarts > 0 {
      // A slur around grace notes alone, `({de})f`, ends before it reached a note.
      pending.slurStarts -= 1
      openSlurs -= 1
      hasPending = !pending.isEmpty
      return
    }
    guard openSlurs > 0, let last else {
      context.findings.warn(
        .unbalancedSlur, "')' without '(' before it; ignored", at: offset)
      return
    }
    openSlurs -= 1
    if let count = chord?.notes.count, count > 0 {
      chord?.notes[count - 1].ornaments.slurEnds += 1
    } else {
      change(last) { $0.endSlur() }
    }
  }

  /// Ties the last note or chord to the next.
  mutating func tie(at offset: Int, _ context: inout TuneContext) {
    guard graces == nil else { return }
    if let count = chord?.notes.count {
      if count > 0 { chord?.notes[count - 1].isTied = true }
      return
    }
    guard let last, canTie(item(at: last)) else {
      context.findings.warn(.strayTie, "tie without a note before it; ignored", at: offset)
      return
    }
    change(last) { $0.tie() }
    openTie = offset
    // A tie that is written after the bar line still carries its accidental.
    if !hasTimedItems { accidentals.startMeasure(after: item(at: last)) }
  }

  /// Reports a tie that reaches no note of its pitch.
  mutating func endTie(at item: MeasureItem, _ context: inout TuneContext) {
    guard let place = openTie, let last else { return }
    openTie = nil
    let pitches = self.item(at: last).staffPositions
    if item.staffPositions.contains(where: pitches.contains) { return }
    context.findings.warn(
      .unendedTie, "tie without a note of its pitch after it; played as separate notes", at: place)
  }

  private func canTie(_ item: MeasureItem) -> Bool {
    if case .rest = item { return false }
    return true
  }

  /// Applies `>` or `<` to the last note, and keeps its other half for the next.
  mutating func breakRhythm(_ signs: Int, at offset: Int, _ context: inout TuneContext) {
    guard chord == nil, graces == nil else { return }
    guard let last, abs(signs) <= BrokenRhythm.limit, brokenRhythm == 0 else {
      context.findings.warn(
        .brokenRhythmWithoutNotes,
        "broken rhythm needs a note before it and at most \(BrokenRhythm.limit) signs; ignored",
        at: offset)
      return
    }
    let factor = BrokenRhythm.before(signs)
    change(last) { item in
      item.changeDurations { context.scaled($0, by: factor, at: offset) }
    }
    brokenRhythm = signs
  }

  /// Opens a tuplet (ABC 2.1, section 4.13).
  mutating func startTuplet(
    _ p: Int, _ q: Int, _ r: Int, at offset: Int, _ context: inout TuneContext
  ) {
    guard chord == nil, graces == nil else { return }
    endTuplet(&context)
    let normal = q > 0 ? q : Tuplet.defaultNormal(p, in: meter)
    let count = r > 0 ? r : p
    guard (1...Tuplet.limit).contains(p), normal <= Tuplet.limit, count <= Tuplet.limit else {
      context.findings.warn(
        .badTuplet,
        "tuplet (\(p):\(q):\(r) out of bounds; numbers from 1 to \(Tuplet.limit) "
          + "are read, so its notes keep their written lengths", at: offset)
      return
    }
    let tuplet = Tuplet(p, inTimeOf: normal, count: count)
    self.tuplet = OpenTuplet(
      ratio: tuplet.ratio, remaining: count, place: nextPlace, start: offset)
    add(.tuplet(tuplet), at: offset)
  }

  /// Closes a tuplet whose notes ran out, so that its count tells what it holds.
  mutating func endTuplet(_ context: inout TuneContext) {
    guard let open = tuplet, case .tuplet(var written) = item(at: open.place) else { return }
    context.findings.warn(
      .incompleteTuplet,
      "tuplet of \(written.count) notes has only \(written.count - open.remaining)",
      at: open.start,
      fix: "write (\(written.actual):\(written.normal):\(written.count - open.remaining)")
    written.count -= open.remaining
    tuplet = nil
    change(open.place) { $0 = .tuplet(written) }
  }
}

extension Tuplet {
  /// The largest number of a tuplet that is read.
  static let limit = 128

  /// The q of `(p` where none is written (ABC 2.1, section 4.13).
  static func defaultNormal(_ actual: Int, in meter: Meter) -> Int {
    switch actual {
    case 2, 4, 8: 3
    case 3, 6: 2
    default: meter.isCompound ? 3 : 2
    }
  }
}

extension MeasureItem {
  /// The staff positions of its notes.
  fileprivate var staffPositions: [Int] {
    switch self {
    case .note(let note): [note.pitch.staffPosition]
    case .chord(let chord): chord.notes.map(\.pitch.staffPosition)
    default: []
    }
  }

  /// Changes the durations of its notes; a chord's own is its first note's.
  fileprivate mutating func changeDurations(_ changed: (NoteDuration) -> NoteDuration) {
    switch self {
    case .note(var note):
      note.duration = changed(note.duration)
      self = .note(note)
    case .chord(var chord):
      for index in chord.notes.indices {
        chord.notes[index].duration = changed(chord.notes[index].duration)
      }
      chord.duration = chord.notes[0].duration
      self = .chord(chord)
    case .rest(var rest):
      rest.duration = changed(rest.duration)
      self = .rest(rest)
    default: break
    }
  }

  fileprivate mutating func tie() {
    switch self {
    case .note(var note):
      note.isTied = true
      self = .note(note)
    case .chord(var chord):
      for index in chord.notes.indices { chord.notes[index].isTied = true }
      self = .chord(chord)
    default: break
    }
  }

  fileprivate mutating func endSlur() { changeOrnaments { $0.slurEnds += 1 } }

  /// Changes the ornaments of a note, chord or rest.
  mutating func changeOrnaments(_ body: (inout Ornaments) -> Void) {
    switch self {
    case .note(var note):
      body(&note.ornaments)
      self = .note(note)
    case .chord(var chord):
      body(&chord.ornaments)
      self = .chord(chord)
    case .rest(var rest):
      body(&rest.ornaments)
      self = .rest(rest)
    default: break
    }
  }
}
