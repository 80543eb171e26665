import MusicModel

extension Voice {
  /// Repeats accidentals where grace notes before leave readers in doubt.
  ///
  /// Some readers take an accidental on a grace note to hold for the rest of the measure, others do
  /// not. A note that the two would read differently gets its accidental written out.
  mutating func addCourtesyAccidentals(in key: KeySignature) {
    var accidentals = DoubtfulAccidentals(key: key)
    for measure in measures.indices {
      accidentals.startMeasure(
        after: measure > 0 ? measures[measure - 1].items.last(where: \.isTimed) : nil)
      for index in measures[measure].items.indices {
        accidentals.settle(&measures[measure].items[index])
      }
    }
  }
}

/// The accidentals of a measure as either kind of reader has them.
private struct DoubtfulAccidentals {
  private var key: KeySignature

  /// Alterations in force where grace notes count, and where they do not.
  private var withGraces: [PitchStep: Int] = [:]
  private var withoutGraces: [PitchStep: Int] = [:]

  /// Pitches that a tie carries over the bar line; they need no accidental and leave none behind.
  private var carried: [SpelledPitch] = []

  init(key: KeySignature) {
    self.key = key
  }

  /// - Parameter last: The last note, chord or rest before the bar line.
  mutating func startMeasure(after last: MeasureItem?) {
    forget()
    carried = last?.tiedPitches ?? []
  }

  private mutating func forget() {
    withGraces = [:]
    withoutGraces = [:]
  }

  mutating func settle(_ item: inout MeasureItem) {
    defer { if item.isTimed { carried = [] } }
    switch item {
    case .note(var note):
      settle(&note.ornaments)
      settle(&note, isGrace: false)
      item = .note(note)
    case .chord(var chord):
      settle(&chord.ornaments)
      for index in chord.notes.indices { settle(&chord.notes[index], isGrace: false) }
      item = .chord(chord)
    case .key(let key):
      self.key = key
      forget()
    default: break
    }
  }

  private mutating func settle(_ ornaments: inout Ornaments) {
    guard var graces = ornaments.graces else { return }
    for index in graces.notes.indices { settle(&graces.notes[index], isGrace: true) }
    ornaments.graces = graces
  }

  private mutating func settle(_ note: inout Note, isGrace: Bool) {
    guard isGrace || !carried.contains(note.pitch) else { return }
    let step = note.pitch.step
    let signature = key.alteration(of: step)
    let isImplied = withGraces[step] ?? signature == note.pitch.alteration
    let isImpliedElsewhere = withoutGraces[step] ?? signature == note.pitch.alteration
    if isImplied && isImpliedElsewhere { return }
    if isImplied { note.hasCourtesyAccidental = true }
    withGraces[step] = note.pitch.alteration
    if !isGrace { withoutGraces[step] = note.pitch.alteration }
  }
}

extension MeasureItem {
  /// The pitches that go on in the next note or chord.
  fileprivate var tiedPitches: [SpelledPitch] {
    switch self {
    case .note(let note): note.isTied ? [note.pitch] : []
    case .chord(let chord): chord.notes.filter(\.isTied).map(\.pitch)
    default: []
    }
  }
}
