import NoteVocabulary
import RecurrentNetwork

/// A sequence that grows.
struct SampledRow {
  private(set) var place: TunePlace

  /// How the tokens to come are drawn.
  var options: SamplingOptions

  private let index: Int
  private let preferred: Int32?
  private var constraints: [any TokenConstraint]
  private var mask: [Bool] = []
  private var leaning: [Float] = []
  private var removed = RemovedProbability()
  private var overruled = 0
  private var logLikelihoods = [0.0]

  /// One number for each token, by its place.
  private let generator: CounterGenerator

  init(
    _ index: Int, _ options: SamplingOptions, _ grammar: Grammar?, _ preferred: Int32?,
    _ constraints: [any TokenConstraint]
  ) {
    place = TunePlace(grammar)
    self.index = index
    self.options = options
    self.preferred = preferred
    self.constraints = constraints
    generator = CounterGenerator(seed: options.seed, stream: Self.stream).split(UInt64(index))
  }

  /// What the numbers of the seed's generator are for.
  private static let stream: UInt64 = 0x73616d706c65

  /// Adds one token, and returns whether the sequence goes on.
  mutating func extend(with logits: ArraySlice<Float>) throws(GenerationError) -> Bool {
    guard logits.allSatisfy(\.isFinite) else { throw .scoreNotFinite(tune: index) }
    let temperature = temperature
    mask = [Bool](repeating: true, count: logits.count)
    leaning = [Float](repeating: 0, count: logits.count)
    place.mask(into: &mask)
    if place.state?.isInHeader == false {
      removed.count(TokenDraw.removedShare(logits, mask, temperature))
    }
    applyConstraints()
    let uniform = Double(generator.bits(at: UInt64(place.tokens.count)) >> 11) * 0x1p-53
    let draw = TokenDraw(
      from: logits, mask: mask, leaning: leaning, temperature: temperature, options,
      uniform: uniform,
      preferred: place.state?.expectsTonic == true ? preferred : nil)
    logLikelihoods.append(draw.logLikelihood)
    advance(by: draw.token)
    return draw.token != Vocabulary.endToken
      && (place.state != nil || place.tokens.count < options.maximumTokens)
  }

  /// The sequence so far.
  var sequence: SampledSequence {
    SampledSequence(
      index: index, tokens: place.tokens,
      isComplete: place.tokens.last == Vocabulary.endToken, removed: removed,
      overruled: overruled, logLikelihoods: logLikelihoods)
  }

  /// Adds a token that somebody else chose, and returns whether the grammar allows it.
  mutating func append(given token: Int32) -> Bool {
    if let grammar = place.grammar, let state = place.state, !grammar.allows(token, in: state) {
      return false
    }
    advance(by: token)
    return true
  }

  /// Whether the last token closed a measure.
  var endsMeasure: Bool { place.state.map { !$0.isInHeader && $0.isAtMeasureStart } ?? false }

  private mutating func applyConstraints() {
    for number in constraints.indices {
      let before = mask
      constraints[number].restrict(&mask, at: place)
      constraints[number].lean(&leaning, at: place)
      if !mask.contains(true) {
        mask = before
        overruled += 1
      }
    }
  }

  /// The temperature of the next token.
  private var temperature: Double {
    guard let cadence = options.cadenceTemperature, let state = place.state, !state.isInHeader,
      state.measuresOfSection % 4 == 3
    else { return options.temperature }
    return cadence
  }

  private mutating func advance(by token: Int32) {
    place.advance(by: token)
    for number in constraints.indices { constraints[number].advance(by: token, to: place) }
    if !options.followsGrammar, place.state?.isInHeader == false { place.leaveGrammar() }
  }
}
