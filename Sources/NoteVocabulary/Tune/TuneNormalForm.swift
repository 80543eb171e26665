public import MusicModel

extension TuneEncoding {
  /// Returns what the tokens keep of a tune: `decode(encode(tune)) == reduced(tune)`.
  ///
  /// The first voice stays, or all of them, with notes, chords, rests, graces, ties, tuplets, bar
  /// lines, endings, meters and keys; parts and chord symbols where the options keep them. Ties that
  /// lead to no note of their pitch go unless they are kept. The unit note length becomes the
  /// tune's commonest length, and grace lengths keep their ratio to it.
  public func reduced(_ tune: Tune) -> Tune {
    let graceScale = tune.graceScale
    let voices = options.keepsVoices ? tune.voices[...] : tune.voices.prefix(1)
    return Tune(
      rhythm: tune.rhythm.flatMap { RhythmKind($0)?.rawValue }, meter: tune.meter,
      unitNoteLength: tune.encodedUnit, keySignature: tune.keySignature,
      partOrder: options.keepsParts ? tune.partOrder : [],
      voices: voices.isEmpty ? [Voice()] : voices.map { reduced($0, graceScale) })
  }

  private func reduced(_ voice: Voice, _ graceScale: NoteDuration) -> Voice {
    var reduced = options.keepsVoices ? voice : Voice(openingBarLine: voice.openingBarLine)
    let measures =
      options.keepsLooseTies ? voice.measures : voice.measuresWithoutLooseTies().measures
    reduced.measures = measures.map { measure in
      Measure(
        ending: measure.ending?.isEmpty == true ? nil : measure.ending,
        partLabel: options.keepsParts ? measure.partLabel : nil,
        items: measure.items.compactMap { $0.reduced(graceScale, options) },
        overlays: options.keepsVoices
          ? measure.overlays.map { $0.compactMap { $0.reduced(graceScale, options) } } : [],
        barLine: measure.barLine)
    }
    return reduced
  }
}

extension Tune {
  /// The commonest length of the first voice among those that notes may leave unsaid.
  var encodedUnit: NoteDuration {
    var counts = [Int](repeating: 0, count: TuneTokenTable.units.count)
    for measure in voices.first?.measures ?? [] {
      for item in measure.items where item.isTimed {
        let duration = item.duration
        if let index = TuneTokenTable.units.firstIndex(of: duration) { counts[index] += 1 }
      }
    }
    let most = counts.max() ?? 0
    return TuneTokenTable.units[counts.firstIndex(of: most) ?? 0]
  }

  /// What the lengths of grace notes are multiplied with when the unit becomes ``encodedUnit``.
  var graceScale: NoteDuration {
    unitNoteLength > .zero && unitNoteLength.denominator <= 1 << 24
      && unitNoteLength.numerator <= 1 << 24 ? encodedUnit / unitNoteLength : .whole
  }
}

extension Meter {
  /// The largest numerator or denominator that tokens spell.
  static let termLimit = 9999

  /// The largest number of numerators that tokens spell.
  static let groupLimit = 99

  /// The term that tokens do not spell, if there is one.
  var unreasonableTerm: Int? {
    if !(1...Self.termLimit).contains(beatUnit) { return beatUnit }
    if groups.count > Self.groupLimit { return groups.count }
    return groups.first { !(0...Self.termLimit).contains($0) }
  }

  /// The length of whole measures, or `nil` in free meter and for an impossible number.
  func duration(ofMeasures count: Int) -> NoteDuration? {
    guard (0...9999).contains(count) else { return nil }
    return measureDuration.map { $0 * count }
  }
}

extension Meter.Notation {
  /// The number that spells the notation.
  var number: Int {
    switch self {
    case .fraction: 0
    case .common: 1
    case .cut: 2
    }
  }

  init?(number: Int) {
    let notations: [Self] = [.fraction, .common, .cut]
    guard let notation = notations.first(where: { $0.number == number }) else { return nil }
    self = notation
  }
}

extension BarLine.Style {
  /// The number that spells the style.
  var number: Int {
    switch self {
    case .single: 0
    case .double: 1
    case .thinThick: 2
    case .thickThin: 3
    case .dotted: 4
    case .invisible: 5
    }
  }

  init?(number: Int) {
    let styles: [Self] = [.single, .double, .thinThick, .thickThin, .dotted, .invisible]
    guard let style = styles.first(where: { $0.number == number }) else { return nil }
    self = style
  }
}

extension MeasureItem {
  /// What tokens keep of the item, `nil` if nothing.
  fileprivate func reduced(
    _ graceScale: NoteDuration, _ options: TuneEncoding.Options
  ) -> MeasureItem? {
    switch self {
    case .note(let note): .note(note.reduced(graceScale))
    case .chord(let chord):
      .chord(
        Chord(
          chord.notes.map { $0.reduced(graceScale) }, duration: chord.duration,
          ornaments: chord.ornaments.reduced(graceScale)))
    case .rest(let rest):
      .rest(
        Rest(
          rest.duration, isVisible: rest.isVisible, measures: rest.measures,
          ornaments: rest.ornaments.reduced(graceScale)))
    case .tuplet(let tuplet): tuplet.isPossible ? self : nil
    case .meter, .key: self
    case .chordSymbol: options.keepsChordSymbols ? self : nil
    case .annotation, .decoration, .tempo, .directive: nil
    }
  }
}

extension Note {
  fileprivate func reduced(_ graceScale: NoteDuration) -> Note {
    Note(pitch, duration, isTied: isTied, ornaments: ornaments.reduced(graceScale))
  }

  /// The note with pitch, length and tie alone.
  fileprivate var bare: Note { Note(pitch, duration, isTied: isTied) }
}

extension Ornaments {
  fileprivate func reduced(_ graceScale: NoteDuration) -> Ornaments {
    guard let graces else { return .none }
    let notes = graces.notes.map { note in
      var bare = note.bare
      bare.duration = note.duration * graceScale
      return bare
    }
    return Ornaments(graces: GraceGroup(notes, isAcciaccatura: graces.isAcciaccatura))
  }
}
