/// How far ahead of the ear a player computes.
public struct Latency: Hashable, Sendable {
  /// Frames between two wake-ups of the player.
  public var period: Int

  /// Periods in the buffer of the device.
  public var periods: Int

  public init(period: Int, periods: Int) {
    self.period = period
    self.periods = periods
  }

  /// 8 ms at 48 kHz.
  public static let low = Latency(period: 128, periods: 3)

  /// 21 ms at 48 kHz.
  public static let normal = Latency(period: 256, periods: 4)

  /// 85 ms at 48 kHz.
  public static let safe = Latency(period: 1024, periods: 4)

  /// Four periods that last about as long as asked at 48 kHz, 3 ms at the least.
  public static func milliseconds(_ value: Int) -> Latency {
    let period = value * 48 / 4 / EventSchedule.blockSize * EventSchedule.blockSize
    return Latency(period: min(max(period, EventSchedule.blockSize), 16_384), periods: 4)
  }
}
