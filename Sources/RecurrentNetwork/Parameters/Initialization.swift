import Glibc

extension NetworkConfiguration {
  /// Draws the starting values of one stretch of the parameters.
  func initialValues(
    _ role: ParameterLayout.Role, _ options: InitializationOptions,
    using generator: inout CounterGenerator
  ) -> [Float] {
    switch role {
    case .embedding:
      let deviation =
        options.embeddingDeviation.map(Double.init) ?? 1 / Double(embeddingSize).squareRoot()
      let tokens = tokenInputCount * embeddingSize
      return (0..<(inputCount * embeddingSize)).map {
        Float(generator.normal() * deviation * ($0 < tokens ? 1 : Recall.vectorScale))
      }
    case .inputWeights(let pass):
      let inputSize = inputSize(ofPass: pass)
      let limit = limit(options.input, inputs: inputSize) * Double(options.inputScale)
      return generator.uniform(inputSize * cell.gateCount * hiddenSize, limit: limit)
    case .recurrentWeights:
      return recurrentValues(options, using: &generator)
    case .bias:
      return biasValues(forget: options.forgetBias)
    case .headWeights:
      let limit = Double(options.headScale) / Double(outputSize).squareRoot()
      return generator.uniform(vocabularySize * outputSize, limit: limit)
    case .headBias:
      return [Float](repeating: options.headBias, count: vocabularySize)
    }
  }

  private func limit(_ kind: InitializationOptions.Matrix, inputs: Int) -> Double {
    kind == .uniform
      ? 1 / Double(hiddenSize).squareRoot() : (6 / Double(inputs + hiddenSize)).squareRoot()
  }

  private func biasValues(forget: Float) -> [Float] {
    var values = [Float](repeating: 0, count: cell.biasCount * hiddenSize)
    if cell == .lstm {
      let start = Gate.forget.rawValue * hiddenSize
      for unit in start..<(start + hiddenSize) { values[unit] = forget }
    }
    return values
  }

  /// One square matrix per gate, side by side in `(H, G, H)`.
  private func recurrentValues(
    _ options: InitializationOptions, using generator: inout CounterGenerator
  ) -> [Float] {
    let (size, gates) = (hiddenSize, cell.gateCount)
    let kind = options.recurrent ?? (cell == .relu ? .identity : .orthogonal)
    var values = [Float](repeating: 0, count: size * gates * size)
    for gate in 0..<gates {
      let square =
        switch kind {
        case .identity: identity(size)
        case .orthogonal: orthogonal(size, using: &generator)
        case .glorot, .uniform:
          generator.uniform(size * size, limit: limit(kind, inputs: size))
        }
      for row in 0..<size {
        let start = (row * gates + gate) * size
        values.replaceSubrange(start..<(start + size), with: square[row * size..<(row + 1) * size])
      }
    }
    return values
  }
}

/// Returns the identity matrix, `(size, size)`.
private func identity(_ size: Int) -> [Float] {
  var matrix = [Float](repeating: 0, count: size * size)
  for row in 0..<size { matrix[row * size + row] = 1 }
  return matrix
}

/// Returns a random orthogonal matrix, `(size, size)`: normal rows, made orthogonal one by one.
///
/// Costs 2·size³ operations.
func orthogonal(_ size: Int, using generator: inout CounterGenerator) -> [Float] {
  var matrix = (0..<(size * size)).map { _ in Float(generator.normal()) }
  var span = matrix.mutableSpan
  for row in 0..<size {
    for earlier in 0..<row {
      subtractProjection(&span, row * size, on: earlier * size, size)
    }
    normalize(&span, row * size, size)
  }
  return matrix
}

/// Subtracts from one row its part along another row of length 1.
private func subtractProjection(
  _ matrix: inout MutableSpan<Float>, _ row: Int, on other: Int, _ size: Int
) {
  var sums = SIMD8<Float>.zero
  var column = 0
  while column + 8 <= size {
    for lane in 0..<8 { sums[lane] += matrix[row + column + lane] * matrix[other + column + lane] }
    column += 8
  }
  var dot = sums.sum()
  while column < size {
    dot += matrix[row + column] * matrix[other + column]
    column += 1
  }
  for column in 0..<size { matrix[row + column] -= dot * matrix[other + column] }
}

/// Scales a row to length 1.
private func normalize(_ matrix: inout MutableSpan<Float>, _ row: Int, _ size: Int) {
  var sum: Double = 0
  for column in row..<(row + size) { sum += Double(matrix[column]) * Double(matrix[column]) }
  let scale = Float(1 / max(sum, .leastNormalMagnitude).squareRoot())
  for column in row..<(row + size) { matrix[column] *= scale }
}

extension CounterGenerator {
  /// Draws from the standard normal distribution.
  ///
  /// Source: Box & Muller 1958.
  mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }

  /// Draws numbers from (-limit, limit).
  mutating func uniform(_ count: Int, limit: Double) -> [Float] {
    (0..<count).map { _ in Float((2 * uniform() - 1) * limit) }
  }
}
