public import NoteVocabulary
public import RecurrentNetwork

/// Makes up tunes with a trained network.
public struct Generator: Sendable {
  private let network: Network
  private let vocabulary: Vocabulary
  private let fingerprint: String
  private let threads: Int?

  /// - Parameters:
  ///   - vocabulary: As many symbols as the network scores.
  ///   - fingerprint: Names the model file in recipes.
  ///   - threads: Threads of the engine, one if `nil`: a step is too small to gain much from more,
  ///     and waiting for each other costs more on a busy machine.
  public init(
    _ network: Network, _ vocabulary: Vocabulary, fingerprint: String, threads: Int? = nil
  ) {
    let expected = network.configuration.vocabularySize
    precondition(vocabulary.count == expected, "\(vocabulary.count) symbols for \(expected) scores")
    self.network = network
    self.vocabulary = vocabulary
    self.fingerprint = fingerprint
    self.threads = threads
  }
}

extension Generator {
  /// Generates the tunes of a seed, from one index on.
  ///
  /// - Parameter report: Called after each tune with the number of those that are done.
  public func tunes(
    count: Int, firstIndex: Int = 0, _ options: SamplingOptions, report: (Int) -> Void = { _ in }
  ) throws(GenerationError) -> [GeneratedTune] {
    guard vocabulary.kind == .tune else {
      throw .wrongEncoding(found: vocabulary.kind, expected: "one trained on tunes")
    }
    let encoding: TuneEncoding
    do { encoding = try TuneEncoding(vocabulary) } catch { throw .vocabulary(error) }
    let grammar = try grammar(encoding, options.constraints)
    let preferred = options.constraints.soundingTonic.flatMap { encoding.token(ofTonic: $0) }
    let sampler = try Sampler(options, grammar: grammar, preferred: preferred)
    let indices = Array(firstIndex..<firstIndex + count)
    return try sample(sampler, indices, report).map { sequence in
      let recipe = Recipe(
        model: fingerprint, index: sequence.index, options: options, threads: threads)
      return GeneratedTune(sequence, encoding, recipe)
    }
  }

  /// Generates a tune again.
  ///
  /// - Throws: ``GenerationError/foreignModel(fingerprint:recipe:)`` for another model's recipe.
  public func tune(_ recipe: Recipe) throws(GenerationError) -> GeneratedTune {
    guard recipe.model == fingerprint else {
      throw .foreignModel(fingerprint: fingerprint, recipe: recipe.model)
    }
    let generator = Generator(
      network, vocabulary, fingerprint: fingerprint, threads: recipe.threads)
    let tunes = try generator.tunes(count: 1, firstIndex: recipe.index, recipe.options)
    return tunes[0]
  }

  /// Generates pieces of text with a network that was trained on words or characters.
  public func texts(
    count: Int, firstIndex: Int = 0, _ options: SamplingOptions, report: (Int) -> Void = { _ in }
  ) throws(GenerationError) -> [GeneratedText] {
    guard vocabulary.kind != .tune else {
      throw .wrongEncoding(found: .tune, expected: "one trained on words or characters")
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

  private func sample(
    _ sampler: Sampler, _ indices: [Int], _ report: (Int) -> Void
  ) throws(GenerationError) -> [SampledSequence] {
    var session: InferenceSession
    do {
      session = try InferenceSession(
        network, batchSize: Sampler.batchSize, threads: threads ?? 1)
    } catch {
      throw .network(error)
    }
    return try sampler.sample(&session, indices, report: report)
  }

  /// The grammar of what is asked for, in the terms of an encoding.
  private func grammar(
    _ encoding: TuneEncoding, _ constraints: TuneConstraints
  ) throws(GenerationError) -> Grammar {
    var constraints = constraints
    if !encoding.options.normalizesKey, let tonic = constraints.soundingTonic {
      guard encoding.options.keepsTonic else {
        throw .invalidOption("the model knows no tonics; leave out the key")
      }
      constraints.tonic = tonic
    }
    do { return try Grammar(encoding.options, constraints) } catch { throw .constraint(error) }
  }
}

/// A text that a model made up.
public struct GeneratedText: Hashable, Sendable {
  public let text: String
  public let sequence: SampledSequence
}
