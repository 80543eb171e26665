/// Tokens, and what a network reads for each of them.
public struct TokenSequence: Hashable, Sendable {
  /// The tokens, shape `(T)`.
  public let tokens: [Int32]

  /// What is read for them, shape `(T, K)`.
  public let inputs: [Int32]

  /// Inputs for each token, K.
  public let inputsPerToken: Int

  private init(tokens: [Int32], inputs: [Int32], inputsPerToken: Int) {
    precondition(inputs.count == tokens.count * inputsPerToken, "\(inputs.count) inputs")
    self.tokens = tokens
    self.inputs = inputs
    self.inputsPerToken = inputsPerToken
  }

  /// Creates a sequence as a network of some shape reads it.
  public init(_ tokens: [Int32], _ configuration: NetworkConfiguration) {
    self.init(
      tokens: tokens, inputs: configuration.inputs(of: tokens),
      inputsPerToken: configuration.inputsPerToken)
  }

  /// Creates a sequence of which the tokens themselves are read.
  public init(_ tokens: [Int32]) {
    self.init(tokens: tokens, inputs: tokens, inputsPerToken: 1)
  }

  /// Creates the sequence of several, one after the other.
  ///
  /// - Precondition: All have as many inputs for each token.
  public init(joining sequences: [TokenSequence]) {
    self.init(
      tokens: sequences.flatMap(\.tokens), inputs: sequences.flatMap(\.inputs),
      inputsPerToken: sequences.first?.inputsPerToken ?? 1)
  }

  /// Tokens, T.
  public var count: Int { tokens.count }

  /// A part of the sequence, with what was read for it in the whole; steps outside are left out.
  public subscript(steps: Range<Int>) -> TokenSequence {
    let steps = steps.clamped(to: 0..<count)
    let places = steps.lowerBound * inputsPerToken..<steps.upperBound * inputsPerToken
    return TokenSequence(
      tokens: Array(tokens[steps]), inputs: Array(inputs[places]), inputsPerToken: inputsPerToken)
  }
}
