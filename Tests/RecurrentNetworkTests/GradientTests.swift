import Testing

@testable import RecurrentNetwork

private let counter = InputCounter(counted: [2], clearing: [0], marking: [], returning: [])

/// Shapes at which every gradient is compared.
private let shapes: [NetworkConfiguration] = Cell.allCases.flatMap { cell in
  [
    NetworkConfiguration(
      cell: cell, vocabularySize: 7, embeddingSize: 5, hiddenSize: 6, layers: 1),
    NetworkConfiguration(
      cell: cell, vocabularySize: 11, embeddingSize: 8, hiddenSize: 8, layers: 2,
      tiesEmbedding: true),
    NetworkConfiguration(
      cell: cell, vocabularySize: 9, embeddingSize: 12, hiddenSize: 10, layers: 3),
    NetworkConfiguration(
      cell: cell, vocabularySize: 5, embeddingSize: 17, hiddenSize: 33, layers: 2,
      sumsLayers: true),
    NetworkConfiguration(
      cell: cell, vocabularySize: 4, embeddingSize: 8, hiddenSize: 8, layers: 2,
      tiesEmbedding: true, counter: counter, recalls: true),
  ]
}

@Suite struct GradientTests {
  @Test(arguments: shapes)
  func `forward and every gradient equal the reference`(shape: NetworkConfiguration) throws {
    try compare(shape, dropout: DropoutOptions(), continues: false)
  }

  @Test(arguments: shapes, [true, false])
  func `dropout masks reach forward and backward`(
    shape: NetworkConfiguration, isLocked: Bool
  ) throws {
    let dropout = DropoutOptions(
      embedding: 0.2, layers: 0.4, output: 0.3, recurrent: 0.3, isLocked: isLocked)
    try compare(shape, dropout: dropout, continues: false)
  }

  @Test(arguments: shapes)
  func `rows go on from carried states`(shape: NetworkConfiguration) throws {
    try compare(shape, dropout: DropoutOptions(), continues: true)
  }

  @Test(.enabled(if: Precision.bfloat16.isSupported), arguments: shapes, [true, false])
  func `bfloat16 stays within its rounding`(shape: NetworkConfiguration, drops: Bool) throws {
    let dropout =
      drops
      ? DropoutOptions(
        embedding: 0.2, layers: 0.4, output: 0.3, recurrent: shape.cell == .relu ? 0 : 0.3)
      : DropoutOptions()
    // A rectifier's slope jumps at zero, where rounding decides.
    try compare(
      shape, dropout: dropout, continues: true, precision: .bfloat16,
      tolerance: shape.cell == .relu ? 0.2 : 2e-2)
  }

  @Test(
    arguments: [Precision.float32, .bfloat16].filter(\.isSupported),
    [
      DropoutOptions(),
      DropoutOptions(embedding: 0.2, layers: 0.4, output: 0.3, recurrent: 0.3),
    ])
  func `layers of products equal the reference`(
    precision: Precision, dropout: DropoutOptions
  ) throws {
    for (vocabulary, isTied, layers) in [(5, true, 3), (5, false, 1), (30, false, 2)] {
      try compare(
        NetworkConfiguration(
          vocabularySize: vocabulary, embeddingSize: isTied ? 24 : 10, hiddenSize: 24,
          layers: layers, tiesEmbedding: isTied, sumsLayers: layers == 3),
        dropout: dropout, continues: true, precision: precision,
        tolerance: precision == .float32 ? 1e-4 : 2e-2, layerKind: .composed)
    }
  }

  @Test(arguments: [Precision.float32, .bfloat16].filter(\.isSupported))
  func `a layer of products that reads the inputs itself sums what is recalled`(
    precision: Precision
  ) throws {
    // Half as many inputs as positions, so that their products are made beforehand.
    let shape = NetworkConfiguration(
      vocabularySize: 6, embeddingSize: 10, hiddenSize: 24, layers: 2, recalls: true)
    #expect(2 * shape.inputCount <= 16 * 4)
    try compare(
      shape, dropout: DropoutOptions(), continues: true, precision: precision,
      tolerance: precision == .float32 ? 1e-4 : 2e-2, layerKind: .composed, timeSteps: 16)
  }

  @Test(
    arguments: [Head.bernoulli, .linear], [Precision.float32, .bfloat16].filter(\.isSupported))
  func `heads over vectors equal the reference`(head: Head, precision: Precision) throws {
    for (cell, inputs, outputs, kind) in [
      (Cell.lstm, 19, 13, LayerKind.recurrent), (.gru, 2, 1, .recurrent),
      (.lstm, 88, 88, .composed), (.tanh, 3, 8, .recurrent),
    ] {
      try compare(
        NetworkConfiguration(
          cell: cell, head: head, vocabularySize: outputs, embeddingSize: inputs, hiddenSize: 16,
          layers: 2, sumsLayers: outputs == 13),
        dropout: DropoutOptions(embedding: 0.2, layers: 0.4, output: 0.3, recurrent: 0.3),
        continues: true, precision: precision, tolerance: precision == .float32 ? 1e-4 : 2e-2,
        layerKind: kind)
    }
  }

