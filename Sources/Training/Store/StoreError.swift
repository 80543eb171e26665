public import NoteVocabulary
public import SafeFiles

/// Why a token store cannot be made or read.
public enum StoreError: Error, Equatable, Sendable {
  case file(FileError)

  /// Stores hold music; texts need a vocabulary of their own first.
  case noMusic(EncodingKind)

  /// The folders hold no file of a fitting kind.
  case noFiles(paths: [String])

  /// The folder holds the store of other files, or of another encoding.
  case otherStore(path: String)

  /// The store was not finished.
  case unfinished(path: String)

  /// A file of the store does not hold what it should.
  case damaged(path: String, reason: String)

  /// Two stores, or a store and a model, have different vocabularies.
  case otherVocabulary(path: String)

  /// Not one piece can be used.
  case nothingUsable(files: Int)
}

extension StoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .noMusic(let kind):
      "a store holds music, not \(kind.rawValue); expected the encoding tune, events or frames"
    case .noFiles(let paths):
      paths.joined(separator: ", ") + ": no file ends in .abc, .mid, .midi or .rmi"
    case .otherStore(let path):
      "\(path): holds a store of other files or options; remove it or choose another folder"
    case .unfinished(let path):
      "\(path): the store is not finished; run lilt corpus prepare again, it goes on"
    case .damaged(let path, let reason): "\(path): \(reason); prepare the store again"
    case .otherVocabulary(let path):
      "\(path): the store has another encoding; expected that of the model or the other stores"
    case .nothingUsable(let files):
      "not one piece in \(files) files is usable; rejected.tsv tells why"
    }
  }
}
