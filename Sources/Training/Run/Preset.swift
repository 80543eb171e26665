public import MusicModel
public import NoteVocabulary
import RecurrentNetwork

/// A recipe for a kind of music, tuned on held-out music of that kind.
public enum Preset: String, CaseIterable, Sendable {
  /// A minute's try: a small network that is kept from learning a few hundred tunes by heart.
  ///
  /// With 120 tunes of the starter corpus 1.50, 1.48 and 1.46 nats for each token of 30 others, by three
  /// seeds.
  case tiny

  /// Melodies as written, a hundred to ten thousand of them.
  ///
  /// In ten minutes on O'Neill's 1.090 nats for each token of 174 held-out tunes; the best that was
  /// found in an hour has 1.055, the best n-grams 1.826. In half an hour of one core on 6,572 tunes of
  /// folk-rnn's data 1.167, 1.165 and 1.164 for each token of 833 others, by three seeds; the best that
  /// was found in two hours has 1.079, the best n-grams 1.937.
  case folk

  /// Piano rolls of a few hundred short pieces, such as chorales, learned in all keys.
  ///
  /// On the held-out JSB chorales 4.34, 4.35 and 4.33 nats for each frame, by three seeds.
  case chorale

  /// Music as played with all its parts and drums, learned in windows of pieces joined end to end.
  ///
  /// Whole pieces of ten thousand tokens would be learned one after the other. Without recall, after
  /// one epoch of 60 pieces of many sources, 4.10 nats for each token of 11 others; learned whole, 4.37.
  case events

  /// Piano rolls of long pieces, learned in windows of half a thousand tokens.
  ///
  /// On held-out pieces 5.22 nats for each frame of Piano-midi.de, 4.30 of MuseData; 1.03 of Nottingham,
  /// whose tunes stand in few keys, learned in those, and 1.11 in all. One seed each.
  case frames
}

extension Preset {
  /// The encoding that the recipe is for; `nil` for any that fits the files.
  public var encoding: EncodingKind? {
    switch self {
    case .tiny, .folk: nil
    case .events: .events
    case .chorale, .frames: .frames
    }
  }

  /// The recipe for an encoding where none is asked for.
  public init(_ encoding: EncodingKind) {
    switch encoding {
    case .frames: self = .frames
    case .events: self = .events
    case .tune, .words, .characters: self = .folk
    }
  }

  /// The length of a frame in whole notes.
  public var frameLength: NoteDuration {
    self == .chorale ? NoteDuration(1, 4) : FrameEncoding.Options().frameLength
  }

  /// The semitones by which each piece is moved, one of them drawn in each epoch; `nil` for none.
  public var transposition: ClosedRange<Int>? {
    switch self {
    case .tiny, .folk: nil
    case .events, .chorale, .frames: -5...6
    }
  }

  /// How a network that predicts sets of keys is trained.
  ///
  /// Large input weights and a low first bias of the head spare it the long way from frames with
  /// half of the keys on. One piece a step: after 65 epochs 8.10 nats for each frame of the held-out JSB
  /// chorales, one seed.
  public var keyConfiguration: TrainingConfiguration {
    var configuration = configuration
    configuration.head = .bernoulli
    configuration.layers = 1
    configuration.hiddenSize = 300
    configuration.batchSize = 1
    configuration.learningRate = 4e-3
    configuration.dropout = 0.2
    configuration.embeddingDropout = 0
    configuration.initialization.inputScale = 2
    configuration.initialization.headBias = -3
    return configuration
  }

  /// How a network is trained by the recipe.
  public var configuration: TrainingConfiguration {
    var configuration = TrainingConfiguration()
    switch self {
    case .tiny:
      configuration.hiddenSize = 128
      configuration.layers = 1
      configuration.batchSize = 4
      configuration.dropout = 0.6
      configuration.embeddingDropout = 0.3
      configuration.recurrentDropout = 0.3
      configuration.length = .minutes(1)
    case .folk:
      break
    case .chorale:
      configuration.batchSize = 8
      configuration.dropout = 0.25
      configuration.embeddingDropout = 0.1
      configuration.length = .epochs(100)
    case .events:
      configuration.isStream = true
      configuration.timeSteps = 128
      configuration.dropout = 0.15
      configuration.embeddingDropout = 0.05
    case .frames:
      configuration.batchSize = 4
      configuration.timeSteps = 512
      configuration.dropout = 0.15
      configuration.embeddingDropout = 0.05
      configuration.length = .epochs(12)
    }
    return configuration
  }
}

extension Preset {
  /// A configuration that is kept from learning a corpus of melodies by heart.
  ///
  /// Where `folk` would read each tune more than thirty times, more is dropped out, also of the recurrent
  /// weights, and the weights are averaged. Without recall, after ten minutes on O'Neill's, read 62 times,
  /// 1.287 nats for each token of 174 held-out tunes; 1.334 with the recipe as it is. `tiny` ends when it
  /// has read each tune 150 times.
  public func regularized(
    _ configuration: TrainingConfiguration, for corpus: TokenCorpus
  ) -> TrainingConfiguration {
    var configuration = configuration
    let epochs = configuration.expectedEpochs(corpus)
    switch self {
    case .folk where epochs > 30:
      configuration.dropout = 0.5
      configuration.embeddingDropout = 0.2
      configuration.recurrentDropout = 0.3
      configuration.averageDecay = 0.998
    case .tiny where epochs > 150:
      configuration.length = .epochs(150)
    default: break
    }
    return configuration
  }
}

extension TrainingConfiguration {
  /// How often a run reads each tune, about: on two cores of a usual machine where minutes end it.
  fileprivate func expectedEpochs(_ corpus: TokenCorpus) -> Double {
    switch length {
    case .epochs(let count): return Double(count)
    case .minutes(let minutes):
      let operations = networkConfiguration(corpus.vocabulary).trainingOperationsPerToken
      let tokens = 60 * minutes * 180e9 / operations
      return tokens / Double(max(corpus.training.targetCount, 1))
    }
  }
}
