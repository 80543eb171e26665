extension TuneEncoding {
  /// How tunes are reduced to tokens.
  public struct Options: Hashable, Sendable {
    /// Whether pitches are moved so that the first tonic becomes the nearest C.
    public var normalizesKey: Bool

    /// Whether the header names the tonic.
    ///
    /// With it decoding is exact from the tokens alone, and a model can learn how high tunes in
    /// each key lie; without it the tonic travels in ``EncodedTune/tonic``.
    public var keepsTonic: Bool

    /// Whether chord symbols are written before their notes.
    public var keepsChordSymbols: Bool

    /// Whether part labels are written, and the order in which parts are played.
    public var keepsParts: Bool

    /// Whether all voices are written, with their overlays, or the first line of music alone.
    public var keepsVoices: Bool

    /// Whether ties are written that lead to another pitch, to a rest or out of the tune.
    public var keepsLooseTies: Bool

    /// Whether the header tells the sections of the tune, and whether it ends on the tonic.
    public var plansForm: Bool

    /// The default is the melody alone, relative to its tonic.
    public init(
      normalizesKey: Bool = true, keepsTonic: Bool = true, keepsChordSymbols: Bool = false,
      keepsParts: Bool = false, keepsVoices: Bool = false, keepsLooseTies: Bool = false,
      plansForm: Bool = false
    ) {
      self.normalizesKey = normalizesKey
      self.keepsTonic = keepsTonic
      self.keepsChordSymbols = keepsChordSymbols
      self.keepsParts = keepsParts
      self.keepsVoices = keepsVoices
      self.keepsLooseTies = keepsLooseTies
      self.plansForm = plansForm
    }

    /// Everything that tokens can hold.
    public static let everything = Options(
      keepsChordSymbols: true, keepsParts: true, keepsVoices: true, keepsLooseTies: true)

    /// Whether the tokens of ``TuneTokenTable/extended`` are needed.
    var needsExtension: Bool { keepsChordSymbols || keepsParts || keepsVoices }
  }
}

extension TuneEncoding.Options: Codable {
  private enum CodingKeys: String, CodingKey {
    case normalizesKey, keepsTonic, keepsChordSymbols, keepsParts, keepsVoices, keepsLooseTies
    case plansForm
  }

  /// Reads options; those that an older model does not name are off.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func flag(_ key: CodingKeys) throws -> Bool {
      try container.decodeIfPresent(Bool.self, forKey: key) ?? false
    }
    try self.init(
      normalizesKey: container.decode(Bool.self, forKey: .normalizesKey),
      keepsTonic: container.decode(Bool.self, forKey: .keepsTonic),
      keepsChordSymbols: flag(.keepsChordSymbols), keepsParts: flag(.keepsParts),
      keepsVoices: flag(.keepsVoices), keepsLooseTies: flag(.keepsLooseTies),
      plansForm: flag(.plansForm))
  }
}
