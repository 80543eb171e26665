extension Trainer {
  /// What a resumed run needs beside the weights to go on to the bit.
  ///
  /// The optimizer's moments and the averaged weights in the engine's layout, the number of steps and the states that rows
  /// carry, under names that begin with `trainer.`. Dropout needs nothing: its masks follow from the
  /// seed and the number of steps.
  public var checkpoint: [String: Tensor] {
    let count = store.layout.count
    var tensors = [
      Name.first: Tensor(shape: [count], firstMoment.floats(0..<count)),
      Name.second: Tensor(shape: [count], secondMoment.floats(0..<count)),
      Name.steps: Tensor(shape: [], elements: .int64([Int64(stepsTaken)])),
    ]
    if let average {
      tensors[Name.average] = Tensor(shape: [count], average.floats(0..<count))
    }
    for (layer, state) in carried.hidden.enumerated() {
      tensors[Name.hidden(layer)] = Tensor(shape: [state.count], state)
    }
    for (layer, state) in carried.cell.enumerated() {
      tensors[Name.cell(layer)] = Tensor(shape: [state.count], state)
    }
    return tensors
  }

  /// Sets weights, optimizer and carried states to those of a checkpoint.
  ///
  /// - Throws: `NetworkError.invalidConfiguration` when the network has another shape,
  ///   `.missingTensor` or `.tensorMismatch`; the trainer is then unchanged.
  public func restore(
    _ network: Network, checkpoint: [String: Tensor]
  ) throws(NetworkError) {
    guard network.configuration == configuration else {
      throw .invalidConfiguration("the checkpoint's network has another shape")
    }
    let count = store.layout.count
    let first = try checkpoint.floats(Name.first, shape: [count])
    let second = try checkpoint.floats(Name.second, shape: [count])
    let averaged = try average.map { _ throws(NetworkError) in
      try checkpoint.floats(Name.average, shape: [count])
    }
    guard let steps = checkpoint[Name.steps] else { throw .missingTensor(Name.steps) }
    guard let step = steps.integers?.first, steps.shape.isEmpty, step >= 0 else {
      throw .tensorMismatch(name: Name.steps, expected: "I64 ()", found: "\(steps)")
    }
    var states = CarriedStates()
    for layer in 0..<configuration.layers {
      guard let hidden = checkpoint[Name.hidden(layer)]?.floats,
        let cell = checkpoint[Name.cell(layer)]?.floats
      else { break }
      states.hidden.append(hidden)
      states.cell.append(cell)
    }
    firstMoment.store(first)
    secondMoment.store(second)
    if let averaged { average?.store(averaged) }
    stepsTaken = Int(step)
    carried = states
    replaceWeights(network)
  }

  private enum Name {
    static let first = "trainer.first_moment"
    static let second = "trainer.second_moment"
    static let average = "trainer.average"
    static let steps = "trainer.steps"
    static func hidden(_ layer: Int) -> String { "trainer.hidden.\(layer)" }
    static func cell(_ layer: Int) -> String { "trainer.cell.\(layer)" }
  }
}
