import Foundation

/// Music data that is not part of this repository, found beside it or named by `LILT_SHARED`.
enum SharedData {
  /// The path of one of its folders, `nil` where that is missing.
  static func folder(_ name: String) -> String? {
    let repository = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let beside = repository.deletingLastPathComponent().appending(path: "shared").path
    let root = ProcessInfo.processInfo.environment["LILT_SHARED"] ?? beside
    let path = root + "/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}
