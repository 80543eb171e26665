import Glibc

/// A file that is read in chunks, so that a large one is never in memory as a whole.
public struct InputStream: ~Copyable {
  private let path: String
  private let descriptor: CInt

  /// Opens a file; `-` is standard input.
  public init(reading path: String) throws(FileError) {
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, action: "read", errno: errno) }
    self.path = path
  }

  deinit {
    if path != "-" { close(descriptor) }
  }

  /// The next bytes, at most 256 KiB, or `nil` at the end.
  public func next() throws(FileError) -> [UInt8]? {
    while true {
      var failure: CInt = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, size in
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        failure = count < 0 ? errno : 0
        size = max(0, count)
      }
      if failure == EINTR { continue }
      if failure != 0 { throw FileError(path: path, action: "read", errno: failure) }
      return chunk.isEmpty ? nil : chunk
    }
  }
}
