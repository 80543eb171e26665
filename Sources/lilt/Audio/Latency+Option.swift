import ArgumentParser
import Playback

extension Latency {
  /// Reads `low`, `normal`, `safe` or milliseconds.
  init(option text: String) throws {
    switch text {
    case "low": self = .low
    case "normal": self = .normal
    case "safe": self = .safe
    default:
      guard let milliseconds = Int(text), (1...2000).contains(milliseconds) else {
        throw ValidationError("--latency takes low, normal, safe or 1 to 2000 milliseconds")
      }
      self = .milliseconds(milliseconds)
    }
  }
}
