/// Weights, biases and gradients of all parameters, in the engine's layout.
struct ParameterStore {
  let layout: ParameterLayout
  let values: Buffer

  /// `nil` where nothing is learned.
  let gradients: Buffer?

  /// The recurrent weights of all layers with some of them dropped; `nil` where none are.
  var droppedWeights: Buffer?
}

extension ParameterStore {
  /// The recurrent weights that a layer computes with, `(H, G, H)`.
  func recurrentWeights(pass: Int) -> Buffer {
    let range = layout[.recurrentWeights(pass: pass)]
    guard let droppedWeights else {
      return Buffer(values, bytes: range.lowerBound * 4..<range.upperBound * 4)
    }
    // All passes' are of one size.
    let stride = (range.count + 15) / 16 * 64
    return Buffer(droppedWeights, bytes: pass * stride..<pass * stride + range.count * 4)
  }

  /// Bytes that the dropped weights of so many passes take.
  func droppedByteCount(passes: Int) -> Int {
    (layout[.recurrentWeights(pass: 0)].count + 15) / 16 * 64 * passes
  }
}
