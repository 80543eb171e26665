/// The gates of an LSTM, in the order in which PyTorch and oneDNN both pack them: i f g o.
enum Gate: Int, CaseIterable {
  case input, forget, candidate, output
}

extension Cell {
  /// For each block of the engine's weights, the block of PyTorch's weights that it is.
  ///
  /// The only place that knows gate orders. LSTM: i f g o in both. GRU: oneDNN packs z r n,
  /// PyTorch r z n.
  var torchBlocks: [Int] {
    switch self {
    case .lstm: Gate.allCases.map(\.rawValue)
    case .gru, .textbookGRU: [1, 0, 2]
    case .tanh, .relu: [0]
    }
  }
}
