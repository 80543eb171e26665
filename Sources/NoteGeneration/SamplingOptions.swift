public import NoteVocabulary

/// How tokens are drawn from a model's scores.
public struct SamplingOptions: Hashable, Sendable {
  /// Divides the scores, 0.01...5: below 1 likely tokens become likelier.
  public var temperature = 1.0

  /// Draw from the k likeliest tokens only.
  public var topK: Int?

  /// Draw from the fewest tokens that together have this probability, over 0 and up to 1.
  public var topP: Double?

  /// Draw from the tokens at least this many times as likely as the likeliest, 0...1.
  public var minP: Double?

  /// The temperature of each fourth measure of a section, where phrases end; `nil` for the same.
  public var cadenceTemperature: Double?

  /// With the index of a tune, says every draw of it.
  public var seed: UInt64 = 0

  /// Whether the grammar keeps tunes well formed; without it only their headers are guided.
  public var followsGrammar = true

  /// The bars that a run of notes shared with the corpus must not reach over; `nil` for no limit.
  ///
  /// Whoever sets it gives the generator a ``CopyGuard``.
  public var noCopyBars: Int?

  /// Whether a measure may come only twice in a row.
  public var refusesStuckBars = true

  /// The notes that a measure should have on average.
  public var notesPerMeasure: Double?

  /// The chords that the melody is to go with.
  public var chords: ChordProgression?

  /// How the tunes begin.
  public var opening: Opening?

  /// What stays of a tune that exists.
  public var outline: Outline?

  /// What the tunes have to be.
  public var constraints = TuneConstraints()

  /// Where a sequence that no grammar ends is cut off.
  public var maximumTokens = 4000

  public init() {}

  /// The temperatures that make sense.
  public static let temperatures = 0.01...5.0

  /// - Throws: ``GenerationError/invalidOption(_:)`` for the first value out of range.
  public func validate() throws(GenerationError) {
    func check(_ isValid: Bool, _ message: @autoclosure () -> String) throws(GenerationError) {
      if !isValid { throw .invalidOption(message()) }
    }
    try check(
      Self.temperatures.contains(temperature),
      "temperature is \(temperature); expected 0.01 to 5")
    try check(
      cadenceTemperature.map(Self.temperatures.contains) ?? true,
      "the cadence temperature is \(cadenceTemperature ?? 0); expected 0.01 to 5")
    try check(
      notesPerMeasure.map { (0.25...64).contains($0) } ?? true,
      "\(notesPerMeasure ?? 0) notes in a measure; expected 0.25 to 64")
    try check(topK ?? 1 > 0, "top-k is \(topK ?? 0); expected 1 or more")
    try check(topP.map { $0 > 0 && $0 <= 1 } ?? true, "top-p is \(topP ?? 0); expected 0 to 1")
    try check(minP.map { (0...1).contains($0) } ?? true, "min-p is \(minP ?? 0); expected 0 to 1")
    try check(maximumTokens > 1, "the token limit is \(maximumTokens); expected 2 or more")
  }
}
