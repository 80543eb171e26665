public import SafeFiles

/// Why a file cannot be used as a model.
public enum ModelFileError: Error, Equatable, Sendable {
  /// The file cannot be read at all.
  case unreadable(FileError)

  /// The file is not what it should be.
  case unusable(path: String, reason: String)
}

extension ModelFileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let error): error.description
    case .unusable(let path, let reason): "\(path): not a usable model: \(reason)"
    }
  }
}
