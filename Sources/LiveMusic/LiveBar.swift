public import MusicModel

/// One bar of a session, as it sounds.
public struct LiveBar: Hashable, Sendable {
  /// What a bar is for.
  public enum Kind: Hashable, Sendable {
    case tune

    /// The session counts and listens.
    case listening

    case answer
  }

  /// The number of the bar among all that were made up, from 0.
  public var index: Int

  public var kind: Kind

  /// What is played, for people.
  public var title: String

  /// The number of the bar in its tune or phrase as played, from 1.
  public var number: Int

  public var meter: Meter
  public var key: KeySignature

  /// The speed in quarter notes per minute.
  public var tempo: QuartersPerMinute

  /// The General MIDI program, 0...127.
  public var program: Int

  /// The exact length; less than the meter's at pick-ups and before them.
  public var duration: NoteDuration

  /// The notes of the melody, by onset from the start of the bar.
  public var notes: [PerformedNote]

  /// The pitches that go on where the next bar begins with them.
  public var held: [Int]

  /// Strokes that keep time, on the channel of percussion.
  public var clicks: [PerformedNote]

  /// The length in seconds.
  public var seconds: Double { duration.wholeNotes * 240 / tempo }
}

extension LiveBar {
  /// The notes of a measure, and which of them are held over its end.
  ///
  /// - Parameter semitones: The way from the written key to the one that sounds.
  static func sound(
    of measure: Measure, in meter: Meter, _ key: KeySignature, semitones: Int = 0
  ) -> (notes: [PerformedNote], held: [Int]) {
    var alone = measure
    (alone.ending, alone.barLine) = (nil, .single)
    let tune = Tune(meter: meter, keySignature: key, voices: [Voice(measures: [alone])])
    guard let performance = try? Performance(unrolling: tune) else { return ([], []) }
    var notes = performance.parts.flatMap(\.notes)
    for index in notes.indices {
      notes[index].pitch = min(max(notes[index].pitch + semitones, 0), 127)
    }
    let ties = measure.items.last(where: \.isTimed)?.tiedPitches ?? []
    return (notes, ties.map { min(max($0 + semitones, 0), 127) })
  }
}

extension MeasureItem {
  /// The MIDI notes that are tied to what follows.
  fileprivate var tiedPitches: [Int] {
    switch self {
    case .note(let note): note.isTied ? [note.pitch.pitch] : []
    case .chord(let chord): chord.notes.filter(\.isTied).map(\.pitch.pitch)
    default: []
    }
  }
}
