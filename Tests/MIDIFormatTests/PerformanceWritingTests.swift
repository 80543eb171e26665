import MIDIFormat
import MusicModel
import Testing

@Suite struct PerformanceWritingTests {
  private let tune = Performance(
    title: "Scale",
    parts: [
      Part(
        name: "Fiddle", channel: 0, program: 40,
        notes: [
          PerformedNote(onset: .zero, duration: NoteDuration(1, 4), pitch: 62),
          PerformedNote(onset: NoteDuration(1, 4), duration: NoteDuration(1, 4), pitch: 62),
        ]),
      Part(
        name: "Drums", channel: 9,
        notes: [PerformedNote(onset: .zero, duration: NoteDuration(1, 8), pitch: 36)]),
    ],
    tempi: [Timed(.zero, 96)], meters: [Timed(.zero, Meter(6, 8))],
    keys: [Timed(.zero, KeySignature(PitchName(.e), .dorian))])

  @Test func `a performance is read back as it was written`() throws {
    let bytes = MIDIFile(tune, options: MIDIWritingOptions()).bytes
    let file = try MIDIFile(reading: bytes, strict: true)
    #expect(file.format == .simultaneousTracks)
    #expect(Performance(file) == tune)
  }

  @Test func `format 0 holds all parts in one track`() throws {
    let file = MIDIFile(tune, options: MIDIWritingOptions(format: .singleTrack))
    #expect(file.tracks.count == 1)
    let again = Performance(try MIDIFile(reading: file.bytes, strict: true))
    #expect(again.parts.map(\.notes) == tune.parts.map(\.notes))
    #expect(again.parts.map(\.program) == [40, 0])
  }

