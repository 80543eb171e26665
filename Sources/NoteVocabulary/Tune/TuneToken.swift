package import MusicModel

/// The meaning of one token of the tune encoding.
///
/// The `spelled…` cases are followed by numbers in digits, each closed by ``numberEnd``: they say
/// what no token of its own exists for, so that every tune can be encoded.
package enum TuneToken: Hashable, Sendable {
  case start
  case end

  /// The kind of tune; `nil` where it is unknown.
  case rhythm(RhythmKind?)

  case meter(Meter)
  /// Notation, beat unit, number of groups, then the groups.
  case spelledMeter

  case mode(Mode)
  case noKey
  case highlandPipes
  case highlandPipesMarked
  /// The accidentals that follow replace the mode's own.
  case explicitKey
  /// The next tonic token names a letter that the key alters.
  case keyAccidental

  case tonic(PitchName)
  /// Step, alteration.
  case spelledTonic

  /// The length of a note without a duration token.
  case unit(NoteDuration)

  case pitch(SpelledPitch)
  /// Step, octave, alteration, cents.
  case spelledPitch

  /// The written length of the note, chord or rest that follows.
  case duration(NoteDuration)
  /// Numerator, denominator.
  case spelledDuration

  case rest
  case invisibleRest
  /// The number of measures.
  case measuresRest
  /// The number of measures.
  case invisibleMeasuresRest

  /// The note before is tied to the next one.
  case tie
  case chordStart
  case chordEnd
  case graceStart
  case acciaccaturaStart
  case graceEnd

  case tuplet(Tuplet)
  /// Actual, normal, count.
  case spelledTuplet

  case bar(BarLine)
  /// Style, ended repeats, started repeats.
  case spelledBar
  /// A measure ends without a bar line, and another follows.
  case noBar
  case emptyMeasure

  /// The measure is played in this repeat; several in a row form a list.
  case ending(Int)
  /// The number.
  case spelledEnding

  case digit(Int)
  case minus
  case numberEnd

  // The tokens below exist in the extended table alone.

  /// The root of a chord symbol; its quality and, after ``chordSlash``, its bass may follow.
  case chordRoot(PitchName)
  case chordQuality(String)
  /// A text.
  case spelledChordQuality
  /// The next root token names the bass.
  case chordSlash
  /// A text that is no chord, or one whose root has no token.
  case spelledChordSymbol

  /// The order of the parts follows, label by label, closed by ``numberEnd``.
  case partOrder
  case partLabel(String)
  /// A text.
  case spelledPartLabel

  /// Another voice begins, named by its number and without properties of its own.
  case voice
  /// Id, name, clef, transposition, program and channel; see ``TuneWriter``.
  case spelledVoice
  /// Another layer of the measure begins.
  case overlay
}

extension TuneToken {
  /// The symbol in the vocabulary.
  package var symbol: String {
    switch self {
    case .start: Vocabulary.startSymbol
    case .end: Vocabulary.endSymbol
    case .rhythm(let kind): "R:" + (kind?.rawValue ?? "?")
    case .meter(let meter): "M:\(meter)"
    case .spelledMeter: "M:*"
    case .mode(let mode): "K:" + mode.abbreviation
    case .noKey: "K:none"
    case .highlandPipes: "K:HP"
    case .highlandPipesMarked: "K:Hp"
    case .explicitKey: "K:exp"
    case .keyAccidental: "K:^"
    case .tonic(let name): "T:\(name)"
    case .spelledTonic: "T:*"
    case .unit(let duration): "L:\(duration)"
    case .pitch(let pitch): "\(PitchName(pitch.step, alteration: pitch.alteration))\(pitch.octave)"
    case .spelledPitch: "pitch*"
    case .duration(let duration): "\(duration)"
    case .spelledDuration: "length*"
    default: punctuation
    }
  }

  private var punctuation: String {
    switch self {
    case .rest: "z"
    case .invisibleRest: "x"
    case .measuresRest: "Z"
    case .invisibleMeasuresRest: "X"
    case .tie: "-"
    case .chordStart: "["
    case .chordEnd: "]"
    case .graceStart: "{"
    case .acciaccaturaStart: "{/"
    case .graceEnd: "}"
    case .tuplet(let tuplet): "(\(tuplet.actual):\(tuplet.normal)"
    case .spelledTuplet: "(*"
    case .bar(let barLine): barLine.description
    case .spelledBar: "bar*"
    case .noBar: "bar-"
    case .emptyMeasure: "empty"
    case .ending(let number): "[\(number)"
    case .spelledEnding: "[*"
    case .digit(let digit): "#\(digit)"
    case .minus: "#-"
    case .numberEnd: "#;"
    case .chordRoot(let name): "\"\(name)"
    case .chordQuality(let quality): "\"~" + quality
    case .spelledChordQuality: "\"~*"
    case .chordSlash: "\"/"
    case .spelledChordSymbol: "\"*"
    case .partOrder: "P:="
    case .partLabel(let label): "P:" + label
    case .spelledPartLabel: "P:*"
    case .voice: "V:"
    case .spelledVoice: "V:*"
    case .overlay: "&"
    default: preconditionFailure("\(self) is named by symbol")
    }
  }
}
