import MIDIFormat
import MusicModel
import NoteVocabulary

/// Four bars that somebody played, to be answered.
public struct CallPhrase: Hashable, Sendable {
  /// A note by ticks of ``ticksPerWhole``.
  public struct Note: Hashable, Sendable {
    /// Ticks from the start of the phrase.
    public var onset: Int
    public var duration: Int

    /// The MIDI note number, 0...127.
    public var pitch: Int

    /// The MIDI velocity, 1...127.
    public var velocity: Int

    public init(onset: Int, duration: Int, pitch: Int, velocity: Int) {
      self.onset = onset
      self.duration = duration
      self.pitch = pitch
      self.velocity = velocity
    }
  }

  /// 480 ticks in a quarter.
  public static let ticksPerWhole = 1920

  /// The bars of a call and of its answer.
  public static let bars = 4

  /// The notes by onset.
  public var notes: [Note]

  public init(notes: [Note]) {
    self.notes = notes.sorted { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) }
  }
}

extension CallPhrase {
  /// The notes at exact times, as they were played.
  var performedNotes: [PerformedNote] {
    notes.map { note in
      PerformedNote(
        onset: NoteDuration(max(0, note.onset), Self.ticksPerWhole),
        duration: NoteDuration(max(1, note.duration), Self.ticksPerWhole), pitch: note.pitch,
        velocity: note.velocity)
    }
  }

  /// The melody as a person would write it: four whole bars in a meter and key.
  ///
  /// Notes are moved to the nearest eighth of the pulse's own division, sixteenths in simple and
  /// eighths in compound meters; each lasts until the next begins or its key is lifted, and none
  /// crosses a bar line. Of notes that begin together the highest stays.
  func tune(rhythm: RhythmKind?, meter: Meter, key: KeySignature) -> Tune {
    let step = meter.isCompound ? NoteDuration(1, 8) : NoteDuration(1, 16)
    let measure = meter.measureDuration ?? .whole
    let steps = stepCount(measure, step)
    var line = [(pitch: Int, steps: Int)?](repeating: nil, count: steps * Self.bars)
    let ticks = step.wholeNotes * Double(Self.ticksPerWhole)
    for note in notes {
      let place = Int((Double(note.onset) / ticks).rounded())
      guard line.indices.contains(place) else { continue }
      let length = max(1, Int((Double(note.duration) / ticks).rounded()))
      if let other = line[place], other.pitch > note.pitch { continue }
      line[place] = (note.pitch, length)
    }
    let measures = (0..<Self.bars).map { bar in
      Measure(items: items(line[bar * steps..<(bar + 1) * steps], step: step, key: key))
    }
    return Tune(
      rhythm: rhythm?.rawValue, meter: meter, unitNoteLength: NoteDuration(1, 8),
      keySignature: key, voices: [Voice(measures: measures)])
  }

  private func stepCount(_ measure: NoteDuration, _ step: NoteDuration) -> Int {
    let count = measure / step
    return count.numerator / count.denominator
  }

  /// The notes and rests of one bar.
  private func items(
    _ line: ArraySlice<(pitch: Int, steps: Int)?>, step: NoteDuration, key: KeySignature
  ) -> [MeasureItem] {
    var items: [MeasureItem] = []
    var rest = 0
    var place = line.startIndex
    func flushRest() {
      if rest > 0 { items.append(.rest(Rest(step * rest))) }
      rest = 0
    }
    while place < line.endIndex {
      guard let note = line[place] else {
        rest += 1
        place += 1
        continue
      }
      flushRest()
      let next = line[(place + 1)...].firstIndex { $0 != nil } ?? line.endIndex
      // A short gap is articulation, not a rest.
      let room = next - place
      let length = note.steps + 1 >= room ? room : note.steps
      let writable = [8, 6, 4, 3, 2, 1].first { $0 <= length } ?? 1
      let kept =
        length == room && room <= 16 && [1, 2, 3, 4, 6, 8, 12, 16].contains(room)
        ? room : writable
      items.append(.note(MusicModel.Note(key.spelled(note.pitch), step * kept)))
      place += kept
    }
    flushRest()
    return items
  }
}

extension KeySignature {
  /// A MIDI note as this key spells it: by the scale where it belongs to it, sharp otherwise.
  func spelled(_ pitch: Int) -> SpelledPitch {
    let octave = pitch / 12 - 1
    for step in PitchStep.allCases {
      for octave in [octave - 1, octave, octave + 1] {
        let spelled = SpelledPitch(step, alteration: alteration(of: step), octave: octave)
        if spelled.pitch == pitch { return spelled }
      }
    }
    let natural = PitchStep.allCases.last { $0.semitones <= pitch % 12 } ?? .c
    return SpelledPitch(natural, alteration: pitch % 12 - natural.semitones, octave: octave)
  }
}
