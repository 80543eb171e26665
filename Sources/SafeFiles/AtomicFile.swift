/// Writing files so that a reader sees the old content or the new, never a part.
public enum AtomicFile {
  /// Writes bytes to a temporary file beside `path`, syncs it, and renames it into place.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    var writer = try AtomicFileWriter(to: path)
    try writer.append(bytes)
    try writer.commit()
  }

  /// Writes a text as UTF-8, in the way of ``write(_:to:)-([UInt8],_)``.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }
}
