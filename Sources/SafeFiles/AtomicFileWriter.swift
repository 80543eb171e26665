import Glibc

/// A file that comes into being whole, when it is committed.
///
/// The bytes go to a temporary file in the same folder. ``commit()`` syncs it, renames it to its
/// path and syncs the folder; a writer that goes away without a commit removes it.
public struct AtomicFileWriter: ~Copyable {
  private let path: String
  private let temporaryPath: String

  /// The open file, for a C library that writes into it itself.
  package let descriptor: CInt

  /// Opens a temporary file beside `path`, whose folder must exist.
  ///
  /// A path that is a folder, a device or a pipe is refused: the rename would replace it.
  public init(to path: String) throws(FileError) {
    var information = stat()
    if stat(path, &information) == 0, information.st_mode & S_IFMT != S_IFREG {
      throw FileError(path: path, action: "write", reason: "not a regular file")
    }
    let temporaryPath = "\(path).\(getpid()).tmp"
    let descriptor = open(temporaryPath, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, action: "write", errno: errno) }
    self.path = path
    self.temporaryPath = temporaryPath
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
    unlink(temporaryPath)  // Finds nothing after a commit, which renamed it.
  }

  /// Adds bytes at the end.
  public mutating func append(_ bytes: [UInt8]) throws(FileError) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileError(path: path, action: "write", errno: errno) }
      start += count
    }
  }

  /// Makes the file appear at its path, replacing what was there.
  public consuming func commit() throws(FileError) {
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else {
      throw FileError(path: path, action: "write", errno: errno)
    }
    let folder = open(folderOf(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }
}

private func folderOf(_ path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
