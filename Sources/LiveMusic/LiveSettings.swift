import NoteGeneration
public import MusicModel
public import NoteVocabulary

/// What a player can change while the music goes on.
public struct LiveSettings: Hashable, Sendable {
  /// How adventurous the tunes are, 0.1...2.
  public var temperature = 0.9

  /// The kind of tune, or `nil` to leave it to the model, set by set.
  public var rhythm: RhythmKind?

  /// The key, or `nil` to take up one that fiddlers like, set by set.
  public var key: KeySignature?

  /// The speed in hundredths of the usual one, 25...300.
  public var tempoPercent = 100

  /// The General MIDI program, 0...127.
  public var program = 73

  /// Whether the session listens to a keyboard and answers.
  public var answers = false

  /// Grows by one each time that somebody asks for another tune.
  public var restarts = 0

  public init() {}
}

extension LiveSettings {
  /// Whether a tune made for other settings cannot go on under these.
  ///
  /// A key of the same mode only transposes it.
  func needNewTune(after other: LiveSettings) -> Bool {
    rhythm != other.rhythm || restarts != other.restarts || answers != other.answers
  }

  /// The settings within their ranges.
  public var clamped: LiveSettings {
    var result = self
    result.temperature = (min(max(temperature, 0.1), 2) * 100).rounded() / 100
    result.tempoPercent = min(max(tempoPercent, 25), 300)
    result.program = min(max(program, 0), 127)
    return result
  }
}

extension LiveSettings: Codable {
  private enum CodingKeys: String, CodingKey {
    case temperature, rhythm, key, tempo, program, answers, restarts
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    temperature = try values.decode(Double.self, forKey: .temperature)
    rhythm = try values.decodeIfPresent(String.self, forKey: .rhythm).map { text in
      guard let kind = RhythmKind(rawValue: text) else { throw LiveRecipeError.unknown(text) }
      return kind
    }
    key = try values.decodeIfPresent(String.self, forKey: .key).map { text in
      guard let key = KeySignature(tonicAndMode: text) else { throw LiveRecipeError.unknown(text) }
      return key
    }
    tempoPercent = try values.decode(Int.self, forKey: .tempo)
    program = try values.decode(Int.self, forKey: .program)
    answers = try values.decode(Bool.self, forKey: .answers)
    restarts = try values.decode(Int.self, forKey: .restarts)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(temperature, forKey: .temperature)
    try values.encodeIfPresent(rhythm?.rawValue, forKey: .rhythm)
    try values.encodeIfPresent(key?.description, forKey: .key)
    try values.encode(tempoPercent, forKey: .tempo)
    try values.encode(program, forKey: .program)
    try values.encode(answers, forKey: .answers)
    try values.encode(restarts, forKey: .restarts)
  }
}
