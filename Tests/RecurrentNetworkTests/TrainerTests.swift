import Foundation
import Testing

@testable import RecurrentNetwork

private let small = NetworkConfiguration(
  vocabularySize: 13, embeddingSize: 8, hiddenSize: 16, layers: 2, sumsLayers: true)

@Suite struct TrainerTests {
  @Test(arguments: [false, true], [Cell.lstm, .gru, .textbookGRU, .tanh])
  func `a network that has learned nothing gives ln V`(isTied: Bool, cell: Cell) throws {
    let configuration = NetworkConfiguration(
      cell: cell, vocabularySize: 137, hiddenSize: 64, layers: 2, tiesEmbedding: isTied)
    let trainer = try Trainer(Network(configuration, seed: 1), options: .oneThread())
    let loss = try trainer.evaluate(
      randomBatch(timeSteps: 40, batchSize: 8, vocabularySize: 137, seed: 2))
    #expect(abs(loss.lossSum / Double(loss.tokenCount) - log(137.0)) < 0.15)
  }

  @Test(arguments: Cell.allCases, Direction.allCases)
  func `finite differences confirm the gradient of every parameter`(
    cell: Cell, direction: Direction
  ) throws {
    for head in Head.allCases {
      let configuration = NetworkConfiguration(
        cell: cell, head: head, vocabularySize: 5, embeddingSize: 3, hiddenSize: 4, layers: 2,
        direction: direction, sumsLayers: head != .softmax)
      if head.readsVectors {
        try compareWithDifferences(
          configuration, randomVectorBatch(timeSteps: 4, batchSize: 3, configuration, seed: 3))
      } else {
        try compareWithDifferences(
          configuration, randomBatch(timeSteps: 4, batchSize: 3, vocabularySize: 5, seed: 3))
      }
    }
  }

  private func compareWithDifferences(
    _ configuration: NetworkConfiguration, _ batch: some SequenceBatch
  ) throws {
    // Small weights keep rectifiers from growing; a small shift keeps most of them off their kink.
    let isRectifier = configuration.cell == .relu
    let network = try Network(configuration, seed: 1)
      .randomized(seed: 2, scale: isRectifier ? 0.3 : 0.5)
    let trainer = try Trainer(network, options: .oneThread())
    _ = try trainer.gradients(batch)
    let gradient = trainer.gradientBuffer.floats(0..<trainer.store.layout.count)
    var generator = CounterGenerator(seed: 4)
    for slot in trainer.store.layout.slots {
      // Four random directions meet every parameter of the stretch.
      var (differences, products): ([Double], [Double]) = ([], [])
      for _ in 0..<4 {
        let signs = slot.range.map { _ in Float(Bool.random(using: &generator) ? 1 : -1) }
        differences.append(
          try slope(
            of: trainer, along: signs, slot.range, shift: isRectifier ? 5e-4 : 2e-3, batch: batch))
        products.append(
          zip(signs, gradient[slot.range]).reduce(0) { $0 + Double($1.0) * Double($1.1) })
      }
      let error = relativeError(differences, products)
      #expect(error < (isRectifier ? 4e-2 : 1e-2), "\(configuration.head) \(slot.role)")
    }
  }

  private func slope(
    of trainer: Trainer, along signs: [Float], _ range: Range<Int>, shift: Float,
    batch: some SequenceBatch
  ) throws -> Double {
    let network = trainer.network
    func loss(_ shift: Float) throws -> Double {
      var parameters = network.parameters
      for (index, sign) in zip(range, signs) { parameters[index] += sign * shift }
      trainer.replaceWeights(
        Network(configuration: network.configuration, parameters: parameters))
      return try trainer.loss(of: batch).lossSum / Double(batch.targetCount)
    }
    let slope = try (loss(shift) - loss(-shift)) / (2 * Double(shift))
    trainer.replaceWeights(network)
    return slope
  }

