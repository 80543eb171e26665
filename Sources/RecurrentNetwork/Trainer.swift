/// Teaches a network, one batch at a time.
///
/// Owns the master weights, the optimizer's moments and the states that rows carry from batch to
/// batch. Memory is kept for the largest batch seen, compiled operations for the latest shapes; a
/// step of a known shape allocates nothing. Use it from one thread.
public final class Trainer {
  /// What the trainer was created with.
  public let options: TrainerOptions

  /// Updates made so far.
  public internal(set) var stepsTaken = 0

  /// Where the time of the steps so far went.
  public private(set) var profile = StepProfile()

  let configuration: NetworkConfiguration
  let store: ParameterStore
  let firstMoment, secondMoment: Buffer

  /// The averaged weights, where there are any.
  let average: Buffer?

  var carried = CarriedStates()

  /// How layers are computed; set before the first batch.
  var layerKind = LayerKind.fastest

  let engine: Engine
  let normScratch: Buffer
  private var pool = BufferPool()
  var plans = PlanCache()

  /// Creates a trainer with fresh moments.
  ///
  /// - Throws: `NetworkError.invalidConfiguration` for options out of range, `.unsupported` for a
  ///   precision that this processor lacks, `.engine`.
  public init(_ network: Network, options: TrainerOptions) throws(NetworkError) {
    try options.validate()
    try options.precision.checkSupport()
    self.options = options
    configuration = network.configuration
    let layout = ParameterLayout(configuration)
    let values = Buffer(floatCount: layout.count)
    values.store(network.parameters)
    store = ParameterStore(
      layout: layout, values: values, gradients: Buffer(floatCount: layout.count))
    firstMoment = Buffer(floatCount: layout.count)
    secondMoment = Buffer(floatCount: layout.count)
    average = options.averageDecay.map { _ in Buffer(floatCount: layout.count) }
    average?.store(network.parameters)
    normScratch = Buffer(byteCount: GlobalNorm.scratchByteCount(layout.count))
    engine = try Engine(threads: options.threads)
  }
}

/// What one step of training found.
public struct StepResult: Hashable, Sendable {
  /// Sum of the losses of all targets, in nats, before the update and with dropout.
  public let lossSum: Double

  /// How many targets there were.
  public let tokenCount: Int

  /// Global norm of the mean loss's gradient before clipping.
  public let gradientNorm: Double
}

/// The loss of one batch.
public struct BatchLoss: Hashable, Sendable {
  /// Sum of the losses of all targets, in nats.
  public let lossSum: Double

  /// How many targets there were.
  public let tokenCount: Int
}

extension Trainer {
  /// Learns from one batch: forward, loss, backward, clipping, update.
  ///
  /// The gradient is that of the mean loss per target. Weights, moments and carried states change
  /// only when everything is finite.
  ///
  /// - Throws: `NetworkError.invalidBatch`, or `.lossNotFinite`; the weights are then those that the
  ///   step before left, which may be far from any good ones.
  public func step(
    _ batch: TokenBatch, learningRate: Float
  ) throws(NetworkError) -> StepResult {
    try learn(from: batch, learningRate: learningRate)
  }

  /// Learns from one batch of vectors, as ``step(_:learningRate:)-swift.method`` does from tokens.
  public func step(
    _ batch: VectorBatch, learningRate: Float
  ) throws(NetworkError) -> StepResult {
    try learn(from: batch, learningRate: learningRate)
  }

  /// Computes the loss of a batch without dropout; changes nothing that training sees.
  ///
  /// Rows that continue do so from the states that training carried.
  public func evaluate(_ batch: TokenBatch) throws(NetworkError) -> BatchLoss {
    try loss(of: batch)
  }

  /// Computes the loss of a batch of vectors without dropout: the sum over the scored positions.
  public func evaluate(_ batch: VectorBatch) throws(NetworkError) -> BatchLoss {
    try loss(of: batch)
  }

  /// Computes the loss of each target, `(T, B)` in nats, 0 where there is none.
  public func tokenLosses(_ batch: TokenBatch) throws(NetworkError) -> [Float] {
    try losses(of: batch)
  }

  /// Computes the loss of each position, `(T, B)`, 0 where it is not scored.
  public func vectorLosses(_ batch: VectorBatch) throws(NetworkError) -> [Float] {
    try losses(of: batch)
  }

  /// Computes the scores of all tokens at each position, `(T, B, V)`.
  public func logits(_ batch: TokenBatch) throws(NetworkError) -> [Float] {
    try outputs(of: batch)
  }

  /// Computes the scores of all keys, or the numbers predicted, at each position, `(T, B, V)`.
  public func logits(_ batch: VectorBatch) throws(NetworkError) -> [Float] {
    try outputs(of: batch)
  }

  /// Begins a new profile.
  public func resetProfile() {
    profile = StepProfile()
  }

  /// The weights as they are now.
  public var network: Network {
    Network(
      configuration: configuration, parameters: store.values.floats(0..<store.layout.count))
  }
}

