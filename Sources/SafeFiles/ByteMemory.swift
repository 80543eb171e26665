import Glibc

/// Bytes that stay in one place: a file mapped into memory, or a copy of an array.
///
/// A mapped file costs no time to open and no memory until its pages are read; the pages are shared
/// by all programs that map it.
public final class ByteMemory: @unchecked Sendable {
  @usableFromInline let base: UnsafeRawPointer
  public let count: Int
  private let isMapped: Bool

  /// Maps a file.
  public init(mapping path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, action: "read", errno: errno) }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else {
      throw FileError(path: path, action: "read", errno: errno)
    }
    guard information.st_mode & S_IFMT == S_IFREG, information.st_size > 0 else {
      throw FileError(path: path, action: "read", reason: "not a file with content")
    }
    let size = Int(information.st_size)
    guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
    else { throw FileError(path: path, action: "read", errno: errno) }
    self.base = UnsafeRawPointer(base)
    count = size
    isMapped = true
  }

  /// Copies an array.
  public init(copying bytes: [UInt8]) {
    let copy = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress { copy.copyMemory(from: start, byteCount: source.count) }
    }
    base = UnsafeRawPointer(copy)
    count = bytes.count
    isMapped = false
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: base), count)
    } else {
      base.deallocate()
    }
  }

  /// The bytes of a range.
  ///
  /// - Precondition: The range lies within the bytes.
  public func bytes(_ range: Range<Int>) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) of \(count) bytes")
    return Array(UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}