  @Test func `a repeated pitch ends before it starts again`() {
    let events = MIDIFile(tune).tracks[1].filter { $0.tick == 480 }.map(\.event)
    #expect(
      events == [
        .noteOn(channel: 0, pitch: 62, velocity: 0), .noteOn(channel: 0, pitch: 62, velocity: 80),
      ])
  }

  @Test func `a note of no length takes no other note's end`() throws {
    let notes = [
      PerformedNote(onset: .zero, duration: NoteDuration(1, 4), pitch: 60),
      PerformedNote(onset: NoteDuration(1, 4), duration: .zero, pitch: 60),
      PerformedNote(onset: NoteDuration(1, 4), duration: NoteDuration(1, 4), pitch: 60),
    ]
    let file = MIDIFile(Performance(parts: [Part(notes: notes)]))
    #expect(Performance(try MIDIFile(reading: file.bytes)).parts[0].notes == notes)
  }

  @Test(arguments: [(1, 480), (3, 480), (5, 480), (7, 3360), (11, 5280), (9, 1440), (4096, 4096)])
  func `the division holds every time exactly`(parts: Int, division: Int) {
    let length = NoteDuration(1, 4 * parts)
    let music = Performance(
      parts: [Part(notes: [PerformedNote(onset: length, duration: length, pitch: 60)])])
    let file = MIDIFile(music)
    #expect(file.division == .ticksPerQuarter(division))
    #expect(file.diagnostics.isEmpty)
  }

  @Test func `times that no division holds move to the nearest tick and are told of`() {
    let notes = [32_749, 32_719].map {
      PerformedNote(onset: NoteDuration(1, $0), duration: NoteDuration(1, 4), pitch: 60)
    }
    let file = MIDIFile(Performance(parts: [Part(notes: notes)]))
    #expect(file.division == .ticksPerQuarter(480))
    #expect(
      file.diagnostics.map(\.message) == [
        "4 times fall between the ticks of 480 a quarter; moved to the nearest"
      ])
  }

  @Test func `the recipe and the copyright are found again`() throws {
    let file = MIDIFile(
      tune, options: MIDIWritingOptions(copyright: "© nobody", recipe: " seed=7", texts: ["x"]))
    let again = try MIDIFile(reading: file.bytes, strict: true)
    #expect(again.recipeText == " seed=7")
    #expect(again.copyright == "© nobody")
    #expect(MIDIFile(tune).recipeText == nil)
  }

  @Test func `parts that share a channel keep their programs`() throws {
    let first = PerformedNote(onset: .zero, duration: NoteDuration(1, 4), pitch: 60)
    var second = first
    second.onset = NoteDuration(1, 4)
    var third = first
    third.onset = NoteDuration(1, 2)
    let music = Performance(parts: [
      Part(channel: 0, program: 1, notes: [first, third]),
      Part(channel: 0, program: 2, notes: [second]),
    ])
    for format in [MIDIFile.Format.singleTrack, .simultaneousTracks] {
      let file = MIDIFile(music, options: MIDIWritingOptions(format: format))
      let again = Performance(try MIDIFile(reading: file.bytes))
      #expect(Set(again.parts) == Set(music.parts))
    }
  }

  @Test(arguments: [
    (KeySignature(PitchName(.d), .major), [2, 0]), (KeySignature(PitchName(.d), .minor), [255, 1]),
    (KeySignature(PitchName(.e), .dorian), [2, 1]),
    (KeySignature(PitchName(.a), .mixolydian), [2, 0]),
    (KeySignature(PitchName(.g, alteration: 1), .major), [252, 0]),
    (KeySignature(.highlandPipes), [2, 0]),
  ])
  func `keys keep their sharps and a minor third sets the flag`(
    key: KeySignature, bytes: [UInt8]
  ) {
    let file = MIDIFile(Performance(keys: [Timed(.zero, key)]))
    #expect(file.tracks[0].first?.event == .meta(MetaEvent(.keySignature, bytes)))
    #expect(Performance(file).keys.map(\.value.mode) == [key.mode ?? .major])
  }

  @Test func `bar lines fall where the measures start`() throws {
    let onsets = [0, 1, 7, 13, 18, 19, 25].map { NoteDuration($0, 8) }
    let note = PerformedNote(onset: .zero, duration: NoteDuration(31, 8), pitch: 60)
    let music = Performance(
      parts: [Part(notes: [note])], meters: [Timed(.zero, Meter(6, 8))], measureOnsets: onsets)
    #expect(
      Performance(MIDIFile(music)).meters == [
        Timed(.zero, Meter(1, 8)), Timed(onsets[1], Meter(6, 8)), Timed(onsets[3], Meter(5, 8)),
        Timed(onsets[4], Meter(1, 8)), Timed(onsets[5], Meter(6, 8)),
      ])
  }

  @Test func `the metronome clicks once a pulse`() {
    let file = MIDIFile(Performance(meters: [Timed(.zero, Meter(6, 8))]))
    #expect(file.tracks[0].map(\.event) == [.meta(MetaEvent(.timeSignature, [6, 3, 36, 8]))])
  }

  @Test func `a meter that MIDI cannot say is told of`() {
    let file = MIDIFile(Performance(meters: [Timed(.zero, Meter(5, 6))]))
    #expect(file.diagnostics.map(\.message) == ["meter 5/6 has no place in MIDI; left out"])
  }

  @Test func `a very long silence is written in coarse ticks, not in empty events`() throws {
    let notes = [0, 1 << 28].map {
      PerformedNote(onset: NoteDuration($0, 4), duration: NoteDuration(1, 4), pitch: 60)
    }
    let file = MIDIFile(Performance(parts: [Part(notes: notes)]))
    #expect(file.division == .ticksPerQuarter(1))
    #expect(file.bytes.count < 200)
    #expect(Performance(file).parts[0].notes == notes)
    // Drop-frame time has no exact division that is coarse.
    let far = PerformedNote(
      onset: NoteDuration(1001 << 28, 60_000), duration: NoteDuration(1, 4), pitch: 60)
    #expect(MIDIFile(Performance(parts: [Part(notes: [far])])).bytes.count < 400)
  }
}
