/// How a run ended.
public struct TrainingOutcome: Sendable {
  /// Whether all epochs or minutes are done.
  public enum Status: Hashable, Sendable {
    /// The run is over; the model file holds the best weights.
    case completed

    /// The run was asked to stop; the model file holds the best weights so far, and the checkpoint
    /// what is needed to go on.
    case interrupted
  }

  public var status: Status

  /// The model that was written.
  public var model: ModelFile

  /// The epochs.
  public var log: TrainingLog
}
