import MusicModel

/// Writes measures, and keeps what holds from one to the next: meter, key, accidentals, tuplets.
struct MeasureWriter {
  private let unitNoteLength: NoteDuration
  private var meter: Meter
  private var accidentals: AccidentalState

  /// The tuplet that is being written, and how many of its notes are still to come.
  private var tuplet: (ratio: NoteDuration, remaining: Int)?

  /// Signs of broken rhythm that the next note completes.
  private var brokenRhythm = 0

  /// The time from the start of the measure to the next note.
  private var position = NoteDuration.zero

  /// The note, chord or rest that was written last.
  private var last: MeasureItem?

  init(_ tune: Tune) {
    unitNoteLength = tune.unitNoteLength
    meter = tune.meter
    accidentals = AccidentalState(key: tune.keySignature)
  }

  /// Whether a measure fills the meter.
  func isFull(_ measure: Measure) -> Bool {
    meter.measureDuration.map { measure.duration >= $0 } ?? true
  }

  /// Writes the main layer of a measure; the beats of a pick-up are those before the bar line.
  mutating func write(_ measure: Measure, isPickUp: Bool) -> String {
    var meter = meter
    for case .meter(let change) in measure.items { meter = change }
    guard isPickUp, let whole = meter.measureDuration, measure.duration < whole else {
      return write(measure.items)
    }
    return write(measure.items, from: whole - measure.duration)
  }

  mutating func startOverlay() { accidentals.startMeasure(after: nil) }

  /// Forgets the measure's accidentals, ties aside.
  mutating func endMeasure(_ measure: Measure) {
    if measure.barLine != nil { accidentals.startMeasure(after: last) }
  }

  /// Writes one layer of a measure, from a time after the measure's start.
  mutating func write(_ items: [MeasureItem], from onset: NoteDuration = .zero) -> String {
    var text = ""
    position = onset
    var mustSpace = false
    for (index, item) in items.enumerated() {
      let isJoined = brokenRhythm != 0
      if item.isTimed || !Self.clings(item) {
        if mustSpace, !isJoined { text += " " }
        mustSpace = false
      } else if mustSpace, !isJoined {
        text += " "
        mustSpace = false
      }
      text += write(item, at: index, of: items)
      position += item.duration
      if item.isTimed { mustSpace = endsBeam(item, before: items[(index + 1)...]) }
      if !Self.clings(item), !item.isTimed { mustSpace = true }
    }
    return text
  }

  /// Whether an item stands right before its note, without a space.
  private static func clings(_ item: MeasureItem) -> Bool {
    switch item {
    case .meter, .key, .tempo, .directive: false
    default: true
    }
  }

  /// Whether a space follows an item: at the beat, and around notes that have no beam.
  private func endsBeam(
    _ item: MeasureItem, before rest: ArraySlice<MeasureItem>
  ) -> Bool {
    guard let next = rest.first(where: \.isTimed) else { return false }
    let quarter = NoteDuration(1, 4)
    if item.duration >= quarter || next.duration >= quarter { return true }
    guard let beat = meter.beamLength else { return false }
    return position.remainder(dividingBy: beat) == .zero
  }

  private mutating func write(
    _ item: MeasureItem, at index: Int, of items: [MeasureItem]
  ) -> String {
    switch item {
    case .note(let note):
      let signs = rhythm(at: index, of: items)
      let text = marks(note.ornaments) + write(note, signs) + ends(note.ornaments)
      return finish(item, text, signs)
    case .chord(let chord):
      let signs = rhythm(at: index, of: items)
      return finish(item, write(chord, signs), signs)
    case .rest(let rest):
      let signs = rest.measures == nil ? rhythm(at: index, of: items) : 0
      let text = marks(rest.ornaments) + write(rest, signs) + ends(rest.ornaments)
      return finish(item, text, signs)
    case .tuplet(let tuplet):
      self.tuplet = (tuplet.ratio, tuplet.count)
      return tuplet.abc(in: meter)
    case .chordSymbol(let symbol): return "\"" + TextEscapes.quoted(symbol.text) + "\""
    case .annotation(let text): return "\"" + TextEscapes.quoted(text) + "\""
    case .decoration(let name): return decoration(name)
    case .directive(let text): return Self.field("I", text)
    case .meter(let meter):
      self.meter = meter
      return "[M:\(meter)]"
    case .key(let key):
      accidentals.change(to: key)
      return "[K:\(HeaderWriter.key(key))]"
    case .tempo(let tempo): return Self.field("Q", HeaderWriter.tempo(tempo))
    }
  }

  /// A field within music; a bracket in its text would end it.
  private static func field(_ letter: Character, _ text: String) -> String {
    let inner = text.split(separator: "]", omittingEmptySubsequences: false)
    return "[\(letter):\(inner.joined(separator: "\\u005d"))]"
  }

