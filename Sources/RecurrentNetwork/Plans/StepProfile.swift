import Glibc

/// Where the time of training steps goes.
public struct StepProfile: Hashable, Sendable {
  /// The parts of a step, in the order in which they first come.
  public enum Phase: Int, CaseIterable, Sendable {
    case packing, embedding, recurrentForward, dropout, head, loss, clearing, recurrentBackward
    case clipping, optimizer, other
  }

  private var nanoseconds = [UInt64](repeating: 0, count: Phase.allCases.count)
  private var last: UInt64 = 0

  /// Steps measured.
  public private(set) var steps = 0
}

extension StepProfile {
  /// Seconds spent in a phase since the profile began.
  public func seconds(in phase: Phase) -> Double {
    Double(nanoseconds[phase.rawValue]) * 1e-9
  }

  /// Seconds spent in all phases.
  public var seconds: Double {
    Phase.allCases.reduce(0) { $0 + seconds(in: $1) }
  }

  /// Begins a step.
  mutating func begin() {
    last = Self.now()
    steps += 1
  }

  /// Counts the time since the last call for a phase.
  mutating func end(_ phase: Phase) {
    let now = Self.now()
    nanoseconds[phase.rawValue] += now - last
    last = now
  }

  private static func now() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
