import Foundation
import MusicModel
import TestSupport
import Testing

@testable import NoteVocabulary

@Suite struct EventEncodingTests {
  private let encoding = EventEncoding()

  private func note(
    _ onset: NoteDuration, _ duration: NoteDuration, _ pitch: Int, _ velocity: Int = 80
  ) -> PerformedNote {
    PerformedNote(onset: onset, duration: duration, pitch: pitch, velocity: velocity)
  }

  private func symbols(_ performance: Performance) throws -> String {
    let vocabulary = encoding.vocabulary
    return try encoding.encode(performance).tokens.compactMap { vocabulary.symbol(of: $0) }
      .joined(separator: " ")
  }

  @Test func `parts, chords and drums are told in order, and only what changes`() throws {
    let quarter = NoteDuration(1, 4)
    let violins = [note(.zero, quarter, 72), note(quarter, quarter, 74)]
    let chord = [note(.zero, quarter, 60), note(.zero, quarter, 64)]
    let drums = [note(quarter, NoteDuration(1, 400), 38, 127)]
    let performance = Performance(
      parts: [
        Part(channel: 9, program: 8, notes: drums), Part(channel: 1, program: 40, notes: violins),
        Part(channel: 2, program: 40, notes: chord),
      ],
      tempi: [Timed(.zero, 96)], meters: [Timed(.zero, Meter(3, 4))])
    #expect(
      try symbols(performance)
        == "<s> BAR METER:3/4 AT:0 TEMPO:96 PROGRAM:40 VELOCITY:80 LENGTH:24 NOTE:72 "
        + "LAYER:1 VELOCITY:80 LENGTH:24 NOTE:64 NOTE:60 AT:24 LAYER:0 NOTE:74 "
        + "DRUMS:8 VELOCITY:127 LENGTH:0 STROKE:38 </s>")
    let decoded = try encoding.decode(encoding.encode(performance).tokens)
    #expect(decoded.parts.map(\.program) == [40, 40, 8])
    #expect(decoded.parts.map(\.channel) == [0, 1, 9])
    #expect(decoded.parts[0].notes == violins)
    #expect(decoded.parts[1].notes == chord)
    #expect(decoded.parts[2].notes == [note(quarter, NoteDuration(1, 384), 38, 127)])
    #expect(decoded.tempi == performance.tempi)
    #expect(decoded.meters == performance.meters)
  }

  @Test func `silent measures are skipped, and long notes are spelled`() throws {
    let far = NoteDuration(4 * 21 + 1)
    let performance = Performance(
      parts: [Part(notes: [note(far, NoteDuration(21, 4), 60), note(far, NoteDuration(3), 59)])])
    #expect(
      try symbols(performance)
        == "<s> BAR METER:4/4 AT:0 TEMPO:120 BARS:64 BARS:16 BARS:4 BAR AT:0 "
        + "PROGRAM:0 VELOCITY:80 LONG:4 LONG:1 LENGTH:24 NOTE:60 LONG:2 LENGTH:96 NOTE:59 </s>")
    let decoded = try encoding.decode(encoding.encode(performance).tokens)
    #expect(Set(decoded.parts[0].notes) == Set(performance.parts[0].notes))
  }

  @Test(arguments: [
    [Timed(NoteDuration(21, 2), Meter(4, 4))],
    [
      Timed(.zero, Meter(4, 4)), Timed(NoteDuration(21, 2), Meter(2, 4)),
      Timed(NoteDuration(11), Meter(4, 4)),
    ],
    [Timed(NoteDuration(1, 4), Meter(2, 4)), Timed(NoteDuration(1, 2), Meter(4, 4))],
  ])
  func `a meter that is said again, or gone before a measure starts, is not told`(
    meters: [Timed<Meter>]
  ) throws {
    let quarter = NoteDuration(1, 4)
    let notes = [note(.zero, quarter, 60), note(NoteDuration(53, 4), quarter, 60)]
    let performance = Performance(parts: [Part(notes: notes)], meters: meters)
    let tokens = try encoding.encode(performance).tokens
    #expect(
      try symbols(performance)
        == "<s> BAR METER:4/4 AT:0 TEMPO:120 PROGRAM:0 VELOCITY:80 LENGTH:24 NOTE:60 "
        + "BARS:4 BARS:4 BARS:4 BAR AT:24 NOTE:60 </s>")
    #expect(try encoding.encode(encoding.decode(tokens)).tokens == tokens)
  }

  @Test func `a pick-up is a measure of its own length`() throws {
    let eighth = NoteDuration(1, 8)
    let notes = (0..<7).map { note(eighth * $0, eighth, 60 + $0) }
    let performance = Performance(
      parts: [Part(notes: notes)], meters: [Timed(.zero, Meter(6, 8))],
      measureOnsets: [.zero, eighth])
    let text = try symbols(performance)
    #expect(text.hasPrefix("<s> BAR METER:1/8 AT:0 TEMPO:120"))
    #expect(text.contains("NOTE:60 BAR METER:6/8 AT:0 NOTE:61 AT:12 NOTE:62"))
    #expect(try encoding.decode(encoding.encode(performance).tokens).parts[0].notes == notes)
  }

  @Test(arguments: 1...10) func `every note comes back within half a step`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let performance = Performance.random(using: &generator)
    let encoded = try encoding.encode(performance)
    #expect(EventGrammar.everyLength.accepts(encoded.tokens))
    let decoded = try encoding.decode(encoded.tokens)
    #expect(try encoding.encode(decoded).tokens == encoded.tokens)
    let halfStep = NoteDuration(1, 192)
    let (before, after) = (performance.notesByPitch, decoded.notesByPitch)
    #expect(before.keys == after.keys)
    for (key, notes) in before {
      let found = try #require(after[key])
      #expect(found.count == notes.count)
      for (note, other) in zip(notes, found) {
        #expect(note.onset.distance(to: other.onset) <= halfStep)
        let (end, otherEnd) = (note.onset + note.duration, other.onset + other.duration)
        #expect(
          end.distance(to: otherEnd) <= halfStep || other.duration == EventEncoding.shortest)
      }
    }
  }

  @Test func `times beyond all reason are refused`() {
    for (onset, duration) in [
      (NoteDuration(1 << 60), NoteDuration.zero), (.zero, NoteDuration(20_000)),
    ] {
      let performance = Performance(parts: [Part(notes: [note(onset, duration, 60)])])
      #expect(throws: EncodingError.unreasonableLength(onset + duration)) {
        try encoding.encode(performance)
      }
    }
  }

  @Test func `tokens that are no performance are refused with their place`() throws {
    func error(_ symbols: String) -> String? {
      let vocabulary = encoding.vocabulary
      let tokens = symbols.split(separator: " ").compactMap { vocabulary.id(of: String($0)) }
      return encoding.decodePrefix(tokens).error?.description
    }
    #expect(
      error("<s> BAR METER:4/4 AT:0 NOTE:60")
        == "token 5 is 'NOTE:60'; expected a PROGRAM before it")
    #expect(
      error("<s> BAR METER:1/8 AT:12") == "token 4 is 'AT:12'; expected a step of the measure")
    #expect(error("<s> BAR METER:4/4") == "the tokens stop; expected </s>")
  }

  @Test func `tokens are transposed, drums not`() throws {
    let notes = [note(.zero, .whole, 120)]
    let performance = Performance(parts: [Part(notes: notes), Part(channel: 9, notes: notes)])
    let tokens = try encoding.encode(performance).tokens
    let moved = try #require(EventEncoding.transposed(tokens, by: 7))
    #expect(try encoding.decode(moved).parts.map { $0.notes[0].pitch } == [127, 120])
    #expect(EventEncoding.transposed(tokens, by: 8) == nil)
  }
}

