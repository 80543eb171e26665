public import SafeFiles

/// Why some paths give nothing to work with.
public enum CorpusError: Error, Equatable, Sendable {
  /// A path cannot be read.
  case file(FileError)

  /// A token store cannot be used.
  case store(StoreError)

  /// The folders hold no file of a fitting kind.
  case noFiles(paths: [String], extensions: [String])

  /// Not one tune in the files is usable; the reason is that of the first.
  case noUsableTune(files: Int, found: Int, firstReason: String?)
}

extension CorpusError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .store(let error): error.description
    case .noFiles(let paths, let extensions):
      paths.joined(separator: ", ") + ": no file ends in "
        + extensions.map { "." + $0 }.joined(separator: " or ")
    case .noUsableTune(let files, 0, _):
      "no tune in \(files) \(files == 1 ? "file" : "files")"
    case .noUsableTune(_, let found, let reason):
      "none of \(found) \(found == 1 ? "tune" : "tunes") is usable"
        + (reason.map { "; the first: \($0)" } ?? "")
    }
  }
}
