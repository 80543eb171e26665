import Glibc

/// Reading files and finding them in folders.
public enum InputFile {
  /// The whole content of a file; `-` is standard input.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, action: "read", errno: errno) }
    defer { if path != "-" { close(descriptor) } }
    var content: [UInt8] = []
    content.reserveCapacity(expectedSize(descriptor))
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path: path, action: "read", errno: errno) }
      if count == 0 { return content }
      content += chunk[..<count]
    }
  }

  /// What an open file says of its size, as far as memory may be set aside for it.
  private static func expectedSize(_ descriptor: Int32) -> Int {
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { return 0 }
    return min(max(Int(information.st_size), 0), 1 << 28)
  }

  /// The files that some paths name, folders searched to any depth, in a fixed order.
  ///
  /// A path that names a file is taken whatever its extension; in folders, hidden files and files
  /// of other extensions are passed over.
  ///
  /// - Parameter extensions: Lower-case file extensions without the dot.
  public static func expand(
    _ paths: [String], extensions: Set<String>
  ) throws(FileError) -> [String] {
    var files: [String] = []
    for path in paths {
      if path == "-" {
        files.append(path)
      } else if try isDirectory(path) {
        files += try filesBelow(path, extensions: extensions)
      } else {
        files.append(path)
      }
    }
    return files
  }

  private static func isDirectory(_ path: String) throws(FileError) -> Bool {
    var information = stat()
    guard stat(path, &information) == 0 else {
      throw FileError(path: path, action: "read", errno: errno)
    }
    return information.st_mode & S_IFMT == S_IFDIR
  }

  /// Walks a folder without recursion; links to folders are not followed, so there are no loops.
  private static func filesBelow(
    _ folder: String, extensions: Set<String>
  ) throws(FileError) -> [String] {
    var found: [String] = []
    var pending = [folder]
    while let current = pending.popLast() {
      for (name, isFolder) in try entries(of: current) where !name.hasPrefix(".") {
        let path = current.hasSuffix("/") ? current + name : current + "/" + name
        if isFolder {
          pending.append(path)
        } else if let dot = name.lastIndex(of: "."),
          extensions.contains(name[name.index(after: dot)...].lowercased())
        {
          found.append(path)
        }
      }
    }
    return found.sorted()
  }

  private static func entries(
    of folder: String
  ) throws(FileError) -> [(name: String, isFolder: Bool)] {
    guard let stream = opendir(folder) else {
      throw FileError(path: folder, action: "read", errno: errno)
    }
    defer { closedir(stream) }
    var entries: [(String, Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != "." && name != ".." else { continue }
      var isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      if entry.pointee.d_type == UInt8(DT_UNKNOWN) {
        isFolder = try isDirectory(folder + "/" + name)
      }
      entries.append((name, isFolder))
    }
    return entries
  }
}
