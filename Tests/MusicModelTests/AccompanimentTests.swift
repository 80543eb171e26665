import Testing

@testable import MusicModel

@Suite struct AccompanimentTests {
  /// A measure of one rest under chord symbols, each at an eighth from the start.
  private func tune(
    _ meter: Meter, _ symbols: [(eighth: Int, text: String)], directives: [String] = [],
    measures: Int = 1
  ) -> Tune {
    var items: [MeasureItem] = directives.map { .directive($0) }
    for eighth in 0..<(meter.beats * 8 / meter.beatUnit) {
      items += symbols.filter { $0.eighth == eighth }.map { .chordSymbol(ChordSymbol($0.text)) }
      items.append(.rest(Rest(NoteDuration(1, 8))))
    }
    let all = (0..<measures).map { Measure(items: $0 == 0 ? items : items.filter(\.isTimed)) }
    return Tune(meter: meter, voices: [Voice(measures: all)])
  }

  /// Onset in eighths and pitch of every accompanying note.
  private func strokes(_ tune: Tune) throws -> [String] {
    let eighth = NoteDuration(1, 8)
    return try Performance(unrolling: tune, isAccompanied: true).parts.dropFirst()
      .flatMap(\.notes).map { note in
        let onset = note.onset / eighth
        return (onset.wholeNotes, "\(onset.numerator)/\(onset.denominator):\(note.pitch)")
      }
      .sorted { $0 < $1 }.map(\.1)
  }

  @Test func `bass and chord alternate by the meter`() throws {
    #expect(
      try strokes(tune(Meter(6, 8), [(0, "Am")]))
        == ["0/1:33", "2/1:45", "2/1:48", "2/1:52", "3/1:28", "5/1:45", "5/1:48", "5/1:52"])
    #expect(
      try strokes(tune(Meter(3, 4), [(0, "C")]))
        == ["0/1:36", "2/1:48", "2/1:52", "2/1:55", "4/1:48", "4/1:52", "4/1:55"])
  }

  @Test func `a new chord brings its bass, a chord with a bass has that one`() throws {
    #expect(
      try strokes(tune(Meter(2, 4), [(0, "G"), (3, "D/F#")]))
        == [
          "0/1:43", "1/1:55", "1/1:59", "1/1:62", "2/1:38", "3/1:42", "3/1:50", "3/1:54", "3/1:57",
        ])
  }

  @Test func `nothing sounds before the first chord, without chords, or unasked`() throws {
    let late = try strokes(tune(Meter(2, 4), [(2, "C")]))
    #expect(late == ["2/1:36", "3/1:48", "3/1:52", "3/1:55"])
    #expect(try strokes(tune(Meter(2, 4), [(0, "N.C.")])).isEmpty)
    let silent = try Performance(unrolling: tune(Meter(2, 4), [(0, "C")]))
    #expect(silent.parts.count == 1)
  }

  @Test func `directives give the pattern and turn it off`() throws {
    #expect(
      try strokes(tune(Meter(2, 4), [(0, "C")], directives: ["MIDI gchord fzg2"]))
        == ["0/1:36", "2/1:60"])
    #expect(
      try strokes(tune(Meter(2, 4), [(0, "C")], directives: ["MIDI gchordoff"], measures: 2))
        .isEmpty)
  }

  @Test func `drums follow their pattern`() throws {
    let directives = ["MIDI drum dzd2 35 38 100 60", "MIDI drumon"]
    let performance = try Performance(
      unrolling: tune(Meter(2, 4), [], directives: directives), isAccompanied: true)
    let drums = try #require(performance.parts.last)
    #expect(drums.channel == 9)
    #expect(drums.notes.map(\.pitch) == [35, 38])
    #expect(drums.notes.map(\.velocity) == [100, 60])
    #expect(drums.notes.map(\.onset) == [.zero, NoteDuration(1, 4)])
  }

  @Test func `beat and grace say how notes are played`() throws {
    let grace = GraceGroup([Note(SpelledPitch(.d, octave: 5), NoteDuration(1, 8))])
    let notes = (0..<4).map { index in
      MeasureItem.note(
        Note(
          SpelledPitch(.c, octave: 5), NoteDuration(1, 8),
          ornaments: Ornaments(graces: index == 3 ? grace : nil)))
    }
    let tune = Tune(
      meter: Meter(2, 4),
      fields: [
        TextField("%", "MIDI beat 100 90 70 1"), TextField("%", "MIDI grace 3/4"),
      ], voices: [Voice(measures: [Measure(items: notes)])])
    let played = try Performance(unrolling: tune).parts[0].notes
    #expect(played.filter { $0.pitch == 72 }.map(\.velocity) == [100, 70, 90, 70])
    #expect(played.last?.duration == NoteDuration(1, 32))
  }

  @Test(arguments: [
    ("G", 7, [0, 4, 7]), ("Bbm7", 10, [0, 3, 7, 10]), ("F♯dim", 6, [0, 3, 6]),
    ("D7(Am)", 2, [0, 4, 7, 10]), ("Ammaj9", 9, [0, 3, 7]),
  ])
  func `chord symbols are read`(text: String, root: Int, intervals: [Int]) throws {
    let chord = try #require(ChordName(text))
    #expect(chord.root == root)
    #expect(chord.intervals == intervals)
  }

  @Test(arguments: ["", "N.C.", "x", "(G)"])
  func `what names no chord is none`(text: String) { #expect(ChordName(text) == nil) }
}