  @Test(arguments: Direction.allCases)
  func `the loss of a row depends on nothing beside it`(direction: Direction) throws {
    var small = small
    small.direction = direction
    let trainer = try Trainer(
      Network(small, seed: 1).randomized(seed: 2), options: .oneThread())
    let batch = randomBatch(timeSteps: 9, batchSize: 5, vocabularySize: 13, seed: 4)
    let together = try trainer.tokenLosses(batch)
    for row in 0..<5 {
      let rowTokens = { (tokens: [Int32]) in
        (0..<9).map { tokens[$0 * 5 + row] } + [0, 0, 0]
      }
      var targets = rowTokens(batch.targets)
      for t in 9..<12 { targets[t] = -1 }
      let alone = try trainer.tokenLosses(
        TokenBatch(timeSteps: 12, batchSize: 1, inputs: rowTokens(batch.inputs), targets: targets))
      for t in 0..<9 { #expect(abs(alone[t] - together[t * 5 + row]) < 1e-5) }
      #expect(alone[9...].allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: [LayerKind.recurrent, .composed])
  func `chunks with carried state give the loss of the whole`(kind: LayerKind) throws {
    let trainer = try Trainer(
      Network(small, seed: 1).randomized(seed: 2), options: .oneThread())
    trainer.layerKind = kind
    let batch = randomBatch(
      timeSteps: 12, batchSize: 3, vocabularySize: 13, seed: 4, isRagged: false)
    let whole = try trainer.tokenLosses(batch)
    var chunks: [Float] = []
    for start in stride(from: 0, to: 12, by: 4) {
      let range = start * 3..<(start + 4) * 3
      let chunk = TokenBatch(
        timeSteps: 4, batchSize: 3, inputs: Array(batch.inputs[range]),
        targets: Array(batch.targets[range]),
        continuesRow: [Bool](repeating: start > 0, count: 3))
      chunks += try trainer.tokenLosses(chunk)
      // A step with rate 0 carries the states on and leaves the weights as they are.
      _ = try trainer.step(chunk, learningRate: 0)
    }
    for (a, b) in zip(whole, chunks) { #expect(abs(a - b) < 1e-5) }
  }

  @Test(
    arguments: [
      DropoutOptions(), DropoutOptions(embedding: 0.1, layers: 0.2, output: 0.2, recurrent: 0.2),
    ],
    [(Precision.float32, LayerKind.recurrent), (.float32, .composed), (.bfloat16, .composed)]
      .filter(\.0.isSupported))
  func `equal seeds give equal bits, also after a resume`(
    dropout: DropoutOptions, setting: (Precision, LayerKind)
  ) throws {
    let (precision, kind) = setting
    var options = TrainerOptions.oneThread(dropout)
    options.precision = precision
    if dropout != DropoutOptions() {
      options.clipValue = 0.1
      options.averageDecay = 0.5
    }
    let batches = (0..<6).map {
      let batch = randomBatch(
        timeSteps: 5 + $0 % 2, batchSize: 4, vocabularySize: 13, seed: UInt64($0))
      return TokenBatch(
        timeSteps: batch.timeSteps, batchSize: 4, inputs: batch.inputs, targets: batch.targets,
        continuesRow: [true, false, true, true])
    }
    func run(_ trainer: Trainer, _ range: Range<Int>) throws -> [StepResult] {
      try range.map { try trainer.step(batches[$0], learningRate: 1e-2) }
    }
    let network = try Network(small, seed: 1)
    let whole = try Trainer(network, options: options)
    whole.layerKind = kind
    let first = try Trainer(network, options: options)
    first.layerKind = kind
    let results = try run(whole, 0..<6)
    var halves = try run(first, 0..<3)
    let file = Safetensors(
      tensors: first.network.tensors.merging(first.checkpoint) { weights, _ in weights })
    let saved = try Safetensors(parsing: file.bytes()).tensors
    let second = try Trainer(Network(small, seed: 9), options: options)
    second.layerKind = kind
    try second.restore(Network(small, tensors: saved), checkpoint: saved)
    halves += try run(second, 3..<6)
    #expect(results == halves)
    #expect(whole.network == second.network)
    #expect(whole.checkpoint == second.checkpoint)
  }

  @Test(arguments: Cell.allCases)
  func `a short tune is memorised`(cell: Cell) throws {
    let configuration = NetworkConfiguration(
      cell: cell, vocabularySize: 6, hiddenSize: 24, layers: 2)
    let trainer = try Trainer(Network(configuration, seed: 1), options: .oneThread())
    let tokens: [Int32] = [0, 2, 3, 2, 4, 2, 3, 5, 5, 2, 3, 2, 4, 4, 3, 1]
    let batch = TokenBatch(
      timeSteps: 15, batchSize: 1, inputs: Array(tokens.dropLast()),
      targets: Array(tokens.dropFirst()))
    for _ in 0..<150 { _ = try trainer.step(batch, learningRate: 1e-2) }
    #expect(try trainer.evaluate(batch).lossSum / 15 < 0.01)
  }

  @Test(
    arguments: [Precision.float32, .bfloat16].filter(\.isSupported))
  func `ten tunes are memorised`(precision: Precision) throws {
    // Each begins with a token of its own, as a title would tell them apart.
    var generator = CounterGenerator(seed: 7)
    let tunes = (0..<10).map { tune in
      [Int32(tune)] + (0..<40).map { _ in Int32.random(in: 10..<20, using: &generator) }
    }
    let batch = TokenBatch(
      timeSteps: 40, batchSize: 10, inputs: (0..<400).map { tunes[$0 % 10][$0 / 10] },
      targets: (0..<400).map { tunes[$0 % 10][$0 / 10 + 1] })
    var options = TrainerOptions.oneThread()
    options.precision = precision
    let network = try Network(
      NetworkConfiguration(vocabularySize: 20, hiddenSize: 64, layers: 2), seed: 1)
    let trainer = try Trainer(network, options: options)
    for _ in 0..<200 { _ = try trainer.step(batch, learningRate: 1e-2) }
    #expect(try trainer.evaluate(batch).lossSum / 400 < 0.05)
  }

  @Test(arguments: OptimizerOptions.Method.allCases)
  func `a learning rate of a thousand ends with an error that says what to do`(
    method: OptimizerOptions.Method
  ) throws {
    var options = TrainerOptions.oneThread()
    options.optimizer = OptimizerOptions(method)
    let trainer = try Trainer(Network(small, seed: 1), options: options)
    let batch = randomBatch(timeSteps: 5, batchSize: 3, vocabularySize: 13, seed: 1)
    var last = trainer.network
    #expect {
      for _ in 0..<500 {
        _ = try trainer.step(batch, learningRate: 1e3)
        last = trainer.network
      }
    } throws: {
      "\($0)" == "loss is not finite at step \(trainer.stepsTaken + 1); "
        + "lower --learning-rate or --clip"
    }
    // The step that failed changes nothing.
    #expect(trainer.network == last)
  }

  @Test func `a step whose gradient is not finite changes nothing`() throws {
    var options = TrainerOptions.oneThread()
    options.clipNorm = nil
    let trainer = try Trainer(Network(small, seed: 1), options: options)
    let batch = randomBatch(timeSteps: 5, batchSize: 3, vocabularySize: 13, seed: 1)
    var last = trainer.network.parameters.map(\.bitPattern)
    #expect {
      for _ in 0..<20 {
        _ = try trainer.step(batch, learningRate: 1e38)
        last = trainer.network.parameters.map(\.bitPattern)
      }
    } throws: {
      "\($0)".hasPrefix("loss is not finite at step ")
    }
    #expect(trainer.network.parameters.map(\.bitPattern) == last)
  }

  @Test func `any logit is safe`() throws {
    let network = try Network(small, seed: 1).randomized(seed: 2, scale: 1e4)
    let trainer = try Trainer(network, options: .oneThread())
    let batch = randomBatch(timeSteps: 5, batchSize: 3, vocabularySize: 13, seed: 1)
    let result = try trainer.step(batch, learningRate: 1e-3)
    #expect(result.lossSum.isFinite && result.gradientNorm.isFinite)
  }

  @Test func `tokens outside the vocabulary are refused with their place`() throws {
    let trainer = try Trainer(Network(small, seed: 1), options: .oneThread())
    let batch = TokenBatch(
      timeSteps: 2, batchSize: 2, inputs: [0, 1, 2, 13], targets: [1, 1, 1, 1])
    #expect(
      throws: NetworkError.invalidBatch("row 1, step 1: input 13; expected 0..<13")
    ) { try trainer.step(batch, learningRate: 0.1) }
    let targets = TokenBatch(timeSteps: 1, batchSize: 2, inputs: [0, 1], targets: [-2, 1])
    #expect(
      throws: NetworkError.invalidBatch("row 0, step 0: target -2; expected -1..<13")
    ) { try trainer.evaluate(targets) }
  }

