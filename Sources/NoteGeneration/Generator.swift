import Dispatch
import Foundation
public import NoteVocabulary
public import RecurrentNetwork
import Synchronization

/// Makes up tunes with a trained network.
public struct Generator: Sendable {
  private let network: Network
  let vocabulary: Vocabulary
  let fingerprint: String
  let constraints: [any TokenConstraint]
  private let threads: Int?

  /// - Parameters:
  ///   - vocabulary: As many symbols as the network scores.
  ///   - fingerprint: Names the model file in recipes.
  ///   - constraints: What every tune has to obey beside the grammar.
  ///   - threads: The most batches side by side, each on a thread of its own; one for each core if
  ///     `nil`. The tunes are the same for any number.
  public init(
    _ network: Network, _ vocabulary: Vocabulary, fingerprint: String,
    constraints: [any TokenConstraint] = [], threads: Int? = nil
  ) {
    let expected = network.configuration.vocabularySize
    precondition(vocabulary.count == expected, "\(vocabulary.count) symbols for \(expected) scores")
    self.network = network
    self.vocabulary = vocabulary
    self.fingerprint = fingerprint
    self.constraints = constraints
    self.threads = threads
  }
}

extension Generator {
  /// How tunes that are kept in part become tokens: with a plan where the model writes one.
  public var outlineEncoding: TuneEncoding {
    TuneEncoding(
      TuneEncoding.Options(plansForm: vocabulary.tuneOptions?.plansForm ?? false))
  }

  /// Generates the tunes of a seed, from one index on.
  ///
  /// - Parameter report: Called after each tune with the number of those that are done, by several
  ///   threads.
  public func tunes(
    count: Int, firstIndex: Int = 0, _ options: SamplingOptions, _ style: TuneStyle = TuneStyle(),
    report: @Sendable (Int) -> Void = { _ in }
  ) throws(GenerationError) -> [GeneratedTune] {
    guard vocabulary.kind == .tune else {
      throw .wrongEncoding(found: vocabulary.kind, expected: "one trained on tunes")
    }
    let encoding: TuneEncoding
    do { encoding = try TuneEncoding(vocabulary) } catch { throw .vocabulary(error) }
    var constraints = options.constraints
    options.outline?.apply(to: &constraints)
    let grammar = try Grammar.following(encoding, constraints)
    if let outline = options.outline, !grammar.accepts(outline.tokens) { throw .brokenOutline }
    if let opening = options.opening { try OpeningRule.check(opening, grammar) }
    let preferred = options.constraints.soundingTonic.flatMap { encoding.token(ofTonic: $0) }
    let sampler = try Sampler(
      options, grammar: grammar, preferred: preferred, constraints: rules(options, encoding))
    let versions = options.outline?.candidateCount ?? 1
    let indices = Array(firstIndex * versions..<(firstIndex + count) * versions)
    let sequences = try sample(sampler, indices) { report($0 / versions) }
    let choice = options.outline.map {
      SeamChoice(outline: $0, grammar: grammar, options: options)
    }
    return (0..<count).map { number in
      let index = firstIndex + number
      let candidates = sequences[number * versions..<(number + 1) * versions]
      let sequence = choice?.choose(Array(candidates), index: index) ?? sequences[number]
      let recipe = Recipe(model: fingerprint, index: index, options: options, style: style)
      return GeneratedTune(
        sequence, encoding, recipe,
        measureLikelihoods: choice?.measureLikelihoods(sequence) ?? [])
    }
  }

