public import MusicModel

/// The melody of a tune as it is played: the first voice, repeats and endings followed.
///
/// Tied notes are one, of a chord the highest note counts, graces are left out.
public struct Melody: Hashable, Sendable {
  public struct Note: Hashable, Sendable {
    /// The time from the start of the tune.
    public var onset: NoteDuration
    public var duration: NoteDuration

    /// The MIDI note number.
    public var pitch: Int

    /// The place of its measure in ``Melody/measures``.
    public var measure: Int
  }

  /// A measure that is played.
  public struct PlayedMeasure: Hashable, Sendable {
    public var onset: NoteDuration
    public var duration: NoteDuration

    /// The place of the measure as written, from 0.
    public var written: Int

    /// The place of its first note in ``Melody/notes``, or of the next one where it has none.
    public var firstNote: Int
  }

  public internal(set) var notes: [Note] = []
  public internal(set) var measures: [PlayedMeasure] = []

  /// The length of a full measure at the start; a whole note in free meter.
  public let measureDuration: NoteDuration

  /// The pitch class of the tonic, 0 where the key has none.
  public let tonic: Int

  /// - Throws: `UnrollingError` where repeats make the music unreasonably long.
  public init(_ tune: Tune) throws(UnrollingError) {
    measureDuration = tune.meter.measureDuration.flatMap { $0 > .zero ? $0 : nil } ?? .whole
    tonic = tune.keySignature.tonic?.pitchClass ?? 0
    guard let voice = tune.voices.first else { return }
    var player = Player()
    for index in try PlayOrder(of: voice, partOrder: tune.partOrder).measureIndices {
      player.play(voice.measures[index], written: index, transposition: voice.transposition)
    }
    (notes, measures) = (player.notes, player.measures)
  }
}

extension Melody {
  /// The notes of a measure that is played.
  public func notes(ofMeasure index: Int) -> Range<Int> {
    let end = index + 1 < measures.count ? measures[index + 1].firstNote : notes.count
    return measures[index].firstNote..<end
  }

  /// The time from the onset of one note to that of another, in full measures.
  public func bars(from first: Int, to last: Int) -> Double {
    ((notes[last].onset - notes[first].onset) / measureDuration).wholeNotes
  }
}

/// Collects the notes of measures as they are played.
private struct Player {
  var notes: [Melody.Note] = []
  var measures: [Melody.PlayedMeasure] = []
  private var time = NoteDuration.zero

  /// Whether the last note is tied to the one that comes next.
  private var isTied = false

  mutating func play(_ measure: Measure, written: Int, transposition: Int) {
    let start = time
    measures.append(
      Melody.PlayedMeasure(onset: start, duration: .zero, written: written, firstNote: notes.count))
    for item in measure.items {
      switch item {
      case .note(let note): add(note, note.duration, transposition)
      case .chord(let chord):
        if let top = chord.notes.max(by: { $0.pitch.pitch < $1.pitch.pitch }) {
          add(top, chord.duration, transposition)
        }
      case .rest(let rest):
        time += rest.duration
        isTied = false
      default: continue
      }
    }
    measures[measures.count - 1].duration = time - start
  }

  private mutating func add(_ note: Note, _ duration: NoteDuration, _ transposition: Int) {
    let pitch = note.pitch.pitch + transposition
    if isTied, let last = notes.last, last.pitch == pitch {
      notes[notes.count - 1].duration += duration
    } else {
      notes.append(
        Melody.Note(onset: time, duration: duration, pitch: pitch, measure: measures.count - 1))
    }
    isTied = note.isTied
    time += duration
  }
}