extension Trainer {
  /// Takes over the weights of a network of the same shape.
  func replaceWeights(_ network: Network) {
    store.values.store(network.parameters)
    weightsChanged()
  }

  /// Notes that weights were changed from outside of a step.
  func weightsChanged() {
    plans.weightsChanged()
  }

  private func learn(
    from batch: some SequenceBatch, learningRate: Float
  ) throws(NetworkError) -> StepResult {
    let (lossSum, tokenCount) = try gradients(batch)
    let (norm, scale) = clipGradients()
    profile.end(.clipping)
    guard norm.isFinite else { throw .lossNotFinite(step: stepsTaken + 1) }
    stepsTaken += 1
    let plan = try trainingPlan(batch)
    weightsChanged()
    update(plan.updatePieces, learningRate: learningRate, gradientScale: scale)
    profile.end(.optimizer)
    carried.keep(from: plan)
    profile.end(.other)
    return StepResult(lossSum: lossSum, tokenCount: tokenCount, gradientNorm: norm)
  }

  func loss(of batch: some SequenceBatch) throws(NetworkError) -> BatchLoss {
    let plan = try runWithoutDropout(batch)
    return BatchLoss(lossSum: plan.loss(), tokenCount: batch.targetCount)
  }

  private func losses(of batch: some SequenceBatch) throws(NetworkError) -> [Float] {
    let plan = try runWithoutDropout(batch)
    _ = plan.loss()
    return plan.losses.floats(0..<plan.rows)
  }

  private func outputs(of batch: some SequenceBatch) throws(NetworkError) -> [Float] {
    let plan = try runWithoutDropout(batch)
    let width = configuration.vocabularySize
    var logits = plan.logits.floats(0..<(plan.rows * width))
    let bias = store.values.floats(store.layout[.headBias])
    for index in logits.indices { logits[index] += bias[index % width] }
    return logits
  }

  /// Computes the gradient of a batch's mean loss, and returns the loss.
  func gradients(_ batch: some SequenceBatch) throws(NetworkError) -> (
    lossSum: Double, tokenCount: Int
  ) {
    profile.begin()
    try batch.validate(for: configuration)
    engine.team.activate()
    let plan = try trainingPlan(batch)
    profile.end(.other)
    let masks = StepMasks(
      options.dropout, configuration, seed: options.seed, step: stepsTaken)
    if plans.needsPacking(plan) {
      plan.dropWeights(masks)
      try plan.packWeights(backward: true, &plans.freshCopies)
      plans.didPack(plan)
      profile.end(.packing)
    }
    load(batch, into: plan)
    profile.end(.other)
    try plan.forward(masks, profile: &profile)
    let tokenCount = batch.targetCount
    let lossSum = plan.lossAndLogitGradients(targetCount: tokenCount)
    profile.end(.loss)
    guard lossSum.isFinite else { throw .lossNotFinite(step: stepsTaken + 1) }
    try plan.backward(masks, profile: &profile)
    return (lossSum, tokenCount)
  }

  /// The gradient of each parameter after ``gradients(_:)``, in the engine's layout.
  var gradientBuffer: Buffer {
    store.gradients ?? store.values
  }

  private func runWithoutDropout(_ batch: some SequenceBatch) throws(NetworkError) -> NetworkPlan {
    try batch.validate(for: configuration)
    engine.team.activate()
    let plan = try plan(batch, isTraining: false)
    if plans.needsPacking(plan) {
      try plan.packWeights(backward: false, &plans.freshCopies)
      plans.didPack(plan)
    }
    load(batch, into: plan)
    var profile = StepProfile()
    try plan.forward(StepMasks(configuration), profile: &profile)
    return plan
  }

  private func load(_ batch: some SequenceBatch, into plan: NetworkPlan) {
    batch.load(into: plan)
    plan.findRowLengths()
    carried.load(into: plan, continuesRow: batch.continuesRow)
  }

  private func trainingPlan(_ batch: some SequenceBatch) throws(NetworkError) -> NetworkPlan {
    try plan(batch, isTraining: true)
  }

  private func plan(_ batch: some SequenceBatch, isTraining: Bool) throws(NetworkError)
    -> NetworkPlan
  {
    let key = PlanCache.Key(
      timeSteps: batch.timeSteps, batchSize: batch.batchSize, isTraining: isTraining)
    if let plan = plans[key] { return plan }
    let plan = try NetworkPlan(
      configuration, timeSteps: batch.timeSteps, batchSize: batch.batchSize, engine: engine,
      pool: &pool,
      store: isTraining
        ? store : ParameterStore(layout: store.layout, values: store.values, gradients: nil),
      precision: options.precision, dropout: isTraining ? options.dropout : nil,
      layerKind: layerKind)
    if pool.hasGrown {
      // Plans made before hold the smaller buffers; made anew they share the larger ones.
      plans.removeAll()
      pool.hasGrown = false
    }
    plans.insert(plan, for: key)
    return plan
  }
}
