import RecurrentNetwork

/// The steps of one epoch, in groups between which a run may stop.
enum EpochPlan {
  /// Whole tunes; a group is one batch, or several where its tunes are long.
  case tunes(Batcher, BatchPlan)

  /// Windows over joined tunes; a group is one window.
  case stream(StreamPlan, timeSteps: Int)

  /// Whole piano rolls as sets of keys; a group is one batch.
  case keys(KeyBatcher, BatchPlan)

  /// How many groups there are.
  var groupCount: Int {
    switch self {
    case .tunes(_, let plan), .keys(_, let plan): plan.groups.count
    case .stream(let plan, _): plan.windows.count
    }
  }

  /// The batches of a group, in the order in which they go on from each other's state.
  func batches(ofGroup index: Int) -> [TrainingBatch] {
    switch self {
    case .tunes(let batcher, let plan):
      batcher.batches(of: plan.groups[index]).map { .tokens($0) }
    case .stream(let plan, _): [.tokens(plan.batch(ofWindow: index))]
    case .keys(let batcher, let plan): [.keys(batcher.batch(of: plan.groups[index]))]
    }
  }

  /// What the learning rate is multiplied by in a group: its part of the usual time steps where
  /// windows differ in length, so that each token weighs the same.
  func rateFactor(ofGroup index: Int) -> Double {
    switch self {
    case .tunes, .keys: 1
    case .stream(let plan, let timeSteps): Double(plan.windows[index].count) / Double(timeSteps)
    }
  }

  /// Steps, and time steps times rows over all of them.
  var size: (steps: Int, positions: Int) {
    switch self {
    case .tunes(let batcher, let plan): batcher.size(of: plan)
    case .stream(let plan, _): (plan.windows.count, plan.positions)
    case .keys(_, let plan): (plan.groups.count, plan.positions)
    }
  }
}

extension TrainingConfiguration {
  /// The use of the seed that the order of the tunes has.
  private static let orderStream: UInt64 = 0x6f72_6465_72

  /// The use of the seed that the choice of keys has.
  private static let keyStream: UInt64 = 0x6b65_79

  /// The steps of an epoch, which follow from the seed and its number.
  func plan(ofEpoch epoch: Int, _ corpus: TokenCorpus) -> EpochPlan {
    var keys = CounterGenerator(seed: seed, stream: Self.keyStream).split(UInt64(epoch))
    let sequences = corpus.training(using: &keys)
    var order = CounterGenerator(seed: seed, stream: Self.orderStream).split(UInt64(epoch))
    if head == .bernoulli {
      let batcher = KeyBatcher(sequences, batchSize: batchSize)
      return .keys(batcher, batcher.plan(using: &order))
    }
    let network = networkConfiguration(corpus.vocabulary)
    let read = sequences.map { TokenSequence($0, network) }
    if isStream {
      let batcher = StreamBatcher(
        read, batchSize: batchSize, timeSteps: timeSteps, variesLength: variesSteps)
      return .stream(batcher.plan(using: &order), timeSteps: timeSteps)
    }
    let batcher = Batcher(read, batchSize: batchSize, longestBatch: timeSteps)
    return .tunes(batcher, batcher.plan(using: &order))
  }
}
