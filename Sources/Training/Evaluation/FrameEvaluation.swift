/// How well a model predicts frames, as papers on polyphonic music measure it: the negative
/// log-likelihood of which of the 88 keys sound, in nats per frame.
///
/// Source: Boulanger-Lewandowski, Bengio & Vincent 2012; first frames left out as Bai, Kolter &
/// Koltun 2018 do.
public struct FrameEvaluation: Hashable, Sendable {
  /// The mean over all frames of all pieces but the first of each.
  public let mean: Double

  /// The mean over pieces of each piece's own mean, first frames left out.
  public let meanPerPiece: Double

  /// The mean over all frames, the first of each piece included.
  public let meanOfAllFrames: Double

  /// Frames that ``mean`` is over.
  public let scoredFrames: Int

  /// Creates the figures, or `nil` where no piece has a second frame.
  ///
  /// - Parameter losses: The losses of each piece's frames, in nats.
  public init?(losses: [[Double]]) {
    let scored = losses.map { $0.dropFirst() }.filter { !$0.isEmpty }
    guard !scored.isEmpty else { return nil }
    let sums = scored.map { $0.reduce(0, +) }
    scoredFrames = scored.reduce(0) { $0 + $1.count }
    mean = sums.reduce(0, +) / Double(scoredFrames)
    meanPerPiece =
      zip(sums, scored).reduce(0) { $0 + $1.0 / Double($1.1.count) } / Double(scored.count)
    meanOfAllFrames =
      losses.joined().reduce(0, +) / Double(losses.reduce(0) { $0 + $1.count })
  }
}
