/// Finds what a network reads for each token of a sequence, one token after the other.
struct InputReader {
  private let counter: InputCounter?
  private let vocabularySize: Int
  private let recallStart: Int32
  private var count = InputCounter.State()
  private var recall: Recall?

  init(_ configuration: NetworkConfiguration) {
    counter = configuration.counter
    vocabularySize = configuration.vocabularySize
    recallStart = Int32(configuration.tokenInputCount)
    recall = configuration.recalls ? Recall() : nil
  }

  /// Takes a token in, and adds what the network reads for it: the token or its count, then what is
  /// recalled and the class of the match.
  mutating func read(_ token: Int32, into inputs: inout [Int32]) {
    inputs.append(
      counter.map { count.input(token, $0, vocabularySize: vocabularySize) } ?? token)
    guard let recalled = recall?.read(token) else { return }
    let nothing = Int32(vocabularySize)
    inputs.append(recallStart + (recalled.token ?? nothing))
    inputs.append(recallStart + nothing + 1 + Int32(recalled.lengthClass))
  }
}

extension NetworkConfiguration {
  /// Inputs that stand for a token itself: V, or V + C where some are read by their count.
  var tokenInputCount: Int { vocabularySize + (counter?.inputCount ?? 0) }

  /// Distinct inputs, each with a vector of its own.
  var inputCount: Int {
    tokenInputCount + (recalls ? Recall.inputCount(vocabularySize: vocabularySize) : 0)
  }

  /// Inputs that are read for each token, their vectors summed, K.
  public var inputsPerToken: Int { recalls ? 3 : 1 }

  /// What the network reads for the tokens of a sequence, shape `(T, K)`.
  public func inputs(of sequence: [Int32]) -> [Int32] {
    guard counter != nil || recalls else { return sequence }
    var reader = InputReader(self)
    var inputs: [Int32] = []
    inputs.reserveCapacity(sequence.count * inputsPerToken)
    for token in sequence { reader.read(token, into: &inputs) }
    return inputs
  }
}
