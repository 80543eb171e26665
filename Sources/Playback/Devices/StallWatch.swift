import CALSA
import Glibc

/// Finds gaps in the sound by the clock: who does not come back before the buffer of a device has
/// been played was late, whether the device says so or not.
///
/// Sound servers often say nothing. No allocation, no lock.
struct StallWatch {
  /// The time that a full buffer lasts, in seconds.
  private let longest: Double

  /// When the last frames were written, in seconds; zero before.
  private var lastWrite = 0.0

  /// When a gap was found last; what the device says soon after is the same one.
  private var lastGap = -Double.infinity

  init(longest: Double) {
    self.longest = longest
  }

  /// Whether the device has run dry since frames were written.
  mutating func wasStalled() -> Bool {
    let now = Self.now
    guard lastWrite > 0, now - lastWrite > longest else { return false }
    lastGap = now
    return true
  }

  /// Whether a gap of this moment was found already.
  var hasCounted: Bool { Self.now - lastGap < 1 }

  mutating func noteWritten() { lastWrite = Self.now }

  private static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
