import MIDIFormat
import MusicModel
import TestSupport
import Testing

/// How performances become tunes.
@Suite struct TranscriptionTests {
  private func performance(
    _ notes: [(pitch: Int, onset: NoteDuration, duration: NoteDuration)],
    meters: [Timed<Meter>] = [Timed(.zero, Meter(4, 4))],
    keys: [Timed<KeySignature>] = [Timed(.zero, .cMajor)]
  ) -> Performance {
    Performance(
      parts: [
        Part(
          notes: notes.map {
            PerformedNote(onset: $0.onset, duration: $0.duration, pitch: $0.pitch)
          })
      ], meters: meters, keys: keys)
  }

  /// Notes one after the other, of some pitches and lengths.
  private func line(
    _ notes: [(pitch: Int, duration: NoteDuration)], meter: Meter = Meter(4, 4),
    key: KeySignature = .cMajor
  ) -> Performance {
    var onset = NoteDuration.zero
    var timed: [(pitch: Int, onset: NoteDuration, duration: NoteDuration)] = []
    for note in notes {
      if note.pitch > 0 { timed.append((note.pitch, onset, note.duration)) }
      onset += note.duration
    }
    return performance(timed, meters: [Timed(.zero, meter)], keys: [Timed(.zero, key)])
  }

  private func items(_ music: Performance) throws -> [[MeasureItem]] {
    try Tune(quantizing: music).voices[0].measures.map(\.items)
  }

  private let quarter = NoteDuration(1, 4)
  private let eighth = NoteDuration(1, 8)

