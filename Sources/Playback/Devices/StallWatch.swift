import CALSA
import Glibc

/// Finds gaps in the sound by the clock: between the ends of two writes a device can play no more than
/// its buffer and the frames of the second, so if more time has passed it was silent, whether it says
/// so or not.
///
/// Sound servers often say nothing. Until two buffers are written the device is starting, which may
/// take any time. No allocation, no lock.
struct StallWatch {
  /// The time that a full buffer lasts, in seconds; infinity for what keeps no time.
  private let buffer: Double

  private let sampleRate: Double

  /// When the last write ended, in seconds.
  private var lastEnd = 0.0

  /// What was written, in seconds.
  private var written = 0.0

  /// When a gap was found last; what is seen soon after is the same one.
  private var lastGap = -Double.infinity

  init(buffer: Double, sampleRate: Int) {
    self.buffer = buffer
    self.sampleRate = Double(sampleRate)
  }

  /// Takes note of frames that were just written.
  ///
  /// - Parameter saysSo: Whether the device itself told of a gap while it took them.
  /// - Returns: Whether there was a gap that was not found before.
  mutating func hasNewGap(after frames: Int, saysSo: Bool) -> Bool {
    hasNewGap(after: frames, saysSo: saysSo, now: Self.now)
  }

  mutating func hasNewGap(after frames: Int, saysSo: Bool, now: Double) -> Bool {
    defer { lastEnd = now }
    let length = Double(frames) / sampleRate
    written += length
    let isLate = written > 2 * buffer + length && now - lastEnd > buffer + length
    guard isLate || saysSo else { return false }
    defer { lastGap = now }
    return isLate || now - lastGap > 1
  }

  private static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
