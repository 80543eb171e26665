import SafeFiles

/// A stereo audio file that appears at its path when it is complete.
struct AudioFileWriter: ~Copyable {
  private var encoder: AudioEncoder
  private var file: AtomicFileWriter
  private let path: String
  private let format: AudioFormat

  init(
    path: String, format: AudioFormat, sampleRate: Int, comment: String? = nil
  ) throws(PlaybackError) {
    let file = try Self.begin(path)
    encoder = try AudioEncoder(
      descriptor: file.descriptor, path: path, format: format, sampleRate: sampleRate,
      comment: comment)
    self.file = file
    self.path = path
    self.format = format
  }

  private static func begin(_ path: String) throws(PlaybackError) -> AtomicFileWriter {
    do throws(FileError) {
      return try AtomicFileWriter(to: path)
    } catch {
      throw .file(error)
    }
  }

  /// Adds frames, left and right interleaved.
  mutating func append(_ samples: Span<Int16>) throws(PlaybackError) {
    try encoder.append(samples)
  }

  /// Ends the file and moves it to its path.
  consuming func commit() throws(PlaybackError) {
    try encoder.close()
    if format == .ogg, !OggPages.fixSerialNumber(descriptor: file.descriptor) {
      throw .encoding(path: path, reason: "its pages cannot be written again")
    }
    do throws(FileError) {
      try file.commit()
    } catch {
      throw .file(error)
    }
  }
}