  /// Goes on after a note, chord or rest.
  private mutating func finish(_ item: MeasureItem, _ text: String, _ signs: Int) -> String {
    last = item
    accidentals.endCarrying()
    if tuplet != nil {
      tuplet?.remaining -= 1
      if tuplet?.remaining == 0 { tuplet = nil }
    }
    guard signs != 0 else {
      brokenRhythm = 0
      return text
    }
    if brokenRhythm != 0 {
      brokenRhythm = 0
      return text
    }
    brokenRhythm = signs
    return text + String(repeating: signs > 0 ? ">" : "<", count: abs(signs))
  }

  // MARK: - Notes

  private mutating func write(_ note: Note, _ signs: Int) -> String {
    var text = pitch(note) + length(note.duration, signs)
    if note.isTied { text += "-" }
    return text
  }

  private mutating func write(_ chord: Chord, _ signs: Int) -> String {
    var text = marks(chord.ornaments) + "["
    let isEven = chord.notes.allSatisfy { $0.duration == chord.duration }
    let isTied = chord.notes.allSatisfy(\.isTied)
    for note in chord.notes {
      text += marks(note.ornaments) + pitch(note)
      if !isEven { text += length(note.duration, signs) }
      if note.isTied, !isTied { text += "-" }
      text += ends(note.ornaments)
    }
    text += "]" + (isEven ? length(chord.duration, signs) : "")
    return text + (isTied ? "-" : "") + ends(chord.ornaments)
  }

  private func write(_ rest: Rest, _ signs: Int) -> String {
    if let measures = rest.measures {
      return (rest.isVisible ? "Z" : "X") + (measures == 1 ? "" : String(measures))
    }
    return (rest.isVisible ? "z" : "x") + length(rest.duration, signs)
  }

  private mutating func pitch(_ note: Note) -> String {
    let implied = accidentals.implied(note.pitch.step, octave: note.pitch.octave)
    let actual = WrittenAccidental(of: note.pitch)
    guard actual != implied || note.hasCourtesyAccidental else { return note.pitch.abcLetter }
    accidentals.write(actual, note.pitch.step, octave: note.pitch.octave)
    return actual.abc + note.pitch.abcLetter
  }

  /// The written length of a duration, tuplet and broken rhythm taken out.
  private func length(_ duration: NoteDuration, _ signs: Int) -> String {
    var written = duration / unitNoteLength
    if let tuplet { written = written / tuplet.ratio }
    if signs != 0 {
      let isSecond = brokenRhythm != 0
      written = written / (isSecond ? BrokenRhythm.after(signs) : BrokenRhythm.before(signs))
    }
    return written.abcLength
  }

  // MARK: - Broken rhythm

  /// The signs by which an item belongs to a pair in broken rhythm, or zero.
  private func rhythm(at index: Int, of items: [MeasureItem]) -> Int {
    if brokenRhythm != 0 { return brokenRhythm }
    guard tuplet == nil, let next = nextInPair(after: index, of: items) else { return 0 }
    let (first, second) = (items[index].duration, next.duration)
    guard isPlainChord(items[index]), isPlainChord(next), second > .zero else { return 0 }
    let ratio = first / second
    let signs: Int
    switch (ratio.numerator, ratio.denominator) {
    case (3, 1): signs = 1
    case (1, 3): signs = -1
    case (7, 1): signs = 2
    case (1, 7): signs = -2
    default: return 0
    }
    let pair = first + second
    let base = pair / NoteDuration(2) / unitNoteLength
    let isShort = base == .whole || base == NoteDuration(1, 2)
    return isShort && isOnBeat(pair) ? signs : 0
  }

  /// Whether a pair of this length stands where a player would swing one; programs that swing
  /// hornpipes by themselves cannot read others.
  private func isOnBeat(_ pair: NoteDuration) -> Bool {
    meter.isCompound || position.remainder(dividingBy: pair) == .zero
  }

  /// The note that could end a pair: the next one, if nothing but marks stands between.
  private func nextInPair(after index: Int, of items: [MeasureItem]) -> MeasureItem? {
    for item in items[(index + 1)...] {
      switch item {
      case .note, .chord: return item
      case .rest(let rest): return rest.measures == nil ? item : nil
      case .chordSymbol, .annotation: continue
      default: return nil
      }
    }
    return nil
  }

  /// Whether all notes of an item have one duration.
  private func isPlainChord(_ item: MeasureItem) -> Bool {
    guard case .chord(let chord) = item else { return true }
    return chord.notes.allSatisfy { $0.duration == chord.duration }
  }

  // MARK: - Marks

  /// What stands before a note: slurs, decorations, grace notes.
  private mutating func marks(_ ornaments: Ornaments) -> String {
    if ornaments.isEmpty { return "" }
    var text = String(repeating: "(", count: ornaments.slurStarts)
    if let graces = ornaments.graces {
      text += graces.isAcciaccatura ? "{/" : "{"
      for note in graces.notes {
        text += pitch(note) + (note.duration / unitNoteLength).abcLength
      }
      text += "}"
    }
    for name in ornaments.decorations { text += decoration(name) }
    return text
  }

  private func ends(_ ornaments: Ornaments) -> String {
    String(repeating: ")", count: ornaments.slurEnds)
  }

  private func decoration(_ name: String) -> String {
    Decorations.shorthand(for: name) ?? "!\(name)!"
  }
}
