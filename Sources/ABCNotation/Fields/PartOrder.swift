/// The playing order after `P:` in a header (ABC 2.1, section 3.1.9).
struct PartOrder {
  /// The most parts that an order may play.
  static let limit = 4096

  /// The labels in the order played.
  private(set) var labels: [String] = []

  /// What is wrong with the text, if anything is.
  private(set) var problem: String?

  /// Expands `AABA`, `A2.B`, `((AB)3.C)2` without recursion.
  init(_ text: ArraySlice<UInt8>) {
    /// The start in ``labels`` of each open parenthesis.
    var open: [Int] = []
    var index = text.startIndex
    while index < text.endIndex, problem == nil {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "("): open.append(labels.count)
      case UInt8(ascii: ")"):
        guard let start = open.popLast() else {
          problem = "')' without '(' in the order of parts"
          break
        }
        repeatLabels(from: start, times: Self.number(in: text, at: &index))
      case _ where byte.isLetter:
        labels.append(String(Unicode.Scalar(byte)))
        repeatLabels(from: labels.count - 1, times: Self.number(in: text, at: &index))
      case .dot, .star, .comma: break
      case _ where byte.isBlank: break
      default: problem = "unexpected '\(Unicode.Scalar(byte))' in the order of parts"
      }
    }
    if problem == nil, !open.isEmpty { problem = "'(' without ')' in the order of parts" }
  }

  private static func number(in text: ArraySlice<UInt8>, at index: inout Int) -> Int {
    let digits = text[index...].prefix(while: \.isDigit)
    index = digits.endIndex
    return digits.isEmpty ? 1 : digits.decimalValue ?? limit + 1
  }

  private mutating func repeatLabels(from start: Int, times: Int) {
    let group = labels[start...]
    guard start + group.count * times <= Self.limit else {
      problem = "the order plays more than \(Self.limit) parts"
      return
    }
    labels.removeSubrange(start...)
    for _ in 0..<times { labels += group }
  }
}
