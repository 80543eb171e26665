import Glibc

/// Files that another file names, in its own folder or below.
public enum NeighborFile {
  /// The most bytes of such a file.
  private static let limit = 1 << 20

  /// Reads a file that is named relative to the folder of another.
  ///
  /// - Throws: ``FileError`` where it lies outside of that folder, links followed, where it is
  ///   larger than 1 MiB, and where it cannot be read.
  public static func read(_ name: String, besides path: String) throws(FileError) -> [UInt8] {
    let folder = try real(path.contains("/") ? String(path[..<lastSlash(of: path)]) : ".")
    let file = try real(folder + "/" + name)
    guard !name.hasPrefix("/"), file.hasPrefix(folder == "/" ? folder : folder + "/") else {
      throw FileError(path: name, action: "read", reason: "outside of the folder of \(path)")
    }
    let stream = try InputStream(reading: file)
    var content: [UInt8] = []
    while let chunk = try stream.next() {
      content += chunk
      guard content.count <= limit else {
        throw FileError(path: name, action: "read", reason: "larger than \(limit) bytes")
      }
    }
    return content
  }

  private static func lastSlash(of path: String) -> String.Index {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    return slash == path.startIndex ? path.index(after: slash) : slash
  }

  /// The path without links and `..`.
  private static func real(_ path: String) throws(FileError) -> String {
    guard let resolved = realpath(path, nil) else {
      throw FileError(path: path, action: "read", errno: errno)
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
