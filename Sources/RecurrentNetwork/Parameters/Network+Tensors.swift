extension Network {
  /// All weights under PyTorch's names, in its shapes and gate order.
  ///
  /// `embedding.weight` (V, E); for each layer n `lstm.weight_ih_ln` (4H, I), `lstm.weight_hh_ln`
  /// (4H, H), `lstm.bias_ih_ln` and `lstm.bias_hh_ln` (4H), with `gru.` or `rnn.` and 3H or H for
  /// the other cells, and `_reverse` behind the names of a second direction; `head.weight` (V, H or
  /// 2H), left out when tied; `head.bias` (V).
  ///
  /// PyTorch adds two biases per gate. This network learns their sum: `bias_ih` holds it and
  /// `bias_hh` is zero, but for the candidate of ``Cell/gru``, where both are learned.
  public var tensors: [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for slot in ParameterLayout(configuration).slots {
      let values = Array(parameters[slot.range])
      for (name, shape) in configuration.torchShapes(slot.role) {
        let part = configuration.torchValues(slot.role, values, second: name.contains("bias_hh"))
        tensors[name] = Tensor(shape: shape, part)
      }
    }
    return tensors
  }

  /// Creates a network from tensors under PyTorch's names; other names are ignored.
  ///
  /// - Throws: `NetworkError.invalidConfiguration`, `.missingTensor` or `.tensorMismatch`.
  public init(
    _ configuration: NetworkConfiguration, tensors: [String: Tensor]
  ) throws(NetworkError) {
    try configuration.validate()
    let layout = ParameterLayout(configuration)
    var parameters = [Float](repeating: 0, count: layout.count)
    for slot in layout.slots {
      var parts: [[Float]] = []
      for (name, shape) in configuration.torchShapes(slot.role) {
        parts.append(try tensors.floats(name, shape: shape))
      }
      parameters.replaceSubrange(
        slot.range, with: configuration.engineValues(slot.role, torch: parts))
    }
    self.init(configuration: configuration, parameters: parameters)
  }
}

extension [String: Tensor] {
  /// Looks up a `float32` tensor of a given shape.
  func floats(_ name: String, shape: [Int]) throws(NetworkError) -> [Float] {
    guard let tensor = self[name] else { throw .missingTensor(name) }
    guard tensor.shape == shape, let values = tensor.floats else {
      let expected = "F32 (\(shape.map(String.init).joined(separator: ", ")))"
      throw .tensorMismatch(name: name, expected: expected, found: "\(tensor)")
    }
    return values
  }
}

extension NetworkConfiguration {
  /// PyTorch's names and shapes for one stretch of the parameters.
  func torchShapes(_ role: ParameterLayout.Role) -> [(String, [Int])] {
    let rows = cell.gateCount * hiddenSize
    func suffix(_ pass: Int) -> String {
      "l\(pass / direction.passes)" + (pass % direction.passes == 1 ? "_reverse" : "")
    }
    switch role {
    case .embedding: return [("embedding.weight", [inputCount, embeddingSize])]
    case .inputWeights(let pass):
      return [("\(cell.prefix).weight_ih_\(suffix(pass))", [rows, inputSize(ofPass: pass)])]
    case .recurrentWeights(let pass):
      return [("\(cell.prefix).weight_hh_\(suffix(pass))", [rows, hiddenSize])]
    case .bias(let pass):
      return ["bias_ih", "bias_hh"].map { ("\(cell.prefix).\($0)_\(suffix(pass))", [rows]) }
    case .headWeights: return [("head.weight", [vocabularySize, outputSize])]
    case .headBias: return [("head.bias", [vocabularySize])]
    }
  }

  /// Turns a stretch in the engine's layout into PyTorch's tensor.
  ///
  /// - Parameter second: Asks for `bias_hh` rather than `bias_ih`.
  func torchValues(
    _ role: ParameterLayout.Role, _ values: [Float], second: Bool = false
  ) -> [Float] {
    switch role {
    case .embedding, .headWeights, .headBias:
      return values
    case .inputWeights, .recurrentWeights:
      var result = values
      forEachWeight(of: values.count) { engine, torch in result[torch] = values[engine] }
      return result
    case .bias:
      var result = [Float](repeating: 0, count: cell.gateCount * hiddenSize)
      forEachBias { engine, torch, isSecond in
        if isSecond == second { result[torch] = values[engine] }
      }
      return result
    }
  }

  /// Turns PyTorch's tensors of one stretch into the engine's layout.
  func engineValues(_ role: ParameterLayout.Role, torch parts: [[Float]]) -> [Float] {
    switch role {
    case .embedding, .headWeights, .headBias:
      return parts[0]
    case .inputWeights, .recurrentWeights:
      var result = parts[0]
      forEachWeight(of: parts[0].count) { engine, torch in result[engine] = parts[0][torch] }
      return result
    case .bias:
      var result = [Float](repeating: 0, count: cell.biasCount * hiddenSize)
      forEachBias { engine, torch, isSecond in
        let isSplit = isSplitBlock(torch / hiddenSize)
        let first = isSecond ? 0 : parts[0][torch]
        result[engine] = first + (isSplit && !isSecond ? 0 : parts[1][torch])
      }
      return result
    }
  }

  /// Calls `body` with the place of each weight in the engine's matrix and in PyTorch's.
  ///
  /// The engine's is input-major, PyTorch's the other way round. Sixteen units at a time fill a cache
  /// line of the one while they go along as many rows of the other.
  private func forEachWeight(of count: Int, _ body: (_ engine: Int, _ torch: Int) -> Void) {
    let columns = cell.gateCount * hiddenSize
    let inputs = count / columns
    for (block, torchBlock) in cell.torchBlocks.enumerated() {
      for first in stride(from: 0, to: hiddenSize, by: 16) {
        for input in 0..<inputs {
          for unit in first..<min(first + 16, hiddenSize) {
            let row = torchBlock * hiddenSize + unit
            body(input * columns + block * hiddenSize + unit, row * inputs + input)
          }
        }
      }
    }
  }

  /// Calls `body` with the place of each bias in the engine's vector and in PyTorch's.
  ///
  /// The third argument says whether the bias belongs to `bias_hh` alone.
  private func forEachBias(_ body: (_ engine: Int, _ torch: Int, _ isSecond: Bool) -> Void) {
    for (block, torchBlock) in cell.torchBlocks.enumerated() {
      for unit in 0..<hiddenSize {
        let torch = torchBlock * hiddenSize + unit
        body(block * hiddenSize + unit, torch, false)
        if isSplitBlock(torchBlock) { body(3 * hiddenSize + unit, torch, true) }
      }
    }
  }

  /// Whether a block of PyTorch's biases is not added up: the candidate of a GRU.
  private func isSplitBlock(_ torchBlock: Int) -> Bool {
    cell == .gru && torchBlock == 2
  }
}
