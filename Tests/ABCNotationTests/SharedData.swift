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

  /// The ABC files below a folder, in a fixed order.
  static func abcFiles(in folder: String) -> [String] {
    (FileManager.default.subpaths(atPath: folder) ?? [])
      .filter { $0.hasSuffix(".abc") || $0.hasSuffix(".abh") }.sorted().map { folder + "/" + $0 }
  }
}
