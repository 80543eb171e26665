public import MusicModel

/// The tunes of one ABC text, with what the reader noticed about each.
public struct Tunebook: Sendable {
  /// One tune of the text, whether it could be read or not, in the order of the text.
  public struct Entry: Sendable {
    /// The tune, or `nil` where ``diagnostics`` hold an error that says why there is none.
    public var tune: Tune?

    /// The number after `X:`, if there is one.
    public var referenceNumber: Int?

    /// The first title, if there is one.
    public var title: String?

    /// Where the tune starts.
    public var location: SourceLocation

    /// What was noticed, in the order of the text.
    public var diagnostics: [Diagnostic]

    public init(
      tune: Tune?, referenceNumber: Int? = nil, title: String? = nil, location: SourceLocation,
      diagnostics: [Diagnostic] = []
    ) {
      self.tune = tune
      self.referenceNumber = referenceNumber
      self.title = title
      self.location = location
      self.diagnostics = diagnostics
    }
  }

  public var entries: [Entry]

  /// What was noticed outside of any tune.
  public var fileDiagnostics: [Diagnostic]

  public init(entries: [Entry] = [], fileDiagnostics: [Diagnostic] = []) {
    self.entries = entries
    self.fileDiagnostics = fileDiagnostics
  }

  /// The tunes that could be read.
  public var tunes: [Tune] { entries.compactMap(\.tune) }

  /// Everything that was noticed, in the order of the text.
  public var diagnostics: [Diagnostic] { fileDiagnostics + entries.flatMap(\.diagnostics) }
}
