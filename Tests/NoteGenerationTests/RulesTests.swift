import ABCNotation
import MusicModel
import NoteVocabulary
import Testing

@testable import NoteGeneration

/// What options make of the tunes of a model that knows nothing.
@Suite struct RulesTests {
  private let encoding = TuneEncoding()

  private func sample(
    _ rules: [any TokenConstraint], count: Int = 6, spread: Float = 6,
    _ change: (inout SamplingOptions) -> Void
  ) throws -> [(sequence: SampledSequence, tune: Tune)] {
    var options = SamplingOptions()
    options.constraints.meter = Meter(2, 4)
    options.constraints.measures = 8
    options.constraints.tonic = PitchName(.c)
    options.constraints.mode = .major
    change(&options)
    let grammar = try Grammar(TuneEncoding.Options(), options.constraints)
    var model = HashModel(vocabularySize: encoding.vocabulary.count, spread: spread)
    let sampler = try Sampler(options, grammar: grammar, constraints: rules)
    return try sampler.sample(&model, Array(0..<count)).map {
      #expect(grammar.accepts($0.tokens))
      return ($0, try encoding.decode($0.tokens))
    }
  }

  /// The tokens of an inner measure, as ``StuckBars`` sees them.
  private func feed(_ rule: inout StuckBars, _ symbols: [String], _ place: inout TunePlace) throws {
    for symbol in symbols {
      let token = try #require(encoding.vocabulary.id(of: symbol))
      place.advance(by: token)
      rule.advance(by: token, to: place)
    }
  }

  @Test func `a measure is refused the third time, not the second`() throws {
    var place = TunePlace(try Grammar())
    var rule = StuckBars()
    try feed(&rule, ["R:?", "M:4/4", "K:maj", "T:C", "L:1/2"], &place)
    func isAllowed(_ symbol: String) throws -> Bool {
      var allowed = [Bool](repeating: true, count: encoding.vocabulary.count)
      rule.restrict(&allowed, at: place)
      return allowed[Int(try #require(encoding.vocabulary.id(of: symbol)))]
    }
    let whole = ["C4", "D4", "|"]
    try feed(&rule, whole + ["C4"], &place)
    #expect(try isAllowed("D4"))
    try feed(&rule, ["D4", "|", "C4"], &place)
    #expect(try !isAllowed("D4"))
    #expect(try isAllowed("E4"))
    try feed(&rule, ["E4", "|", "C4"], &place)
    #expect(try isAllowed("D4"))
  }

  @Test(arguments: [Mode.minor, .mixolydian])
  func `notes outside of a mode that is asked for are fewer, and possible`(mode: Mode) throws {
    let tonic = PitchName(.d)
    let key = KeySignature(tonic, mode)
    func foreignShare(_ rules: [any TokenConstraint]) throws -> Double {
      let notes = try sample(rules, count: 12, spread: 1) {
        $0.constraints.tonic = tonic
        $0.constraints.mode = mode
      }.flatMap { $0.tune.voices[0].measures.flatMap(\.items) }.compactMap { item -> Note? in
        if case .note(let note) = item { note } else { nil }
      }
      let classes = Set(
        PitchStep.allCases.map { PitchName($0, alteration: key.alteration(of: $0)).pitchClass })
      let foreign = notes.count { !classes.contains($0.pitch.pitch % 12) }
      return Double(foreign) / Double(notes.count)
    }
    let (free, fitted) = (
      try foreignShare([]),
      try foreignShare([ModeFit(mode, tonic: tonic, isNormalized: true)])
    )
    #expect(fitted > 0)
    #expect(fitted < 0.5 * free, "\(fitted) and \(free)")
  }

  @Test func `measures have more notes where more are asked for`() throws {
    func density(_ wanted: Double) throws -> Double {
      let tunes = try sample([NoteDensity(notesPerMeasure: wanted)], spread: 2) { _ in }
      let measures = tunes.flatMap(\.tune.voices[0].measures)
      let notes = measures.flatMap(\.items).count(where: \.isTimed)
      return Double(notes) / Double(measures.count)
    }
    let (few, many) = (try density(2), try density(8))
    #expect(few < 4 && many > 5, "\(few), \(many)")
  }

  @Test func `the note under a chord's start belongs to it`() throws {
    let chords = try ChordProgression(parsing: "C | F G7")
    let rule = ChordFit(chords, tonic: PitchName(.g), isNormalized: true)
    // Sounding in G, tokens are written a fifth lower.
    let expected: [Set<Int>] = [[5, 9, 0], [10, 2, 5]]
    for (_, tune) in try sample(
      [rule], { $0.constraints.form = TuneForm(sections: [.init(measures: 4)]) })
    {
      let measures = tune.voices[0].measures
      guard measures[0].duration == NoteDuration(1, 2), measures.allSatisfy({ $0.ending == nil })
      else { continue }
      for (index, measure) in measures.enumerated().dropFirst() {
        guard case .note(let note)? = measure.items.first else { continue }
        if case .note(let last)? = measures[index - 1].items.last, last.isTied {
          continue
        }
        #expect(expected[index % 2].contains(note.pitch.pitch % 12))
      }
    }
  }

  @Test func `chords are read and written`() throws {
    for text in ["G C D G", "G C | D", "Em7 F#dim Bbmaj7 D/F#", "G C |"] {
      #expect(try ChordProgression(parsing: text).description == text)
    }
    #expect(throws: ChordProgressionError.unknownChord("H")) {
      try ChordProgression(parsing: "G H")
    }
    #expect(throws: ChordProgressionError.noChord) { try ChordProgression(parsing: " | ") }
    let key = try #require(try ChordProgression(parsing: "C Am").key)
    #expect(key == (PitchName(.a), .minor))
  }

  @Test func `chord symbols stand where their chord starts`() throws {
    let abc = "X:1\nM:2/4\nL:1/8\nK:G\nB | G2 GA | (3BBB d2 | c3 c | G3 :|\n"
    var tune = try #require(ABCReader().read(Array(abc.utf8), file: "x").tunes.first)
    tune.addChordSymbols(try ChordProgression(parsing: "G | C D | Em"))
    let text = ABCWriter().write(tune)
    #expect(text.contains(#"B | "G"G2 GA | "C"(3BBB "D"d2 | "Em"c3 c | "G"G3 :|"#), "\(text)")
    var other = try #require(ABCReader().read(Array(abc.utf8), file: "x").tunes.first)
    other.addFittingChordSymbols()
    #expect(ABCWriter().write(other).contains(#""G"G3 :|"#))
  }
}
