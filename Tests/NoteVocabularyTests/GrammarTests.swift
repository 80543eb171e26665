import MusicModel
import NoteVocabulary
import Testing

@Suite struct GrammarTests {
  private let encoding = TuneEncoding()

  private func constraints(
    _ change: (inout TuneConstraints) throws -> Void
  ) rethrows -> TuneConstraints {
    var constraints = TuneConstraints()
    try change(&constraints)
    return constraints
  }

  @Test(arguments: Grammar.supportedMeters, GrammarWalk.Choice.allCases)
  func `random walks end as well-formed tunes`(meter: Meter, choice: GrammarWalk.Choice) throws {
    let constraints = constraints {
      $0.meter = meter
      $0.maximumMeasures = 5
      $0.minimumMeasures = 1
    }
    let grammar = try Grammar(TuneEncoding.Options(), constraints)
    for seed in 0..<5 {
      let walk = GrammarWalk(grammar, choice, seed: UInt64(seed))
      #expect(walk.deadEnds == 0, "seed \(seed)")
      #expect(grammar.accepts(walk.tokens), "seed \(seed)")
      let faults = MeasureChecker(try encoding.decode(walk.tokens)).faults
      #expect(faults.isEmpty, "seed \(seed): \(faults)")
    }
  }

  @Test(arguments: ["AABB", "ABC", "AABBCC", "4+2", "AAB", "1+1+1"])
  func `walks have the form asked for`(text: String) throws {
    let form = try TuneForm(parsing: text, measures: text.contains("+") ? nil : 6)
    let constraints = constraints {
      $0.meter = Meter(3, 8)
      $0.form = form
    }
    let grammar = try Grammar(TuneEncoding.Options(), constraints)
    for seed in 0..<8 {
      let walk = GrammarWalk(grammar, .byKind, seed: UInt64(seed))
      #expect(walk.deadEnds == 0)
      let tune = try encoding.decode(walk.tokens)
      #expect(MeasureChecker(tune).faults.isEmpty)
      let found = FormFinder(tune).sections
      #expect(found.map(\.measures) == form.sections.map(\.measures), "seed \(seed)")
      for (section, asked) in zip(found, form.sections) where asked.isRepeated != nil {
        #expect(section.isRepeated == asked.isRepeated, "seed \(seed)")
      }
    }
  }

  @Test(arguments: [1, 2, 5, 12])
  func `walks have the measures asked for`(measures: Int) throws {
    let constraints = constraints {
      $0.meter = Meter(2, 4)
      $0.measures = measures
    }
    let grammar = try Grammar(TuneEncoding.Options(), constraints)
    for seed in 0..<6 {
      let walk = GrammarWalk(grammar, .byKind, seed: UInt64(seed))
      let tune = try encoding.decode(walk.tokens)
      #expect(FormFinder(tune).sections.reduce(0) { $0 + $1.measures } == measures)
    }
  }

  @Test(arguments: [
    "L:1/4 G4 |: C4 C4 C4 | C4 C4 C4 :|",  // A pick-up before the repeat.
    "L:1/4 C4 C4 C4 | C4 || C4 C4 | C4 C4 C4 | C4 |]",  // A section played once ends short.
    "L:1/4 |: C4 C4 C4 || C4 C4 C4 :|",  // A double bar line inside a repeat.
    "L:1/4 C4 C4 C4 || K:min T:A C4 C4 C4 |]",  // A change of key.
    "L:1/4 G4 | C4 C4 C4 | [1 C4 C4 :| [2 C4 C4 C4 || C4 C4 C4 |]",  // An ending that is full.
  ])
  func `what people write is allowed`(music: String) throws {
    var constraints = TuneConstraints()
    constraints.minimumMeasures = 1
    let grammar = try Grammar(TuneEncoding.Options(), constraints)
    let text = "<s> R:? M:3/4 K:maj T:C \(music) </s>"
    let tokens = try text.split(separator: " ").map { symbol in
      try #require(encoding.vocabulary.id(of: String(symbol)), "\(symbol)")
    }
    let isAccepted = grammar.accepts(tokens)
    #expect(isAccepted)
    #expect(MeasureChecker(try encoding.decode(tokens)).faults.isEmpty)
  }

