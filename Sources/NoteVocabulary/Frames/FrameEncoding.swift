public import MusicModel

/// Piano rolls as tokens and back: the pitches of each frame from high to low, then `STEP`.
///
/// The tokens of a frame say exactly which of the 88 keys sound in it, so the sum of their losses
/// is the frame's negative log-likelihood.
public struct FrameEncoding: Hashable, Sendable {
  /// The version of the table of ids.
  public static let version = 1

  /// The token that ends a frame.
  public static let stepToken: Int32 = 2

  /// How music becomes frames.
  public struct Options: Hashable, Sendable {
    /// The length of a frame in whole notes.
    public var frameLength: NoteDuration

    public init(frameLength: NoteDuration = NoteDuration(1, 8)) {
      self.frameLength = frameLength
    }
  }

  public let options: Options

  /// - Precondition: A frame takes time.
  public init(_ options: Options = Options()) {
    precondition(options.frameLength > .zero, "frames of \(options.frameLength)")
    self.options = options
  }

  /// Takes up the encoding of a stored vocabulary.
  ///
  /// - Throws: ``VocabularyError/foreignEncoding(kind:version:)`` unless it is this version's.
  public init(_ vocabulary: Vocabulary) throws(VocabularyError) {
    guard let options = vocabulary.frameOptions, vocabulary == FrameEncoding(options).vocabulary
    else { throw .foreignEncoding(kind: vocabulary.kind, version: vocabulary.version) }
    self.init(options)
  }
}

extension FrameEncoding {
  /// The symbols: `<s>`, `</s>`, `STEP`, then the MIDI notes from low to high.
  public var vocabulary: Vocabulary {
    let pitches = FrameSequence.pitches.map(String.init)
    do {
      return try Vocabulary(
        kind: .frames, version: Self.version, frameOptions: options,
        symbols: [Vocabulary.startSymbol, Vocabulary.endSymbol, "STEP"] + pitches)
    } catch {
      preconditionFailure("numbers that repeat: \(error)")
    }
  }

  /// The token of a piano key.
  ///
  /// - Precondition: The pitch is in ``FrameSequence/pitches``.
  public static func token(ofPitch pitch: Int) -> Int32 {
    precondition(FrameSequence.pitches.contains(pitch), "pitch \(pitch)")
    return Int32(pitch - FrameSequence.pitches.lowerBound) + stepToken + 1
  }

  /// The pitch of a token, or `nil` for the tokens that are none.
  public static func pitch(of token: Int32) -> Int? {
    let pitch = Int(token - stepToken - 1) + FrameSequence.pitches.lowerBound
    return FrameSequence.pitches.contains(pitch) ? pitch : nil
  }

  /// Returns the tokens of a roll, from `<s>` to `</s>`.
  public func encode(_ roll: FrameSequence) -> [Int32] {
    var tokens = [Vocabulary.startToken]
    for frame in roll.frames {
      for pitch in frame.reversed() { tokens.append(Self.token(ofPitch: pitch)) }
      tokens.append(Self.stepToken)
    }
    tokens.append(Vocabulary.endToken)
    return tokens
  }

  /// Returns the tokens of a performance, sampled in frames.
  ///
  /// - Throws: ``EncodingError`` for a performance that is too long.
  public func encode(_ performance: Performance) throws(EncodingError) -> EncodedTune {
    var dropped = DroppedContent()
    let roll = try FrameSequence(
      performance, frameLength: options.frameLength, dropped: &dropped)
    return EncodedTune(tokens: encode(roll), tonic: nil, dropped: dropped)
  }

  /// Returns the roll that tokens spell; pitches of a frame may stand in any order.
  ///
  /// `<s>` is skipped, `</s>` ends the roll, and so does the end of the tokens.
  ///
  /// - Throws: ``EncodingError/unknownToken(_:position:)`` for ids outside the vocabulary.
  public func decode(_ tokens: [Int32]) throws(EncodingError) -> FrameSequence {
    var frames: [[Int]] = []
    var frame: Set<Int> = []
    for (position, token) in tokens.enumerated() where token != Vocabulary.startToken {
      if token == Vocabulary.endToken { break }
      if token == Self.stepToken {
        frames.append(frame.sorted())
        frame = []
      } else if let pitch = Self.pitch(of: token) {
        frame.insert(pitch)
      } else {
        throw .unknownToken(token, position: position)
      }
    }
    if !frame.isEmpty { frames.append(frame.sorted()) }
    return FrameSequence(checked: frames, frameLength: options.frameLength)
  }

  /// Returns tokens with every pitch moved, or `nil` where one would leave the piano.
  public static func transposed(_ tokens: [Int32], by semitones: Int) -> [Int32]? {
    var moved = tokens
    for index in tokens.indices where tokens[index] > stepToken {
      moved[index] += Int32(semitones)
      if pitch(of: moved[index]) == nil { return nil }
    }
    return moved
  }
}

extension FrameEncoding.Options: Codable {
  private enum CodingKeys: String, CodingKey {
    case frameLength
  }

  /// Reads the frame length from its text, `1/4`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decode(String.self, forKey: .frameLength)
    guard let length = NoteDuration(text), length > .zero else {
      throw DecodingError.dataCorruptedError(
        forKey: .frameLength, in: container, debugDescription: "no fraction: \(text)")
    }
    self.init(frameLength: length)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(frameLength.description, forKey: .frameLength)
  }
}