  @Test func `a note over a bar line is tied`() throws {
    let music = line([(60, NoteDuration(3, 4)), (62, NoteDuration(1, 2)), (0, NoteDuration(3, 4))])
    let measures = try items(music)
    #expect(
      measures == [
        [
          .note(Note(SpelledPitch(.c, octave: 4), NoteDuration(3, 4))),
          .note(Note(SpelledPitch(.d, octave: 4), quarter, isTied: true)),
        ],
        [
          .note(Note(SpelledPitch(.d, octave: 4), quarter)),
          .rest(Rest(NoteDuration(3, 4))),
        ],
      ])
  }

  @Test func `a length that no note has is made of two at the beat`() throws {
    let measures = try items(line([(60, NoteDuration(5, 8)), (62, eighth)], meter: Meter(6, 8)))
    #expect(
      measures[0] == [
        .note(Note(SpelledPitch(.c, octave: 4), NoteDuration(3, 8), isTied: true)),
        .note(Note(SpelledPitch(.c, octave: 4), quarter)),
        .note(Note(SpelledPitch(.d, octave: 4), eighth)),
      ])
  }

  @Test(arguments: [(3, 2), (5, 4), (7, 4)])
  func `a quarter in odd parts is a tuplet`(actual: Int, normal: Int) throws {
    let part = NoteDuration(1, 4 * actual)
    let notes = (0..<actual).map { (pitch: 60 + $0, duration: part) }
    let measures = try items(line(notes + [(60, NoteDuration(3, 4))]))
    #expect(measures[0].first == .tuplet(Tuplet(actual, inTimeOf: normal, count: actual)))
    #expect(measures[0].count == actual + 2)
  }

  @Test func `a tuplet may hold unequal notes and lead into a longer one`() throws {
    let measures = try items(
      line([(60, NoteDuration(1, 6)), (62, NoteDuration(1, 3)), (64, NoteDuration(1, 2))]))
    #expect(
      measures[0] == [
        .tuplet(Tuplet(3, inTimeOf: 2, count: 2)),
        .note(Note(SpelledPitch(.c, octave: 4), NoteDuration(1, 6))),
        .note(Note(SpelledPitch(.d, octave: 4), NoteDuration(1, 12), isTied: true)),
        .note(Note(SpelledPitch(.d, octave: 4), quarter)),
        .note(Note(SpelledPitch(.e, octave: 4), NoteDuration(1, 2))),
      ])
  }

  @Test func `a short first measure of its own meter is a pick-up`() throws {
    let music = performance(
      [(67, .zero, quarter), (72, quarter, NoteDuration(3, 4))],
      meters: [Timed(.zero, Meter(1, 4)), Timed(quarter, Meter(4, 4))])
    let tune = try Tune(quantizing: music)
    #expect(tune.meter == Meter(4, 4))
    #expect(tune.voices[0].measures.map(\.duration) == [quarter, NoteDuration(3, 4)])
  }

  @Test func `measures that fill one between them are no change of meter`() throws {
    let meters = [
      Timed(.zero, Meter(4, 4)), Timed(NoteDuration(1), Meter(3, 4)),
      Timed(NoteDuration(7, 4), Meter(1, 4)), Timed(NoteDuration(2), Meter(4, 4)),
    ]
    let tune = try Tune(
      quantizing: performance([(60, .zero, NoteDuration(3))], meters: meters))
    #expect(
      tune.voices[0].measures.map(\.duration) == [.whole, NoteDuration(3, 4), quarter, .whole])
    #expect(
      !tune.voices[0].measures.flatMap(\.items).contains {
        if case .meter = $0 { true } else { false }
      })
  }

  @Test func `a change of meter is written where it happens`() throws {
    let meters = [Timed(.zero, Meter(4, 4)), Timed(NoteDuration(1), Meter(3, 4))]
    let tune = try Tune(
      quantizing: performance([(60, .zero, NoteDuration(5, 2))], meters: meters))
    #expect(tune.voices[0].measures[1].items.first == .meter(Meter(3, 4)))
  }

  @Test func `notes struck together are a chord, overlapping ones are voices`() throws {
    let music = performance([
      (60, .zero, quarter), (64, .zero, quarter), (67, quarter, NoteDuration(3, 4)),
      (48, quarter, NoteDuration(1, 2)),
    ])
    let tune = try Tune(quantizing: music)
    #expect(tune.voices.count == 2)
    guard case .chord(let chord)? = tune.voices[0].measures[0].items.first else {
      Issue.record("no chord")
      return
    }
    #expect(chord.notes.map(\.pitch.pitch) == [60, 64])
  }

  @Test func `percussion is left out and told of`() throws {
    var music = line([(60, .whole)])
    music.parts.append(Part(channel: 9, notes: music.parts[0].notes))
    var diagnostics: [Diagnostic] = []
    _ = try Tune(quantizing: music, diagnostics: &diagnostics)
    #expect(diagnostics.map(\.message) == ["1 notes of percussion are left out"])
    music.parts.removeFirst()
    #expect(throws: TranscriptionError.noNotes) { try Tune(quantizing: music) }
  }

  @Test func `the melody is the high part, one note at a time`() throws {
    var music = performance([(72, .zero, quarter), (76, quarter, quarter), (64, quarter, quarter)])
    let bass = [PerformedNote(onset: .zero, duration: .whole, pitch: 36)]
    music.parts.insert(Part(name: "Bass", program: 32, notes: bass), at: 0)
    let tune = try Tune(
      quantizing: music, options: TranscriptionOptions(selection: .melody))
    #expect(tune.voices.count == 1)
    let pitches = tune.voices[0].measures[0].items.compactMap { item in
      if case .note(let note) = item { note.pitch.pitch } else { nil }
    }
    #expect(pitches == [72, 76])
  }

  @Test(arguments: [
    (KeySignature(PitchName(.d), .major), 61, SpelledPitch(.c, alteration: 1, octave: 4)),
    (
      KeySignature(PitchName(.a, alteration: -1), .major), 61,
      SpelledPitch(.d, alteration: -1, octave: 4)
    ),
    (
      KeySignature(PitchName(.c, alteration: 1), .major), 60,
      SpelledPitch(.b, alteration: 1, octave: 3)
    ),
    (KeySignature(PitchName(.a), .minor), 68, SpelledPitch(.g, alteration: 1, octave: 4)),
    (KeySignature(PitchName(.f), .major), 65, SpelledPitch(.f, octave: 4)),
    (KeySignature(PitchName(.f), .major), 66, SpelledPitch(.f, alteration: 1, octave: 4)),
  ])
  func `pitches are spelled by the key`(key: KeySignature, pitch: Int, spelled: SpelledPitch) throws
  {
    let tonic = 48 + (key.tonic?.pitchClass ?? 0)
    let music = line([(tonic, NoteDuration(7, 8)), (pitch, eighth)], key: key)
    #expect(try items(music)[0].last == .note(Note(spelled, eighth)))
  }

  @Test func `without a key signature the notes tell the key`() throws {
    let scale = [62, 64, 65, 67, 69, 71, 72, 74, 69, 65, 64, 62]
    var music = line(scale.map { ($0, eighth) } + [(62, NoteDuration(1, 2))])
    music.keys = []
    #expect(try Tune(quantizing: music).keySignature == KeySignature(PitchName(.d), .dorian))
  }

  @Test func `played times move to the rhythm that is meant`() throws {
    var generator = SeededGenerator(seed: 3)
    var onset = NoteDuration.zero
    var notes: [PerformedNote] = []
    let lengths = [2, 2, 4, 1, 1, 2, 4, 3, 1, 4, 8].map { NoteDuration($0, 16) }
    for (index, length) in lengths.enumerated() {
      let late = NoteDuration(Int.random(in: 0...24, using: &generator), 1920)
      let held = length * NoteDuration(9, 10)
      notes.append(PerformedNote(onset: onset + late, duration: held, pitch: 60 + index))
      onset += length
    }
    let music = Performance(parts: [Part(notes: notes)], meters: [Timed(.zero, Meter(4, 4))])
    var diagnostics: [Diagnostic] = []
    let tune = try Tune(quantizing: music, diagnostics: &diagnostics)
    let written = try Performance(unrolling: tune).parts[0].notes.map(\.duration)
    #expect(written == lengths)
    #expect(diagnostics.map(\.code) == ["rounded-time"])
  }

  @Test func `played triplets are heard as triplets`() throws {
    let starts = [0, 83, 157, 240, 321, 398, 480].map { NoteDuration($0, 960) }
    let notes = starts.map { PerformedNote(onset: $0, duration: NoteDuration(1, 13), pitch: 60) }
    let tune = try Tune(quantizing: Performance(parts: [Part(notes: notes)]))
    let tuplets = tune.voices[0].measures[0].items.filter {
      if case .tuplet = $0 { true } else { false }
    }
    #expect(tuplets == Array(repeating: .tuplet(Tuplet(3, inTimeOf: 2, count: 3)), count: 2))
  }

  @Test func `music beyond reason is refused`() {
    let music = performance([(60, NoteDuration(1 << 40), .whole)])
    #expect(throws: TranscriptionError.tooManyMeasures) { try Tune(quantizing: music) }
  }

  @Test func `tuplets in a meter whose pulse they do not fit are written all the same`() throws {
    let notes = [(60, NoteDuration(1, 28)), (62, NoteDuration(5, 28)), (64, NoteDuration(7, 128))]
    let music = line(
      notes.map { (pitch: $0.0, duration: $0.1) } + [(65, NoteDuration(1, 20))],
      meter: Meter(45, 128))
    let tune = try Tune(quantizing: music)
    #expect(try Performance(unrolling: tune).parts.flatMap(\.notes).map(\.pitch).contains(65))
  }

  @Test func `voices and measures beyond all reason are refused`() throws {
    let parts = (0..<300).map { index in
      Part(
        channel: 0, program: 0,
        notes: [
          PerformedNote(onset: NoteDuration(index * 60), duration: quarter, pitch: 60, velocity: 80)
        ])
    }
    #expect(throws: TranscriptionError.tooManyVoices(300)) {
      try Tune(quantizing: Performance(parts: parts))
    }
    #expect(try Tune(quantizing: Performance(parts: Array(parts.prefix(10)))).voices.count == 10)
  }

  @Test func `times beyond all reason are refused, signatures there are left out`() throws {
    let far = NoteDuration(Int.max / 8, 3)
    let silence = performance([(60, far, quarter)])
    #expect(throws: TranscriptionError.tooManyMeasures) { try Tune(quantizing: silence) }
    let late = performance(
      [(60, .zero, quarter)],
      meters: [Timed(.zero, Meter(4, 4)), Timed(far, Meter(3, 4))],
      keys: [Timed(.zero, .cMajor), Timed(far, .cMajor)])
    #expect(try Tune(quantizing: late).voices[0].measures.count == 1)
  }
}