  @Test(arguments: [
    "L:1/4 G4 | C4 C4 C4 | C4 C4 C4 :|",  // The repeat goes back to a pick-up.
    "L:1/4 G4 | C4 C4 C4 | C4 C4 C4 |]",  // Nothing completes the pick-up.
    "L:1/4 C4 C4 C4 | C4 || C4 C4 C4 | C4 C4 C4 |]",  // Nothing completes the short measure.
    "L:1/4 |: C4 C4 C4 | C4 C4 :|",
    "L:1/4 C4 C4 | C4 C4 C4 C4 |]",
  ])
  func `measures that nothing completes are not`(music: String) throws {
    let grammar = try Grammar()
    let text = "<s> R:? M:3/4 K:maj T:C \(music) </s>"
    let tokens = text.split(separator: " ").compactMap { encoding.vocabulary.id(of: String($0)) }
    let isAccepted = grammar.accepts(tokens)
    #expect(!isAccepted)
  }

  @Test func `chord symbols come before their notes where they are kept`() throws {
    let options = TuneEncoding.Options(keepsChordSymbols: true)
    let constraints = constraints {
      $0.meter = Meter(3, 8)
      $0.maximumMeasures = 6
    }
    let grammar = try Grammar(options, constraints)
    var chords = 0
    for seed in 0..<8 {
      let walk = GrammarWalk(grammar, .byKind, options, seed: UInt64(seed))
      #expect(walk.deadEnds == 0)
      let tune = try TuneEncoding(options).decode(walk.tokens)
      #expect(MeasureChecker(tune).faults.isEmpty)
      for measure in tune.voices[0].measures {
        var isPending = false
        for item in measure.items {
          if case .chordSymbol = item { (isPending, chords) = (true, chords + 1) }
          if item.isTimed { isPending = false }
        }
        #expect(!isPending, "seed \(seed)")
      }
    }
    #expect(chords > 10)
  }

  @Test func `header and range are as asked for`() throws {
    let constraints = constraints {
      $0.rhythm = .slipJig
      $0.meter = Meter(9, 8)
      $0.mode = .dorian
      $0.tonic = PitchName(.e)
      $0.range = 62...83
      $0.maximumMeasures = 8
    }
    let grammar = try Grammar(TuneEncoding.Options(), constraints)
    for seed in 0..<5 {
      let tune = try encoding.decode(GrammarWalk(grammar, .byToken, seed: UInt64(seed)).tokens)
      #expect(tune.rhythm == "slip jig")
      #expect(tune.meter == Meter(9, 8))
      #expect(tune.keySignature == KeySignature(PitchName(.e), .dorian))
      for pitch in tune.pitches {
        #expect((62...83).contains(pitch.pitch))
        #expect(abs(pitch.alteration) <= 2)
      }
    }
  }

  @Test func `dances keep to their meters unless a user asks for another`() throws {
    for seed in 0..<200 {
      var header = GrammarWalk(try Grammar(), .byToken, seed: UInt64(seed), limit: 6).tokens
      header.append(Vocabulary.endToken)
      let tune = try encoding.decode(header)
      let kind = tune.rhythm.flatMap { RhythmKind($0) }
      #expect(kind?.isUsual(in: tune.meter) ?? true, "\(tune.rhythm ?? "") in \(tune.meter)")
    }
    let constraints = constraints { ($0.rhythm, $0.meter) = (.hornpipe, Meter(3, 2)) }
    let grammar = try Grammar(TuneEncoding.Options(), constraints)
    let walk = GrammarWalk(grammar, .byToken, seed: 1)
    #expect(try encoding.decode(walk.tokens).meter == Meter(3, 2))
  }

