import Foundation

/// Music data that is not part of this repository, found beside it or named by `LILT_SHARED`.
public enum SharedData {
  /// The path of one of its folders, `nil` where that is missing.
  public static func folder(_ name: String) -> String? {
    let repository = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let beside = repository.deletingLastPathComponent().appending(path: "shared").path
    let root = ProcessInfo.processInfo.environment["LILT_SHARED"] ?? beside
    let path = root + "/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The files below one of its folders with one of some endings, in order of their paths; none where
  /// the folder is missing.
  public static func files(in name: String, endings: Set<String>) -> [String] {
    guard let folder = folder(name) else { return [] }
    return (FileManager.default.subpaths(atPath: folder) ?? []).filter {
      endings.contains(URL(filePath: $0).pathExtension.lowercased())
    }.sorted().map { folder + "/" + $0 }
  }

  /// The content of a file.
  public static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }
}
