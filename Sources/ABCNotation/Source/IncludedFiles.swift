import Synchronization

/// The files that `I:abc-include` names, each read once (ABC 2.1, section 3.1.17).
final class IncludedFiles: Sendable {
  /// How deep files may include each other.
  static let deepest = 8

  /// The most files that one book may include.
  private static let limit = 100

  /// The text of a file, or why there is none.
  enum Content {
    case text(SourceText)
    case missing(String)
  }

  private let read: @Sendable (String) throws -> [UInt8]
  private let known = Mutex<[String: Content]>([:])

  init(reading read: @escaping @Sendable (String) throws -> [UInt8]) {
    self.read = read
  }

  func content(of name: String) -> Content {
    if let content = known.withLock({ $0[name] }) { return content }
    guard known.withLock({ $0.count < Self.limit }) else {
      return .missing("more than \(Self.limit) files are included")
    }
    let content: Content
    do {
      content = .text(SourceText(ByteOrderMark.removed(from: try read(name)), file: name))
    } catch {
      content = .missing("\(error)")
    }
    known.withLock { $0[name] = content }
    return content
  }
}
