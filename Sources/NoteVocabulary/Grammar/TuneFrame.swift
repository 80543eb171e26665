import MusicModel

/// The measures of a tune that exists: how long each is, and the signs around it.
///
/// A tune that is to have this frame has the same bar lines, endings and measure lengths; what
/// stands between is free.
public struct TuneFrame: Hashable, Sendable {
  /// One measure.
  struct Measure: Hashable, Sendable {
    /// The tokens before its notes: an opening bar line, endings.
    var start: [Int32] = []

    /// Its notes.
    var content: [Int32] = []

    var ticks = 0

    /// The bar line that closes it, `nil` where the tune just stops.
    var bar: Int32?
  }

  /// From `<s>` to the unit length, the plan included.
  package let header: [Int32]

  let measures: [Measure]

  /// The ticks of a full measure.
  let measureTicks: Int

  /// Finds the frame of a tune's tokens, by default with a plan or without.
  ///
  /// - Throws: ``TuneFrameError`` where a measure holds what generated tunes do without.
  public init(
    _ tokens: [Int32], _ options: TuneEncoding.Options = TuneEncoding.Options(plansForm: true)
  ) throws(TuneFrameError) {
    let grammar: Grammar
    var constraints = TuneConstraints()
    constraints.keepHeader(of: tokens)
    do { grammar = try Grammar(options, constraints) } catch { throw .unusableHeader }
    var reader = TuneFrameReader(grammar)
    try reader.read(tokens)
    (header, measures, measureTicks) = (reader.header, reader.measures, reader.measureTicks)
    guard !measures.isEmpty else { throw .noMeasure }
  }
}

extension TuneFrame {
  /// The number of measures as written, pick-ups and both endings counted.
  package var count: Int { measures.count }

  /// The tokens of a measure's notes.
  package func content(ofMeasure measure: Int) -> [Int32] { measures[measure].content }

  /// The numbers of the measures as musicians count them: from 1, pick-ups with the next one.
  package var numbers: [Int] {
    var number = 1
    var startsSection = true
    return measures.map { measure in
      defer { startsSection = measure.closesSection }
      let isPickup = startsSection && measure.ticks < measureTicks
      defer { if !isPickup { number += 1 } }
      return number
    }
  }
}

extension TuneFrame.Measure {
  /// Whether a section may start after it.
  var closesSection: Bool {
    guard let bar, case .bar(let line) = TuneTokenTable.extended.tokens[Int(bar)] else {
      return false
    }
    return line != .single
  }
}

extension TuneConstraints {
  /// Asks for the kind and the meter that a tune's tokens name: together they may be unusual.
  package mutating func keepHeader(of tokens: [Int32]) {
    let table = TuneTokenTable.extended.tokens
    for token in tokens.prefix(4) where table.indices.contains(Int(token)) {
      switch table[Int(token)] {
      case .rhythm(let kind): rhythm = kind
      case .meter(let meter): self.meter = meter
      default: break
      }
    }
  }
}

/// Why a tune cannot be kept in part.
public enum TuneFrameError: Error, Equatable, Sendable {
  case unusableHeader
  case noMeasure

  /// A measure holds a symbol that generated tunes do without.
  case unusableSymbol(String, measure: Int)
}

extension TuneFrameError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unusableHeader: "the tune's meter or key is not one that can be generated"
    case .noMeasure: "the tune has no measure"
    case .unusableSymbol(let symbol, let measure):
      "measure \(measure) holds '\(symbol)', which generated tunes do without; "
        + "expected notes, rests, chords, tuplets and bar lines of the usual lengths"
    }
  }
}

/// Reads the tokens of a tune measure by measure.
private struct TuneFrameReader {
  private(set) var header: [Int32] = []
  private(set) var measures: [TuneFrame.Measure] = []
  private(set) var measureTicks = 0

  private let grammar: Grammar
  private var state: Grammar.State
  private var measure = TuneFrame.Measure()

  init(_ grammar: Grammar) {
    self.grammar = grammar
    state = grammar.initialState()
  }

  mutating func read(_ tokens: [Int32]) throws(TuneFrameError) {
    var rest = tokens[...]
    while state.isInHeader, let token = rest.popFirst() {
      guard grammar.allows(token, in: state) else { throw .unusableHeader }
      grammar.advance(&state, by: token)
      header.append(token)
    }
    measureTicks = state.measureTicks
    for token in rest where token != Vocabulary.endToken { try read(token) }
    if !measure.content.isEmpty { try close(with: nil) }
  }

  private mutating func read(_ token: Int32) throws(TuneFrameError) {
    switch grammar.symbol(of: token) {
    case .bar where measure.content.isEmpty && measures.isEmpty: measure.start.append(token)
    case .ending where measure.content.isEmpty: measure.start.append(token)
    case .bar: try close(with: token)
    default:
      measure.content.append(token)
      guard grammar.advanceContent(&state, by: token) else { throw fault(token) }
    }
  }

  private mutating func close(with bar: Int32?) throws(TuneFrameError) {
    guard state.position > 0, state.isBetweenItems, state.tupletNotesLeft == 0 else {
      throw fault(bar ?? Vocabulary.endToken)
    }
    measure.ticks = state.position
    measure.bar = bar
    measures.append(measure)
    measure = TuneFrame.Measure()
    state.position = 0
  }

  private func fault(_ token: Int32) -> TuneFrameError {
    let tokens = TuneTokenTable.extended.tokens
    let symbol = tokens.indices.contains(Int(token)) ? tokens[Int(token)].symbol : "\(token)"
    return .unusableSymbol(symbol, measure: measures.count + 1)
  }
}
