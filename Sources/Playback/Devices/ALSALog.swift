import CALSA

/// What ALSA would print.
enum ALSALog {
  /// Keeps ALSA from writing to the terminal on behalf of the calling thread.
  ///
  /// ALSA prints up to ten lines when a machine has no card; the error codes say the same. The
  /// handler is kept per thread because the one per process takes a variadic function.
  static func silenceThisThread() {
    _ = unsafe snd_lib_error_set_local { _, _, _, _, _, _ in }
  }

  /// The sentence for an error code.
  static func text(of status: Int32) -> String {
    unsafe String(cString: snd_strerror(status)).lowercased()
  }
}
