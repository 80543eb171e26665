public import MusicModel

/// A tune of a corpus, to be found again.
public struct IndexedTune: Sendable {
  public var title: String?
  public var tune: Tune

  public init(title: String?, tune: Tune) {
    self.title = title
    self.tune = tune
  }
}
