/// A recurrent cell.
public enum Cell: String, Hashable, Codable, Sendable, CaseIterable {
  /// Long short-term memory with a forget gate.
  ///
  /// Source: Hochreiter & Schmidhuber 1997; Gers, Schmidhuber & Cummins 2000.
  case lstm

  /// Gated recurrent unit whose reset gate acts after the recurrent product, as in PyTorch.
  ///
  /// Source: Cho et al. 2014, with cuDNN's placement of the reset gate.
  case gru

  /// Gated recurrent unit whose reset gate acts on the state before the recurrent product.
  ///
  /// Source: Cho et al. 2014, equations 5 to 8.
  case textbookGRU = "gru-textbook"

  /// Plain recurrence through the hyperbolic tangent.
  ///
  /// Source: Elman 1990.
  case tanh = "rnn-tanh"

  /// Plain recurrence through a rectifier, which starts as the identity.
  ///
  /// Source: Le, Jaitly & Hinton 2015.
  case relu = "rnn-relu"
}

extension Cell {
  /// Blocks of H rows in each weight matrix.
  var gateCount: Int {
    switch self {
    case .lstm: Gate.allCases.count
    case .gru, .textbookGRU: 3
    case .tanh, .relu: 1
    }
  }

  /// Blocks of H numbers in the engine's bias.
  ///
  /// The engine has one bias per gate where PyTorch has two that are added; only the candidate of
  /// ``gru`` keeps both apart, because the reset gate comes between them.
  var biasCount: Int {
    self == .gru ? 4 : gateCount
  }

  /// Whether the cell carries a second state c beside h.
  var hasCellState: Bool {
    self == .lstm
  }

  /// First part of PyTorch's parameter names.
  var prefix: String {
    switch self {
    case .lstm: "lstm"
    case .gru, .textbookGRU: "gru"
    case .tanh, .relu: "rnn"
    }
  }
}
