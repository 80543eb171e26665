public import MusicModel

extension FrameSequence {
  /// The most frames that a performance may take.
  public static let frameLimit = 1_000_000

  /// Samples a performance: each note sounds from the frame nearest to its onset to the one nearest
  /// to its end, for at least one.
  ///
  /// - Parameter dropped: Counts the notes of percussion and those that are no piano keys.
  /// - Throws: ``EncodingError/unreasonableLength(_:)`` for more frames than ``frameLimit``.
  public init(
    _ performance: Performance, frameLength: NoteDuration, dropped: inout DroppedContent
  ) throws(EncodingError) {
    var frames: [KeySet] = []
    for part in performance.parts {
      guard !part.isPercussion else {
        dropped[.drumNotes] += part.notes.count
        continue
      }
      for note in part.notes {
        guard Self.pitches.contains(note.pitch) else {
          dropped[.remotePitches] += 1
          continue
        }
        let start = note.onset.nearest(frameLength)
        let end = max(start + 1, (note.onset + note.duration).nearest(frameLength))
        guard end <= Self.frameLimit else {
          throw .unreasonableLength(note.onset + note.duration)
        }
        if frames.count < end {
          frames += repeatElement(KeySet(), count: end - frames.count)
        }
        for frame in start..<end { frames[frame].insert(note.pitch) }
      }
    }
    self.init(checked: frames.map(\.pitches), frameLength: frameLength)
  }
}

extension Performance {
  /// Plays a roll with one part; a pitch in consecutive frames is held.
  ///
  /// - Parameter program: The General MIDI program, 0...127.
  public init(_ roll: FrameSequence, program: Int = 0, tempo: QuartersPerMinute = 100) {
    var notes: [PerformedNote] = []
    var starts = [Int?](repeating: nil, count: 128)
    for (index, frame) in (roll.frames + [[]]).enumerated() {
      for pitch in FrameSequence.pitches {
        let sounds = frame.contains(pitch)
        if sounds, starts[pitch] == nil {
          starts[pitch] = index
        } else if !sounds, let start = starts[pitch] {
          notes.append(
            PerformedNote(
              onset: roll.frameLength * start, duration: roll.frameLength * (index - start),
              pitch: pitch))
          starts[pitch] = nil
        }
      }
    }
    notes.sort { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) }
    self.init(
      parts: notes.isEmpty ? [] : [Part(program: program, notes: notes)],
      tempi: [Timed(.zero, tempo)], meters: [Timed(.zero, Meter(4, 4))])
  }
}

extension NoteDuration {
  /// How many steps of a length reach nearest to this time, halves up.
  fileprivate func nearest(_ step: NoteDuration) -> Int {
    // Far beyond the limit the exact quotient might not fit.
    guard wholeNotes < Double(2 * FrameSequence.frameLimit) * step.wholeNotes else {
      return 2 * FrameSequence.frameLimit
    }
    let doubled = self * 2 / step
    return (doubled.numerator / doubled.denominator + 1) / 2
  }
}

/// The pitches of a frame, one bit for each, so that long notes take no memory.
private struct KeySet {
  private var bits: UInt128 = 0

  mutating func insert(_ pitch: Int) { bits |= 1 << UInt128(pitch) }

  /// From low to high.
  var pitches: [Int] {
    var (rest, pitches) = (bits, [Int]())
    while rest != 0 {
      pitches.append(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
    return pitches
  }
}
