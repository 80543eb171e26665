import MusicModel
import NoteVocabulary
import TestSupport
import Testing

@Suite struct TuneEncodingTests {
  private let encoding = TuneEncoding()

  private func symbols(_ tune: Tune, _ encoding: TuneEncoding = TuneEncoding()) throws -> String {
    let vocabulary = encoding.vocabulary
    return try encoding.encode(tune).tokens.map { vocabulary.symbols[Int($0)] }
      .joined(separator: " ")
  }

  @Test(arguments: 0..<40)
  func `decoding gives back what the encoding keeps of any tune`(block: UInt64) throws {
    for seed in 100 * block..<100 * (block + 1) {
      var random = RandomTune(seed: seed)
      let tune = random.tune()
      let reduced = encoding.reduced(tune)
      let encoded = try encoding.encode(tune)
      #expect(try encoding.decode(encoded.tokens) == reduced, "seed \(seed)")
      let again = try encoding.encode(reduced)
      #expect(again.tokens == encoded.tokens, "seed \(seed)")
      #expect(again.dropped.nonzero.isEmpty, "seed \(seed)")
      #expect(encoding.reduced(reduced) == reduced, "seed \(seed)")
    }
  }

  @Test(arguments: [
    TuneEncoding.Options(keepsTonic: false),
    TuneEncoding.Options(normalizesKey: false, keepsTonic: false),
    TuneEncoding.Options(normalizesKey: false, keepsTonic: true),
    TuneEncoding.Options(keepsChordSymbols: true), TuneEncoding.Options(keepsParts: true),
    TuneEncoding.Options(keepsVoices: true), TuneEncoding.Options(keepsLooseTies: true),
    .everything,
  ])
  func `every option decodes exactly`(options: TuneEncoding.Options) throws {
    let encoding = TuneEncoding(options)
    for seed in 0..<300 {
      var random = RandomTune(seed: UInt64(seed))
      let tune = random.tune()
      let encoded = try encoding.encode(tune)
      let decoded = try encoding.decode(encoded.tokens, tonic: encoded.tonic)
      #expect(decoded == encoding.reduced(tune), "seed \(seed)")
    }
  }