  @Test(arguments: [nil, "AABB", "4+2", "1+1"], GrammarWalk.Choice.allCases)
  func `tunes end on the tonic where asked`(form: String?, choice: GrammarWalk.Choice) throws {
    let constraints = try constraints {
      $0.meter = Meter(3, 8)
      $0.minimumMeasures = 1
      $0.maximumMeasures = 4
      $0.endsOnTonic = true
      $0.form = try form.map { text throws(TuneFormError) in
        try TuneForm(parsing: text, measures: text == "AABB" ? 4 : nil)
      }
    }
    let grammar = try Grammar(TuneEncoding.Options(), constraints)
    for seed in 0..<10 {
      let walk = GrammarWalk(grammar, choice, seed: UInt64(seed))
      #expect(walk.deadEnds == 0)
      let tune = try encoding.decode(walk.tokens)
      #expect(MeasureChecker(tune).faults.isEmpty)
      let last = tune.voices[0].measures.flatMap(\.items).last(where: \.isTimed)
      guard case .note(let note) = last else {
        Issue.record("the tune ends on no note")
        continue
      }
      let tonic = tune.keySignature.tonic
      #expect(PitchName(note.pitch.step, alteration: note.pitch.alteration) == tonic)
    }
    let narrow = self.constraints {
      ($0.endsOnTonic, $0.tonic, $0.range) = (true, PitchName(.c), 62...64)
    }
    #expect(throws: ConstraintError.narrowRange(62...64)) {
      try Grammar(TuneEncoding.Options(), narrow)
    }
  }

  @Test(arguments: [nil, Mode.lydian])
  func `the key is one whose tonic lies in the range`(mode: Mode?) throws {
    let constraints = constraints {
      ($0.meter, $0.measures, $0.mode) = (Meter(3, 8), 2, mode)
      ($0.endsOnTonic, $0.range) = (true, 62...64)
    }
    let grammar = try Grammar(TuneEncoding.Options(), constraints)
    for seed in 0..<10 {
      let walk = GrammarWalk(grammar, .byToken, seed: UInt64(seed))
      #expect(walk.deadEnds == 0)
      let key = try encoding.decode(walk.tokens).keySignature
      #expect([2, 3, 4].contains(key.tonic?.pitchClass))
      #expect(mode == nil || key.mode == mode)
    }
  }

  @Test func `every key has at most seven sharps or flats`() throws {
    let grammar = try Grammar()
    for seed in 0..<100 {
      var header = GrammarWalk(grammar, .byToken, seed: UInt64(seed), limit: 6).tokens
      header.append(Vocabulary.endToken)
      let key = try encoding.decode(header).keySignature
      #expect(abs(key.sharps) <= 7)
    }
  }

  @Test func `what nobody can meet is refused`() {
    func refusal(_ change: (inout TuneConstraints) -> Void) -> ConstraintError? {
      do throws(ConstraintError) {
        _ = try Grammar(TuneEncoding.Options(), constraints(change))
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal { $0.meter = Meter.none } == .unsupportedMeter(.none))
    #expect(refusal { $0.measures = 0 } == .impossibleMeasures(0))
    #expect(refusal { $0.minimumMeasures = 65 } == .impossibleMeasures(65))
    #expect(refusal { $0.range = 0...20 } == .narrowRange(0...20))
    let gSharp = PitchName(.g, alteration: 1)
    #expect(refusal { ($0.tonic, $0.mode) = (gSharp, .major) } == .unsupportedKey(gSharp, .major))
    #expect(refusal { $0.tonic = gSharp } == nil)
  }
}

extension Tune {
  fileprivate var pitches: [SpelledPitch] {
    voices[0].measures.flatMap(\.items).flatMap { item -> [Note] in
      switch item {
      case .note(let note): [note] + (note.ornaments.graces?.notes ?? [])
      case .chord(let chord): chord.notes + (chord.ornaments.graces?.notes ?? [])
      default: []
      }
    }.map(\.pitch)
  }
}

/// Counts the sections of a well-formed tune: pick-ups do not count, endings count once.
struct FormFinder {
  var sections: [TuneForm.Section] = []

  init(_ tune: Tune) {
    let measures = tune.voices[0].measures
    let full = tune.meter.measureDuration ?? .whole
    var count = 0
    var countBeforeEnding = 0
    /// Whether the next measure is a pick-up.
    var isPickup = measures[0].duration < full
    var hasEndings = false
    for (index, measure) in measures.enumerated() {
      if measure.ending == [1] { (countBeforeEnding, hasEndings) = (count, true) }
      if measure.ending == [2] { count = countBeforeEnding }
      let wasPickup = isPickup
      isPickup = false
      let isLast = index == measures.count - 1
      if wasPickup { continue }
      count += 1
      guard measure.barLine != .single || isLast else { continue }
      if !isLast, measures[index + 1].ending == [2] { continue }
      let isRepeated = hasEndings || measure.barLine?.endedRepeats ?? 0 > 0
      sections.append(TuneForm.Section(measures: count, isRepeated: isRepeated))
      (count, hasEndings, isPickup) = (0, false, measure.duration < full)
    }
  }
}
