public import MusicModel
public import NoteVocabulary

/// Music as played that a model made up.
public struct GeneratedPerformance: Hashable, Sendable {
  /// The music, with a title.
  public let music: Performance

  /// What the model wrote and how likely it was.
  public let sequence: SampledSequence

  /// How to generate it again.
  public let recipe: Recipe

  /// Where a piece without grammar stops to make sense; ``music`` holds what comes before.
  public let fault: EncodingError?
}
