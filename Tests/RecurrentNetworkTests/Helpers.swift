import Foundation

@testable import RecurrentNetwork

/// Returns |a - b| / max(|a| + |b|, tiny) over two arrays taken as vectors.
func relativeError(_ a: [Double], _ b: [Double], tiny: Double = 1e-9) -> Double {
  func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  precondition(a.count == b.count, "\(a.count) and \(b.count)")
  return norm(zip(a, b).map { $0 - $1 }) / max(norm(a) + norm(b), tiny)
}

/// Returns a batch of random tokens whose rows end at different steps.
func randomBatch(
  timeSteps: Int, batchSize: Int, vocabularySize: Int, seed: UInt64, isRagged: Bool = true,
  continues: Bool = false
) -> TokenBatch {
  var generator = CounterGenerator(seed: seed, stream: 99)
  func token() -> Int32 { Int32.random(in: 0..<Int32(vocabularySize), using: &generator) }
  let inputs = (0..<(timeSteps * batchSize)).map { _ in token() }
  var targets = (0..<(timeSteps * batchSize)).map { _ in token() }
  if isRagged {
    for row in 0..<batchSize {
      for t in (timeSteps - row % timeSteps)..<timeSteps { targets[t * batchSize + row] = -1 }
    }
  }
  return TokenBatch(
    timeSteps: timeSteps, batchSize: batchSize, inputs: inputs, targets: targets,
    continuesRow: [Bool](repeating: continues, count: batchSize))
}

/// Returns a batch of random tokens as a network of some shape reads them.
func randomBatch(
  timeSteps: Int, batchSize: Int, _ shape: NetworkConfiguration, seed: UInt64,
  continues: Bool = false
) -> TokenBatch {
  let tokens = randomBatch(
    timeSteps: timeSteps, batchSize: batchSize, vocabularySize: shape.vocabularySize, seed: seed)
  let read = (0..<batchSize).map { row in
    shape.inputs(of: (0..<timeSteps).map { tokens.inputs[$0 * batchSize + row] })
  }
  let width = shape.inputsPerToken
  return TokenBatch(
    timeSteps: timeSteps, batchSize: batchSize,
    inputs: (0..<timeSteps).flatMap { step in
      read.flatMap { $0[step * width..<(step + 1) * width] }
    },
    targets: tokens.targets, continuesRow: [Bool](repeating: continues, count: batchSize))
}

/// Returns a batch of random vectors, of zeros and ones as targets of a ``Head/bernoulli``.
func randomVectorBatch(
  timeSteps: Int, batchSize: Int, _ shape: NetworkConfiguration, seed: UInt64,
  continues: Bool = false
) -> VectorBatch {
  var generator = CounterGenerator(seed: seed, stream: 98)
  func numbers(_ width: Int) -> [Float] {
    generator.uniform(timeSteps * batchSize * width, limit: 1)
  }
  let targets = numbers(shape.vocabularySize)
  return VectorBatch(
    timeSteps: timeSteps, batchSize: batchSize, inputs: numbers(shape.embeddingSize),
    targets: shape.head == .bernoulli ? targets.map { $0 > 0.8 ? 1 : 0 } : targets,
    isScored: (0..<timeSteps * batchSize).map {
      $0 / batchSize < timeSteps - $0 % batchSize % timeSteps
    },
    continuesRow: [Bool](repeating: continues, count: batchSize))
}

extension CarriedStates {
  /// States as a batch before would have left them.
  static func random(batchSize: Int, _ shape: NetworkConfiguration) -> CarriedStates {
    var generator = CounterGenerator(seed: 6)
    let count = batchSize * shape.hiddenSize
    var states = CarriedStates()
    states.hidden = (0..<shape.layers).map { _ in generator.uniform(count, limit: 1) }
    states.cell = (0..<shape.layers).map { _ in
      generator.uniform(shape.cell.hasCellState ? count : 0, limit: 1)
    }
    return states
  }
}

extension TrainerOptions {
  /// One thread: tests run side by side.
  static func oneThread(_ dropout: DropoutOptions = DropoutOptions()) -> TrainerOptions {
    var options = TrainerOptions()
    options.threads = 1
    options.dropout = dropout
    return options
  }
}

extension Trainer {
  /// Gradients of the latest batch under PyTorch's names.
  var gradientTensors: [String: [Double]] {
    let network = Network(
      configuration: configuration,
      parameters: gradientBuffer.floats(0..<store.layout.count))
    return network.tensors.mapValues { ($0.floats ?? []).map(Double.init) }
  }
}

extension Network {
  /// The same shape with every parameter, biases too, drawn anew.
  func randomized(seed: UInt64, scale: Float = 0.5) throws -> Network {
    var generator = CounterGenerator(seed: seed, stream: 7)
    var tensors = self.tensors
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      tensors[name] = Tensor(
        shape: tensor.shape,
        (0..<tensor.elements.count).map { _ in Float(generator.normal()) * scale })
    }
    return try Network(configuration, tensors: tensors)
  }
}

extension StepMasks {
  /// The factor of each parameter under weight-drop, in the place of the parameter.
  func weightFactors(_ shape: NetworkConfiguration) -> Network {
    let layout = ParameterLayout(shape)
    var factors = [Float](repeating: 1, count: layout.count)
    for (pass, mask) in recurrent.enumerated() {
      guard let mask else { continue }
      let range = layout[.recurrentWeights(pass: pass)]
      for index in range { factors[index] = mask.factor(at: index - range.lowerBound) }
    }
    return Network(configuration: shape, parameters: factors)
  }
}
