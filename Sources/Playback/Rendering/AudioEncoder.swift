import CSndfile
import Glibc

/// libsndfile, writing stereo sound into an open file.
@safe struct AudioEncoder: ~Copyable {
  private var encoder: OpaquePointer?
  private let path: String

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - descriptor: An open file; the encoder works on a duplicate of it.
  ///   - path: The name for messages.
  ///   - comment: A text for the file's tags.
  init(
    descriptor: CInt, path: String, format: AudioFormat, sampleRate: Int, comment: String? = nil
  ) throws(PlaybackError) {
    var information = SF_INFO()
    (information.samplerate, information.channels) = (Int32(sampleRate), 2)
    information.format = format.code
    errno = 0
    let encoder = unsafe sf_open_fd(dup(descriptor), Int32(SFM_WRITE), &information, 1)
    guard let encoder = unsafe encoder else {
      throw Self.failure(path: path, status: sf_error(nil))
    }
    if let comment { unsafe sf_set_string(encoder, Int32(SF_STR_COMMENT), comment) }
    unsafe self.encoder = encoder
    self.path = path
  }

  deinit {
    if let encoder = unsafe encoder { unsafe sf_close(encoder) }
  }

  /// Writes what is left and completes the headers.
  mutating func close() throws(PlaybackError) {
    guard let encoder = unsafe encoder.take() else { return }
    errno = 0
    let status = unsafe sf_close(encoder)
    guard status == 0 else { throw Self.failure(path: path, status: status) }
  }

  /// Adds frames, left and right interleaved.
  mutating func append(_ samples: Span<Int16>) throws(PlaybackError) {
    let frames = sf_count_t(samples.count / 2)
    errno = 0
    let written = unsafe samples.withUnsafeBufferPointer { buffer in
      unsafe sf_writef_short(encoder, buffer.baseAddress, frames)
    }
    // The MP3 encoder counts frames as written that the disk had no room for.
    let status = unsafe sf_error(encoder)
    guard written == frames, status == SF_ERR_NO_ERROR else {
      throw Self.failure(path: path, status: status)
    }
  }

  /// What the system said last or, when it said nothing, libsndfile.
  private static func failure(path: String, status: Int32) -> PlaybackError {
    let text = unsafe errno == 0 ? sf_error_number(status) : UnsafePointer(strerror(errno))
    let reason = unsafe text.map { unsafe String(cString: $0).lowercased() }
    return .encoding(path: path, reason: reason ?? "libsndfile error \(status)")
  }
}
