/// A recurrent cell.
public enum Cell: String, Hashable, Codable, Sendable, CaseIterable {
  /// Long short-term memory with a forget gate.
  ///
  /// Source: Hochreiter & Schmidhuber 1997; Gers, Schmidhuber & Cummins 2000.
  case lstm
}

/// The gates of an LSTM in the order that PyTorch and oneDNN share: i f g o.
///
/// Every array with a gate axis, weights, biases, gradients and files alike, is packed in this order.
enum Gate: Int, CaseIterable {
  case input, forget, candidate, output
}
