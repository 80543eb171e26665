import Glibc

/// The learning rate of every step: a linear warm-up, then half a cosine.
///
/// Source: Loshchilov & Hutter 2017, "SGDR: stochastic gradient descent with warm restarts".
public struct LearningRateSchedule: Hashable, Codable, Sendable {
  /// The highest rate.
  public var peak: Double

  /// Steps until the peak.
  public var warmUpSteps: Int

  /// Steps in all; `nil` while that is not known, which holds the rate at its peak.
  public var totalSteps: Int?

  /// The rate at the end, as a part of the peak.
  public static let finalShare = 0.02

  /// The longest warm-up, in steps.
  public static let longestWarmUp = 100

  /// Creates the schedule of a run whose number of steps is known.
  public init(peak: Double, totalSteps: Int) {
    self.peak = peak
    self.warmUpSteps = max(1, min(Self.longestWarmUp, totalSteps / 10))
    self.totalSteps = totalSteps
  }

  /// Creates the schedule of a run whose number of steps is still to be measured.
  public init(peak: Double) {
    self.peak = peak
    self.warmUpSteps = Self.longestWarmUp
    self.totalSteps = nil
  }

  /// The learning rate of a step.
  ///
  /// - Parameter step: Steps taken before it.
  public func rate(at step: Int) -> Double {
    if step < warmUpSteps { return peak * Double(step + 1) / Double(warmUpSteps) }
    guard let totalSteps, totalSteps > warmUpSteps else { return peak }
    let progress = min(1, Double(step - warmUpSteps) / Double(totalSteps - warmUpSteps))
    let share = (1 + cos(.pi * progress)) / 2
    return peak * (Self.finalShare + (1 - Self.finalShare) * share)
  }

  /// Sets the number of steps once it is measured.
  ///
  /// - Parameter taken: Steps taken so far; their rates stay as they were.
  mutating func fix(totalSteps: Int, taken: Int) {
    self.totalSteps = max(totalSteps, taken)
    warmUpSteps = max(1, min(warmUpSteps, max(taken, totalSteps / 10)))
  }
}