  @Test func `a jig in D is written relative to C`() throws {
    let eighth = NoteDuration(1, 8)
    let graced = Note(
      SpelledPitch(.f, alteration: 1, octave: 4), NoteDuration(1, 4),
      ornaments: Ornaments(graces: GraceGroup([Note(SpelledPitch(.a, octave: 4), eighth)])))
    let measure = Measure(
      items: [
        .note(graced), .note(Note(SpelledPitch(.a, octave: 4), eighth, isTied: true)),
        .chord(
          Chord(
            [
              Note(SpelledPitch(.a, octave: 4), NoteDuration(3, 8)),
              Note(SpelledPitch(.d, octave: 5), NoteDuration(3, 8)),
            ], duration: NoteDuration(3, 8))),
      ], barLine: .endRepeat)
    let tune = Tune(
      rhythm: "Double Jig", meter: Meter(6, 8), keySignature: KeySignature(PitchName(.d), .major),
      voices: [Voice(openingBarLine: .startRepeat, measures: [measure])])
    #expect(
      try symbols(tune)
        == "<s> R:jig M:6/8 K:maj T:D L:1/8 |: { G4 } 1/4 E4 G4 - 3/8 [ G4 C5 ] :| </s>")
  }

  @Test func `tuplets hold written lengths`() throws {
    let sixth = NoteDuration(1, 12)
    let notes = [4, 5, 6].map { MeasureItem.note(Note(SpelledPitch(.c, octave: $0), sixth)) }
    let tuplet = MeasureItem.tuplet(Tuplet(3, inTimeOf: 2, count: 3))
    let quarter = MeasureItem.note(Note(SpelledPitch(.e, octave: 4), NoteDuration(1, 4)))
    let tune = Tune(
      meter: Meter(2, 4),
      voices: [Voice(measures: [Measure(items: [tuplet] + notes + [quarter], barLine: .final)])])
    #expect(
      try symbols(tune)
        == "<s> R:? M:2/4 K:maj T:C L:1/4 (3:2 1/8 C4 1/8 C5 1/8 C6 E4 |] </s>")
  }

  @Test func `chords, parts and voices have tokens where they are kept`() throws {
    func measure(_ symbol: String, _ label: String?) -> Measure {
      let note = Note(SpelledPitch(.d, octave: 4), NoteDuration(1, 8))
      return Measure(
        partLabel: label, items: [.chordSymbol(ChordSymbol(symbol)), .note(note)],
        overlays: label == nil ? [] : [[.note(note)]])
    }
    let tune = Tune(
      keySignature: KeySignature(PitchName(.d), .major), partOrder: ["A", "x"],
      voices: [
        Voice(measures: [measure("Dm7/A", "A"), measure("F#o", nil), measure("N.C.", nil)]),
        Voice(id: "b", clef: "bass", transposition: -12),
      ])
    let encoding = TuneEncoding(.everything)
    #expect(
      try symbols(tune, encoding)
        == "<s> R:? M:none K:maj T:D L:1/8 P:= P:A P:* #1 #; #1 #2 #0 #; #; V: P:A \"C \"~m7 \"/ "
        + "\"G C4 & C4 | \"E \"~* #1 #; #1 #1 #1 #; C4 | \"* #4 #; #7 #8 #; #4 #6 #; #6 #7 #; "
        + "#4 #6 #; C4 | V:* #1 #; #9 #8 #; #0 #; #1 #; #4 #; #9 #8 #; #9 #7 #; #1 #1 #5 #; "
        + "#1 #1 #5 #; #- #1 #2 #; #0 #; #0 #; </s>")
    #expect(try encoding.decode(encoding.encode(tune).tokens) == encoding.reduced(tune))
    #expect(encoding.reduced(tune).voices == tune.voices)
  }

  @Test func `rare values are spelled in digits`() throws {
    let rare = MeasureItem.note(Note(SpelledPitch(.c, octave: -1), NoteDuration(7, 48)))
    let tune = Tune(
      meter: Meter(15, 16), voices: [Voice(measures: [Measure(items: [rare], barLine: nil)])])
    #expect(
      try symbols(tune)
        == "<s> R:? M:* #0 #; #1 #6 #; #1 #; #1 #5 #; K:maj T:C L:1/8 "
        + "length* #7 #; #4 #8 #; pitch* #0 #; #- #1 #; #0 #; #0 #; </s>")
  }

  @Test func `what tokens leave out is counted`() throws {
    var note = Note(SpelledPitch(.c, octave: 4), NoteDuration(1, 8))
    note.ornaments.decorations = ["trill", "fermata"]
    note.ornaments.syllables = ["la", nil]
    let tune = Tune(
      titles: ["One", "Two"], rhythm: "Jig",
      voices: [
        Voice(measures: [Measure(items: [.chordSymbol(ChordSymbol("C")), .note(note)])]), Voice(),
      ])
    let dropped = try encoding.encode(tune).dropped
    let expected: [(DroppedContent.Kind, Int)] = [
      (.titles, 2), (.rhythmTexts, 1), (.voices, 1), (.decorations, 2), (.chordSymbols, 1),
      (.syllables, 1),
    ]
    #expect(dropped.nonzero.map(\.kind) == expected.map(\.0))
    #expect(dropped.nonzero.map(\.count) == expected.map(\.1))
  }

  @Test func `ties to another pitch are dropped, ties at a repeat stay`() throws {
    func note(_ step: PitchStep, isTied: Bool) -> MeasureItem {
      .note(Note(SpelledPitch(step, octave: 4), NoteDuration(1, 8), isTied: isTied))
    }
    let measures = [
      Measure(items: [note(.c, isTied: true), note(.c, isTied: true)]),
      Measure(items: [note(.c, isTied: true), .annotation("x"), note(.d, isTied: true)]),
      Measure(
        items: [.rest(Rest(NoteDuration(1, 8))), note(.e, isTied: true)], barLine: .endRepeat),
      Measure(items: [note(.f, isTied: true)], barLine: .final),
    ]
    let tune = Tune(voices: [Voice(measures: measures)])
    let text = try symbols(tune)
    #expect(text.hasSuffix("C4 - C4 - | C4 D4 | z E4 - :| F4 |] </s>"))
    #expect(try encoding.encode(tune).dropped[.looseTies] == 3)
    #expect(try encoding.decode(encoding.encode(tune).tokens) == encoding.reduced(tune))
  }

  @Test func `lengths beyond all reason are refused`() throws {
    let long = NoteDuration(1 << 30)
    let tune = Tune(voices: [
      Voice(measures: [Measure(items: [.rest(Rest(long))])])
    ])
    #expect(throws: EncodingError.unreasonableDuration(long, measure: 1)) {
      try encoding.encode(tune)
    }
  }

  @Test(arguments: 0..<20)
  func `any tokens decode or say where they stop`(block: UInt64) throws {
    for seed in 100 * block..<100 * (block + 1) {
      var random = SeededGenerator(seed: seed)
      var tunes = RandomTune(seed: seed)
      var tokens = try encoding.encode(tunes.tune()).tokens
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: tokens.indices, using: &random)
        tokens[place] = Int32.random(in: -1...260, using: &random)
      }
      let (prefix, error) = encoding.decodePrefix(tokens)
      if error == nil {
        #expect(try encoding.decode(tokens) == prefix)
      } else {
        #expect(throws: EncodingError.self) { try encoding.decode(tokens) }
      }
    }
  }

  @Test func `errors name the token and what was expected`() {
    #expect(throws: EncodingError.unexpectedEnd(expected: "<s>")) { try encoding.decode([]) }
    let error = EncodingError.unexpectedToken("</s>", position: 1, expected: "a kind of tune")
    #expect(throws: error) { try encoding.decode([0, 1]) }
    #expect(error.description == "token 2 is '</s>'; expected a kind of tune")
  }
}
