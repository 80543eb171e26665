public import MusicModel

/// What the judge finds about one tune.
public struct TuneReport: Encodable, Sendable {
  /// The file, and the number of the tune in it, from 1.
  public var file: String
  public var number: Int

  public var title: String?
  public var meter: String
  public var key: String
  public var rhythm: String?

  public var validity: Validity
  public var scale: Scale
  public var cadence: Cadence
  public var form: Form
  public var texture: Texture

  /// `nil` without a corpus.
  public var novelty: Novelty?

  /// The score with its reasons, `nil` without a corpus.
  public var verdict: Verdict?

  /// The nine features of mgeval; `nil` for a tune of fewer than two notes.
  var features: MelodyFeatures?

  private enum CodingKeys: String, CodingKey {
    case file, number, title, meter, key, rhythm, validity, scale, cadence, form, texture, novelty
    case verdict
  }
}

extension TuneReport {
  /// Judges a tune.
  ///
  /// - Parameter index: The corpus to compare with.
  /// - Throws: `UnrollingError` where the tune cannot be played out.
  public init(
    _ tune: Tune, file: String = "", number: Int = 1, diagnostics: [Diagnostic] = [],
    index: NoveltyIndex? = nil
  ) throws(UnrollingError) {
    let melody = try Melody(tune)
    self.file = file
    self.number = number
    title = tune.title
    meter = tune.meter.description
    key = tune.keySignature.description
    rhythm = tune.rhythm
    validity = Validity(tune, melody, diagnostics)
    scale = Scale(tune, melody)
    form = Form(tune, melody)
    cadence = Cadence(melody, form)
    texture = Texture(melody)
    novelty = index?.novelty(of: melody)
    features = MelodyFeatures(melody)
  }
}
