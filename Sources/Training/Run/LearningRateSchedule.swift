import Glibc

/// The learning rate of every step: a linear warm-up, then a fall to the end of the run.
///
/// Source: Loshchilov & Hutter 2017, "SGDR: stochastic gradient descent with warm restarts".
public struct LearningRateSchedule: Hashable, Codable, Sendable {
  /// How the rate goes on after the warm-up.
  public enum Shape: String, Hashable, Codable, Sendable, CaseIterable {
    /// Falls along half a cosine.
    case cosine

    /// Falls to a tenth after half of the run, and to a hundredth after three quarters.
    case step

    /// Stays as it is.
    case constant
  }

  /// The highest rate.
  public var peak: Double

  /// How the rate goes on after the warm-up.
  public var shape: Shape

  /// Steps until the peak.
  public var warmUpSteps: Int

  /// Steps in all; `nil` while that is not known, which holds the rate at its peak.
  public var totalSteps: Int?

  /// The rate at the end of a cosine, as a part of the peak.
  public static let finalShare = 0.02

  /// Creates the schedule of a run.
  ///
  /// - Parameters:
  ///   - totalSteps: `nil` where it is still to be measured.
  ///   - warmUpSteps: Cut to a tenth of the run where that is shorter.
  public init(
    peak: Double, totalSteps: Int? = nil, shape: Shape = .cosine, warmUpSteps: Int = 100
  ) {
    self.peak = peak
    self.shape = shape
    self.warmUpSteps = max(1, min(warmUpSteps, totalSteps.map { $0 / 10 } ?? warmUpSteps))
    self.totalSteps = totalSteps
  }

  /// The learning rate of a step.
  ///
  /// - Parameter step: Steps taken before it.
  public func rate(at step: Int) -> Double {
    if step < warmUpSteps { return peak * Double(step + 1) / Double(warmUpSteps) }
    guard let totalSteps, totalSteps > warmUpSteps else { return peak }
    let progress = min(1, Double(step - warmUpSteps) / Double(totalSteps - warmUpSteps))
    switch shape {
    case .cosine:
      let share = (1 + cos(.pi * progress)) / 2
      return peak * (Self.finalShare + (1 - Self.finalShare) * share)
    case .step:
      return peak * (progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01)
    case .constant:
      return peak
    }
  }

  /// Sets the number of steps once it is measured.
  ///
  /// - Parameter taken: Steps taken so far; their rates stay as they were.
  mutating func fix(totalSteps: Int, taken: Int) {
    self.totalSteps = max(totalSteps, taken)
    warmUpSteps = max(1, min(warmUpSteps, max(taken, totalSteps / 10)))
  }
}
