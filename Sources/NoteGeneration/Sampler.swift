public import NoteVocabulary
import RecurrentNetwork

/// Draws sequences from a model, many at once in one batch.
///
/// Sequence i always runs in row i mod ``batchSize`` of some worker's batch, and has a generator of
/// its own, split from the seed by i. As the rows of a model do not touch each other, sequence i
/// of a seed is the same whether it is drawn alone or among thousands, by one worker or several.
public struct Sampler: Sendable {
  /// The rows that a model should have.
  ///
  /// The number is fixed because kernels for other widths may round differently.
  public static let batchSize = 32

  private let options: SamplingOptions
  private let grammar: Grammar?

  /// A token to take wherever it is allowed and not improbable.
  private let preferred: Int32?

  /// What each sequence has to obey beside the grammar.
  private let constraints: [any TokenConstraint]

  /// - Parameters:
  ///   - grammar: Guides the sequences; `nil` for encodings without one.
  ///   - constraints: Copied for each sequence.
  public init(
    _ options: SamplingOptions, grammar: Grammar?, preferred: Int32? = nil,
    constraints: [any TokenConstraint] = []
  ) throws(GenerationError) {
    try options.validate()
    self.options = options
    self.grammar = grammar
    self.preferred = preferred
    self.constraints = constraints
  }

  /// Draws the sequences of some indices, and returns them in the order of the indices.
  ///
  /// - Parameter report: Called after each sequence with the number of those that are done.
  public func sample(
    _ model: inout some NextTokenModel & ~Copyable, _ indices: [Int],
    report: (Int) -> Void = { _ in }
  ) throws(GenerationError) -> [SampledSequence] {
    var done: [Int: SampledSequence] = [:]
    try sample(&model, from: SampleQueue(indices, batchSize: model.batchSize)) { sequence in
      done[sequence.index] = sequence
      report(done.count)
    }
    return indices.compactMap { done[$0] }
  }

  /// Draws sequences until none waits for a row of the model.
  func sample(
    _ model: inout some NextTokenModel & ~Copyable, from queue: SampleQueue,
    finish: (SampledSequence) -> Void
  ) throws(GenerationError) {
    let (batchSize, width) = (model.batchSize, model.vocabularySize)
    var rows = (0..<batchSize).map { row in queue.next(row: row).map { start($0) } }
    for row in rows.indices { model.reset(row: row) }
    var logits = [Float](repeating: 0, count: batchSize * width)
    while rows.contains(where: { $0 != nil }) {
      let inputs = rows.map { $0?.place.tokens.last ?? Vocabulary.startToken }
      do { try model.step(inputs, into: &logits) } catch { throw .network(error) }
      for row in rows.indices {
        guard try rows[row]?.extend(with: logits[row * width..<(row + 1) * width]) == false,
          let sequence = rows[row]?.sequence
        else { continue }
        finish(sequence)
        rows[row] = queue.next(row: row).map { start($0) }
        model.reset(row: row)
      }
    }
  }

  private func start(_ index: Int) -> SampledRow {
    SampledRow(index, options, grammar, preferred, constraints)
  }
}
