import NoteVocabulary
import RecurrentNetwork

/// A sequence that grows.
struct SampledRow {
  private(set) var sequence: SampledSequence

  private let options: SamplingOptions
  private let grammar: Grammar?
  private let preferred: Int32?
  private var state: Grammar.State?
  private var mask: [Bool] = []

  /// One number for each token, by its place.
  private let generator: CounterGenerator

  init(_ index: Int, _ options: SamplingOptions, _ grammar: Grammar?, _ preferred: Int32?) {
    sequence = SampledSequence(index: index, tokens: [Vocabulary.startToken])
    self.options = options
    self.grammar = grammar
    self.preferred = preferred
    generator = CounterGenerator(seed: options.seed, stream: Self.stream).split(UInt64(index))
    guard let grammar else { return }
    var state = grammar.initialState()
    grammar.advance(&state, by: Vocabulary.startToken)
    self.state = state
  }

  /// What the numbers of the seed's generator are for.
  private static let stream: UInt64 = 0x73616d706c65

  /// Adds one token, and returns whether the sequence goes on.
  mutating func extend(with logits: ArraySlice<Float>) throws(GenerationError) -> Bool {
    guard logits.allSatisfy(\.isFinite) else { throw .scoreNotFinite(tune: sequence.index) }
    prepareMask(logits.count)
    let uniform = Double(generator.bits(at: UInt64(sequence.tokens.count)) >> 11) * 0x1p-53
    let draw = TokenDraw(
      from: logits, mask: mask, options, uniform: uniform,
      preferred: state?.expectsTonic == true ? preferred : nil)
    if state?.isInHeader == false { sequence.removed.count(draw.removedProbability) }
    sequence.tokens.append(draw.token)
    sequence.logLikelihood += draw.logLikelihood
    sequence.isComplete = draw.token == Vocabulary.endToken
    advance(by: draw.token)
    return !sequence.isComplete
      && (state != nil || sequence.tokens.count < options.maximumTokens)
  }

  private mutating func prepareMask(_ width: Int) {
    if mask.count != width { mask = [Bool](repeating: true, count: width) }
    if let grammar, let state {
      grammar.mask(state, into: &mask)
    } else {
      for id in mask.indices { mask[id] = id != Int(Vocabulary.startToken) }
    }
  }

  private mutating func advance(by token: Int32) {
    guard let grammar, var next = state else { return }
    grammar.advance(&next, by: token)
    state = next
    if !options.followsGrammar, !next.isInHeader { state = nil }
  }
}