  @Test func `a batch without targets is no division by zero`() throws {
    let trainer = try Trainer(Network(small, seed: 1), options: .oneThread())
    let batch = TokenBatch(timeSteps: 1, batchSize: 2, inputs: [0, 1], targets: [-1, -1])
    let result = try trainer.step(batch, learningRate: 0.1)
    #expect(result == StepResult(lossSum: 0, tokenCount: 0, gradientNorm: 0))
  }

  @Test(arguments: [LayerKind.recurrent, .composed])
  func `every thread count gives valid and repeatable results`(kind: LayerKind) throws {
    func losses(threads: Int) throws -> [StepResult] {
      var options = TrainerOptions.oneThread(DropoutOptions(embedding: 0.1, layers: 0.1, output: 0))
      options.threads = threads
      let trainer = try Trainer(
        Network(
          NetworkConfiguration(vocabularySize: 13, hiddenSize: 64, layers: 1), seed: 1),
        options: options)
      trainer.layerKind = kind
      let batch = randomBatch(timeSteps: 5, batchSize: 32, vocabularySize: 13, seed: 1)
      return try (0..<2).map { _ in try trainer.step(batch, learningRate: 1e-2) }
    }
    let (one, two) = (try losses(threads: 1), try losses(threads: 2))
    #expect(try losses(threads: 2) == two)
    for (a, b) in zip(one, two) { #expect(abs(a.lossSum - b.lossSum) < 1e-3 * a.lossSum) }
  }
}
