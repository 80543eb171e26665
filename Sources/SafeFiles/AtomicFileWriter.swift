import Glibc

/// A file that comes into being whole, when it is committed.
///
/// The bytes go to a temporary file in the same folder. ``commit()`` syncs it, renames it to its
/// path and syncs the folder; a writer that goes away without a commit removes it. Where the file
/// system has files without a name, the temporary file is one until then, so that nothing is left
/// of it even when the process is killed.
public struct AtomicFileWriter: ~Copyable {
  private let path: String
  private let temporaryPath: String
  private let hasName: Bool

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
    let nameless = openNameless(in: folderOf(path))
    let descriptor =
      nameless ?? open(temporaryPath, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, action: "write", errno: errno) }
    self.path = path
    self.temporaryPath = temporaryPath
    self.descriptor = descriptor
    hasName = nameless == nil
  }

  deinit {
    close(descriptor)
    if hasName { unlink(temporaryPath) }  // Finds nothing after a commit, which renamed it.
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
    guard fsync(descriptor) == 0, hasName || takeName(), rename(temporaryPath, path) == 0 else {
      throw FileError(path: path, action: "write", errno: errno)
    }
    let folder = open(folderOf(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }
}

extension AtomicFileWriter {
  /// Gives a file without a name the temporary one.
  private borrowing func takeName() -> Bool {
    unlink(temporaryPath)
    return linkat(
      AT_FDCWD, nameOf(descriptor), AT_FDCWD, temporaryPath, AT_SYMLINK_FOLLOW) == 0
  }
}

/// Opens a file that has no name yet but can get one.
private func openNameless(in folder: String) -> CInt? {
  // O_TMPFILE, a macro that is not imported.
  let nameless = O_DIRECTORY | 0o20_000_000
  let descriptor = open(folder, nameless | O_RDWR | O_CLOEXEC, 0o644)
  guard descriptor >= 0 else { return nil }
  if access(nameOf(descriptor), F_OK) == 0 { return descriptor }
  close(descriptor)
  return nil
}

/// The name of an open file in /proc, which may not be there.
private func nameOf(_ descriptor: CInt) -> String { "/proc/self/fd/\(descriptor)" }

private func folderOf(_ path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