  @Test(
    arguments: Cell.allCases, [Precision.float32, .bfloat16].filter(\.isSupported))
  func `layers that read both ways equal the reference`(cell: Cell, precision: Precision) throws {
    for direction in [Direction.concatenated, .summed] {
      try compareBothWays(cell, direction, precision)
    }
  }

  private func compareBothWays(
    _ cell: Cell, _ direction: Direction, _ precision: Precision
  ) throws {
    let width = direction == .concatenated ? 16 : 8
    for shape in [
      NetworkConfiguration(
        cell: cell, vocabularySize: 7, embeddingSize: 5, hiddenSize: 8, layers: 1,
        direction: direction),
      NetworkConfiguration(
        cell: cell, vocabularySize: 11, embeddingSize: width, hiddenSize: 8, layers: 3,
        direction: direction, tiesEmbedding: true, sumsLayers: true),
      NetworkConfiguration(
        cell: cell, head: .bernoulli, vocabularySize: 12, hiddenSize: 8, layers: 2,
        direction: direction),
    ] {
      for drops in [false, true] {
        let recurrent: Float = cell == .relu && precision == .bfloat16 ? 0 : 0.3
        try compare(
          shape,
          dropout: drops
            ? DropoutOptions(embedding: 0.2, layers: 0.4, output: 0.3, recurrent: recurrent)
            : DropoutOptions(),
          continues: true, precision: precision,
          tolerance: precision == .float32 ? 1e-4 : cell == .relu ? 0.2 : 2e-2,
          layerKind: drops && cell == .lstm ? .composed : .fastest)
      }
    }
  }

  private func compare(
    _ shape: NetworkConfiguration, dropout: DropoutOptions, continues: Bool,
    precision: Precision = .float32, tolerance: Double = 1e-4,
    layerKind: LayerKind = .fastest, timeSteps: Int = 6
  ) throws {
    // Large random weights make a plain recurrence chaotic, which would magnify rounding.
    let isTame = precision == .float32 && shape.direction == .forward
    let scale: Float = isTame ? 0.5 : 0.2
    let network = try Network(shape, seed: 3).randomized(seed: 4, scale: scale)
    var options = TrainerOptions.oneThread(dropout)
    options.precision = precision
    let trainer = try Trainer(network, options: options)
    trainer.layerKind = layerKind
    if continues { trainer.carried = .random(batchSize: 4, shape) }
    let masks = StepMasks(dropout, shape, seed: 0, step: 0)
    let factors = masks.weightFactors(shape)
    let dropped = Network(
      configuration: shape, parameters: zip(network.parameters, factors.parameters).map(*))
    let mask = { (site: Int, t: Int, row: Int, unit: Int) -> Double in
      guard let mask = site == 0 ? masks.embedding : masks.outputs[site - 1] else { return 1 }
      let width = site == 0 ? shape.embeddingSize : shape.outputSize
      return Double(mask.factor(at: ((masks.isLocked ? 0 : t) * 4 + row) * width + unit))
    }
    let reference = ReferenceNetwork(dropped)
    var expected: ReferenceNetwork.Result
    let found: (lossSum: Double, tokenCount: Int)
    let logits: [Float]
    if shape.head.readsVectors {
      let batch = randomVectorBatch(
        timeSteps: timeSteps, batchSize: 4, shape, seed: 5, continues: continues)
      expected = reference.run(batch, first: trainer.carried, mask: mask)
      logits = try trainer.logits(batch)
      found = try trainer.gradients(batch)
      #expect(found.tokenCount == batch.targetCount)
    } else {
      let batch = randomBatch(
        timeSteps: timeSteps, batchSize: 4, shape, seed: 5, continues: continues)
      expected = reference.run(batch, first: trainer.carried, mask: mask)
      logits = try trainer.logits(batch)
      found = try trainer.gradients(batch)
      #expect(found.tokenCount == batch.targetCount)
    }
    for (name, factors) in factors.tensors where name.contains("weight_hh") {
      let gradient = expected.gradients[name, default: []]
      expected.gradients[name] = zip(gradient, factors.floats ?? []).map { $0 * Double($1) }
    }
    #expect(abs(found.lossSum - expected.lossSum) < tolerance * expected.lossSum)
    // Behind the end of a row a network that reads both ways may say anything.
    if dropout == DropoutOptions() && shape.direction == .forward {
      #expect(relativeError(logits.map(Double.init), expected.logits) < tolerance)
    }
    expectEqual(trainer, expected.gradients, shape, tolerance)
  }

  private func expectEqual(
    _ trainer: Trainer, _ expected: [String: [Double]], _ shape: NetworkConfiguration,
    _ tolerance: Double
  ) {
    let found = trainer.gradientTensors
    for (name, gradient) in expected {
      // The engine learns the sum of both biases; only a GRU's candidate has two.
      if name.contains("bias_hh") {
        let n = shape.hiddenSize
        guard shape.cell == .gru else { continue }
        let tail = (2 * n)..<(3 * n)
        #expect(
          relativeError(Array(found[name, default: []][tail]), Array(gradient[tail])) < tolerance,
          "\(name)")
      } else {
        #expect(relativeError(found[name, default: []], gradient) < tolerance, "\(name)")
      }
    }
  }
}
