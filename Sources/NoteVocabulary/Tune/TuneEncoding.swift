public import MusicModel

/// Melodies as written, as tokens and back.
///
/// A tune becomes a header (kind of tune, meter, mode, tonic, unit length), then its music. Each
/// note is a pitch token, with a duration token before it unless it lasts one unit; graces, ties,
/// chords, rests, tuplets of any ratio, bar lines, repeats, endings and changes of meter and key
/// have tokens too, and chord symbols, parts and voices where ``Options`` ask for them. Rare values
/// are spelled in digits, so no tune needs an unknown token.
/// ``reduced(_:)`` says exactly what comes back; ``EncodedTune/dropped`` counts the rest.
public struct TuneEncoding: Hashable, Sendable {
  /// The version of the table of ids.
  public static let version = 1

  public let options: Options

  public init(_ options: Options = Options()) {
    self.options = options
  }

  /// Takes up the encoding of a stored vocabulary.
  ///
  /// - Throws: ``VocabularyError/foreignEncoding(kind:version:)`` unless it is this version's.
  public init(_ vocabulary: Vocabulary) throws(VocabularyError) {
    let options = vocabulary.tuneOptions ?? Options()
    guard vocabulary == TuneEncoding(options).vocabulary else {
      throw .foreignEncoding(kind: vocabulary.kind, version: vocabulary.version)
    }
    self.init(options)
  }
}

extension TuneEncoding {
  /// The symbols; options that keep more than the melody add some at the end.
  public var vocabulary: Vocabulary {
    do {
      return try Vocabulary(
        kind: .tune, version: Self.version, tuneOptions: options,
        symbols: TuneTokenTable.table(options).tokens.map(\.symbol))
    } catch {
      preconditionFailure("the token table repeats a symbol: \(error)")
    }
  }

  /// Returns the tokens of a tune, from `<s>` to `</s>`: its first voice, or all of them.
  ///
  /// - Throws: ``EncodingError`` for lengths, pitches and numbers beyond all reason.
  public func encode(_ tune: Tune) throws(EncodingError) -> EncodedTune {
    var writer = TuneWriter(tune, options)
    try writer.write(tune)
    return EncodedTune(
      tokens: writer.tokens, tonic: tune.keySignature.tonic, dropped: writer.dropped)
  }

  /// Returns the tune that tokens spell.
  ///
  /// - Parameters:
  ///   - tokens: The ids, from `<s>` to `</s>`.
  ///   - tonic: The tonic at the start, for tokens that do not name it; C if `nil`.
  /// - Throws: ``EncodingError`` where the tokens are no tune.
  public func decode(_ tokens: [Int32], tonic: PitchName? = nil) throws(EncodingError) -> Tune {
    var reader = TuneReader(tokens, options, tonic: tonic)
    try reader.read()
    return reader.tune
  }

  /// Returns the tune that the tokens spell up to the first that fits no longer, and the reason
  /// for stopping there, `nil` if all of them fit.
  public func decodePrefix(
    _ tokens: [Int32], tonic: PitchName? = nil
  ) -> (tune: Tune, error: EncodingError?) {
    var reader = TuneReader(tokens, options, tonic: tonic)
    do throws(EncodingError) {
      try reader.read()
      return (reader.tune, nil)
    } catch {
      return (reader.tune, error)
    }
  }
}

extension TuneEncoding {
  /// The token that names a tonic, or `nil` if it must be spelled.
  public func token(ofTonic tonic: PitchName) -> Int32? {
    TuneTokenTable.standard.id(of: .tonic(tonic))
  }

  /// Returns tokens with another tonic in the header.
  ///
  /// Where pitches are relative to the tonic this transposes the tune.
  public func replacingTonic(of tokens: [Int32], by tonic: PitchName) -> [Int32] {
    guard let new = token(ofTonic: tonic) else { return tokens }
    let table = TuneTokenTable.standard.tokens
    let place = tokens.firstIndex { token in
      guard table.indices.contains(Int(token)) else { return false }
      if case .tonic = table[Int(token)] { return true }
      return false
    }
    guard options.keepsTonic, let place else { return tokens }
    var tokens = tokens
    tokens[place] = new
    return tokens
  }
}
