public import MusicModel
public import NoteVocabulary
public import RecurrentNetwork

/// A tune that is made up measure by measure, so that it can sound before it is complete.
///
/// The same options, index and changes in between give the same measures. They differ from those of
/// ``Generator``, whose wider batches round differently.
public struct TuneStream: ~Copyable {
  private var session: InferenceSession
  private let encoding: TuneEncoding
  private var row: SampledRow?
  private var logits: [Float]

  /// The tonic asked for, to which the tokens are transposed.
  private var tonic: PitchName?

  /// The tune as far as it is made up; notes are in the key asked for.
  public private(set) var tune = Tune(voices: [Voice()])

  /// Whether the tune has no more measures.
  public private(set) var isComplete = true

  /// - Throws: ``GenerationError/wrongEncoding(found:expected:)`` for a model of other than tunes.
  public init(_ network: Network, _ vocabulary: Vocabulary) throws(GenerationError) {
    guard vocabulary.kind == .tune else {
      throw .wrongEncoding(found: vocabulary.kind, expected: "one trained on tunes")
    }
    let encoding: TuneEncoding
    do { encoding = try TuneEncoding(vocabulary) } catch { throw .vocabulary(error) }
    self.init(try Self.session(network), encoding, width: vocabulary.count)
  }

  private init(_ session: consuming InferenceSession, _ encoding: TuneEncoding, width: Int) {
    self.session = session
    self.encoding = encoding
    logits = [Float](repeating: 0, count: width)
  }

  private static func session(_ network: Network) throws(GenerationError) -> InferenceSession {
    do {
      return try InferenceSession(network, batchSize: 1, threads: 1)
    } catch {
      throw .network(error)
    }
  }
}

extension TuneStream {
  /// How likely unlikely tokens are from now on; see ``SamplingOptions/temperature``.
  public var temperature: Double {
    get { row?.options.temperature ?? 1 }
    set { row?.options.temperature = newValue }
  }

  /// Begins another tune.
  ///
  /// - Parameters:
  ///   - options: What it is to be. It follows the grammar whatever they say.
  ///   - index: The number of the tune among those of the seed.
  ///   - opening: A tune whose music it begins with.
  /// - Returns: Whether the opening could be taken up as a whole; where not, the measures that could
  ///   stand.
  @discardableResult
  public mutating func begin(
    _ options: SamplingOptions, index: Int, opening: Tune? = nil
  ) throws(GenerationError) -> Bool {
    try options.validate()
    var options = options
    options.followsGrammar = true
    let grammar = try Grammar.following(encoding, options.constraints)
    tonic = options.constraints.soundingTonic
    session.resetStates()
    row = SampledRow(
      index, options, grammar, tonic.flatMap { encoding.token(ofTonic: $0) }, [])
    tune = Tune(voices: [Voice()])
    isComplete = false
    guard let opening else { return true }
    return try take(up: opening)
  }

  /// Makes up the next measure.
  ///
  /// - Returns: `nil` after the last one.
  public mutating func nextMeasure() throws(GenerationError) -> Measure? {
    let known = tune.voices[0].measures.count
    while !isComplete {
      guard let last = row?.place.tokens.last else { break }
      try step(last)
      isComplete = try row?.extend(with: logits[...]) != true
      if row?.endsMeasure == true { decode() }
      if tune.voices[0].measures.count > known { return tune.voices[0].measures[known] }
    }
    return nil
  }

  private mutating func step(_ token: Int32) throws(GenerationError) {
    do { try session.step([token], into: &logits) } catch { throw .network(error) }
  }

  /// Continues with given music, as far as the grammar allows it; it is no plan of the whole tune.
  private mutating func take(up opening: Tune) throws(GenerationError) -> Bool {
    var options = encoding.options
    options.plansForm = false
    guard let tokens = try? TuneEncoding(options).encode(opening).tokens else { return false }
    for token in tokens.dropFirst().dropLast() {
      guard let last = row?.place.tokens.last, row?.append(given: token) == true else {
        decode()
        return false
      }
      try step(last)
    }
    decode()
    return true
  }

  /// Reads the measures that are whole.
  private mutating func decode() {
    guard var tokens = row?.place.tokens else { return }
    if encoding.options.normalizesKey, let tonic {
      tokens = encoding.replacingTonic(of: tokens, by: tonic)
    }
    tune = encoding.decodePrefix(tokens, tonic: tonic).tune
    // Of a measure that begins there may be no more than an ending's number.
    if tune.voices[0].measures.last?.duration == .zero {
      tune.voices[0].measures.removeLast()
    }
  }
}
