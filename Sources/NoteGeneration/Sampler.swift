public import NoteVocabulary
import RecurrentNetwork

/// Draws sequences from a model, many at once in one batch.
///
/// Sequence i always runs in row i mod ``batchSize``, one after another, and has a generator of
/// its own, split from the seed by i. As the rows of a model do not touch each other, sequence i
/// of a seed is the same whether it is drawn alone or among thousands.
public struct Sampler: Sendable {
  /// The rows that a model should have.
  ///
  /// The number is fixed because kernels for other widths may round differently.
  public static let batchSize = 32

  private let options: SamplingOptions
  private let grammar: Grammar?

  /// A token to take wherever it is allowed and not improbable.
  private let preferred: Int32?

  /// - Parameters:
  ///   - grammar: Guides the sequences; `nil` for encodings without one.
  public init(
    _ options: SamplingOptions, grammar: Grammar?, preferred: Int32? = nil
  ) throws(GenerationError) {
    try options.validate()
    self.options = options
    self.grammar = grammar
    self.preferred = preferred
  }

  /// Draws the sequences of some indices, and returns them in the order of the indices.
  ///
  /// - Parameter report: Called after each sequence with the number of those that are done.
  public func sample(
    _ model: inout some NextTokenModel & ~Copyable, _ indices: [Int],
    report: (Int) -> Void = { _ in }
  ) throws(GenerationError) -> [SampledSequence] {
    let (batchSize, width) = (model.batchSize, model.vocabularySize)
    var queues = [[Int]](repeating: [], count: batchSize)
    for index in indices.reversed() { queues[index % batchSize].append(index) }
    var rows = (0..<batchSize).map { row in queues[row].popLast().map { start($0) } }
    for row in rows.indices { model.reset(row: row) }
    var done: [Int: SampledSequence] = [:]
    var logits = [Float](repeating: 0, count: batchSize * width)
    while rows.contains(where: { $0 != nil }) {
      let inputs = rows.map { $0?.sequence.tokens.last ?? Vocabulary.startToken }
      do { try model.step(inputs, into: &logits) } catch { throw .network(error) }
      for row in rows.indices {
        guard try rows[row]?.extend(with: logits[row * width..<(row + 1) * width]) == false,
          let sequence = rows[row]?.sequence
        else { continue }
        done[sequence.index] = sequence
        report(done.count)
        rows[row] = queues[row].popLast().map { start($0) }
        model.reset(row: row)
      }
    }
    return indices.compactMap { done[$0] }
  }

  private func start(_ index: Int) -> SampledRow {
    SampledRow(index, options, grammar, preferred)
  }
}