  /// The rules that options ask for.
  private func rules(
    _ options: SamplingOptions, _ encoding: TuneEncoding
  ) -> [any TokenConstraint] {
    var rules: [any TokenConstraint] = []
    if let outline = options.outline { rules.append(OutlineRule(outline)) }
    if let opening = options.opening { rules.append(OpeningRule(opening)) }
    // What must not be overruled comes before what is a matter of taste.
    rules += constraints
    if let chords = options.chords {
      rules.append(
        ChordFit(
          chords, tonic: options.constraints.soundingTonic,
          isNormalized: encoding.options.normalizesKey))
    }
    if let mode = options.constraints.mode, options.outline == nil {
      rules.append(
        ModeFit(
          mode, tonic: options.constraints.soundingTonic,
          isNormalized: encoding.options.normalizesKey))
    }
    if options.refusesStuckBars, options.outline == nil { rules.append(StuckBars()) }
    if let notes = options.notesPerMeasure { rules.append(NoteDensity(notesPerMeasure: notes)) }
    return rules
  }

  /// Generates a tune again.
  ///
  /// - Throws: ``GenerationError/foreignModel(fingerprint:recipe:)`` for another model's recipe.
  public func tune(_ recipe: Recipe) throws(GenerationError) -> GeneratedTune {
    guard recipe.model == fingerprint else {
      throw .foreignModel(fingerprint: fingerprint, recipe: recipe.model)
    }
    let tunes = try tunes(count: 1, firstIndex: recipe.index, recipe.options, recipe.style)
    return tunes[0]
  }

  /// Generates pieces of text with a network that was trained on words or characters.
  public func texts(
    count: Int, firstIndex: Int = 0, _ options: SamplingOptions,
    report: @Sendable (Int) -> Void = { _ in }
  ) throws(GenerationError) -> [GeneratedText] {
    guard vocabulary.kind.isText else {
      throw .wrongEncoding(
        found: vocabulary.kind, expected: "one trained on words or characters")
    }
    let encoding: TextEncoding
    do { encoding = try TextEncoding(vocabulary) } catch { throw .vocabulary(error) }
    let sampler = try Sampler(options, grammar: nil)
    let indices = Array(firstIndex..<firstIndex + count)
    return try sample(sampler, indices, report).map { sequence in
      // Every id that a network of this size scores is in the vocabulary.
      GeneratedText(text: (try? encoding.decode(sequence.tokens)) ?? "", sequence: sequence)
    }
  }

  /// Draws sequences with several workers, each with a batch and a thread of its own.
  func sample(
    _ sampler: Sampler, _ indices: [Int], _ report: @Sendable (Int) -> Void
  ) throws(GenerationError) -> [SampledSequence] {
    let queue = SampleQueue(indices, batchSize: Sampler.batchSize)
    let results = Mutex(Results())
    DispatchQueue.concurrentPerform(iterations: workers(indices.count)) { _ in
      do throws(GenerationError) {
        var session = try makeSession()
        try sampler.sample(&session, from: queue) { sequence in
          report(results.withLock { $0.add(sequence) })
        }
      } catch {
        results.withLock { $0.error = error }
      }
    }
    return try results.withLock { $0 }.sequences(indices)
  }

  /// Another worker pays off where it gets a batch of tunes.
  private func workers(_ count: Int) -> Int {
    let most = threads ?? ProcessInfo.processInfo.activeProcessorCount
    return max(1, min(most, count / Sampler.batchSize))
  }

  private func makeSession() throws(GenerationError) -> InferenceSession {
    do {
      return try InferenceSession(network, batchSize: Sampler.batchSize, threads: 1)
    } catch {
      throw .network(error)
    }
  }

  /// What the workers have done so far.
  private struct Results {
    private var done: [Int: SampledSequence] = [:]
    var error: GenerationError?

    /// Returns the number of sequences that are done.
    mutating func add(_ sequence: SampledSequence) -> Int {
      done[sequence.index] = sequence
      return done.count
    }

    func sequences(_ indices: [Int]) throws(GenerationError) -> [SampledSequence] {
      if let error { throw error }
      return indices.compactMap { done[$0] }
    }
  }
}

/// A text that a model made up.
public struct GeneratedText: Hashable, Sendable {
  public let text: String
  public let sequence: SampledSequence
}