@Suite struct EventGrammarTests {
  @Test(arguments: 1...10) func `whatever is drawn comes to an end and can be played`(seed: UInt64)
    throws
  {
    var generator = SeededGenerator(seed: seed)
    let grammar = try EventGrammar(minimumBars: 2, maximumBars: 5, meter: Meter(3, 8))
    let vocabulary = EventEncoding().vocabulary
    var state = grammar.initialState()
    var mask = [Bool](repeating: false, count: vocabulary.count)
    var tokens: [Int32] = []
    while !state.hasEnded {
      grammar.mask(state, into: &mask)
      guard let token = mask.indices.filter({ mask[$0] }).randomElement(using: &generator) else {
        Issue.record("a dead end after \(tokens.compactMap { vocabulary.symbol(of: $0) })")
        return
      }
      grammar.advance(&state, by: Int32(token))
      tokens.append(Int32(token))
    }
    let performance = try EventEncoding().decode(tokens)
    #expect(performance.meters == [Timed(.zero, Meter(3, 8))])
    #expect(performance.parts.contains { !$0.notes.isEmpty })
    #expect(performance.parts.allSatisfy { $0.notes.allSatisfy { $0.onset < NoteDuration(15, 8) } })
  }

  @Test func `a meter without a token is refused`() {
    #expect(throws: ConstraintError.unsupportedMeter(Meter(5, 3))) {
      try EventGrammar(meter: Meter(5, 3))
    }
  }
}

extension EventGrammar {
  /// The grammar of pieces of any length that tests make up.
  static let everyLength = {
    do { return try EventGrammar(maximumBars: 1_000_000) } catch { preconditionFailure("\(error)") }
  }()
}

extension Performance {
  /// Music off every grid, with several parts, changes of tempo and meter, and drums.
  fileprivate static func random(using generator: inout SeededGenerator) -> Performance {
    var performance = Performance()
    func time(_ most: Int) -> NoteDuration {
      NoteDuration(Int.random(in: 0..<most * 480, using: &generator), 480)
    }
    for _ in 0..<4 {
      let notes = (0..<40).map { _ in
        PerformedNote(
          onset: time(20), duration: time(2), pitch: Int.random(in: 30..<60, using: &generator),
          velocity: Int.random(in: 1...127, using: &generator))
      }.sorted { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) }
      performance.parts.append(
        Part(
          channel: Bool.random(using: &generator) ? 9 : 0,
          program: [0, 8, 40][Int.random(in: 0..<3, using: &generator)], notes: notes))
    }
    performance.tempi = (0..<4).map { _ in
      Timed(time(20), Double.random(in: 30...300, using: &generator))
    }.sorted { $0.onset < $1.onset }
    performance.meters = (0..<4).map { index in
      Timed(NoteDuration(index * 5), [Meter(6, 8), Meter(4, 4), Meter(7, 16), Meter(5, 2)][index])
    }
    return performance
  }

  /// The notes by sound and pitch, each list by onset as the grid has it.
  fileprivate var notesByPitch: [[Int]: [PerformedNote]] {
    var notes: [[Int]: [PerformedNote]] = [:]
    for part in parts {
      for note in part.notes {
        notes[[part.isPercussion ? 1 : 0, part.program, note.pitch], default: []].append(note)
      }
    }
    return notes.mapValues { list in
      list.sorted {
        ($0.onset.gridStep, ($0.onset + $0.duration).gridStep) < (
          $1.onset.gridStep, ($1.onset + $1.duration).gridStep
        )
      }
    }
  }
}

extension NoteDuration {
  fileprivate func distance(to other: Self) -> Self { self < other ? other - self : self - other }

  fileprivate var gridStep: Int { nearestTick(ticksPerQuarter: 24) }
}
