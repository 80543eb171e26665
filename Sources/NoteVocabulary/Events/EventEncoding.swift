public import MusicModel

/// Music as played as tokens and back: any number of parts, drums, velocities, tempo and meter.
///
/// Measure by measure, in order of time: `BAR`, with `METER` where it changes; `AT` a step of the
/// measure, with `TEMPO` where it changes; then the notes that start there, part by part, each
/// part's from high to low. `PROGRAM`, `DRUMS` and `LAYER` name the part, `VELOCITY` and `LENGTH`
/// how its notes are played; each holds until it is said anew, so that most notes are one token.
///
/// Starts and ends of notes move to the nearest of 24 steps a quarter, velocities to the nearest
/// fourth, tempi by at most three percent; notes shorter than half a step last a quarter of one. Keys,
/// names, controllers and the order of parts are left out.
public struct EventEncoding: Hashable, Sendable {
  /// The version of the table of ids.
  public static let version = 1

  /// The length of a step, the grid of all times, in whole notes.
  public static let step = NoteDuration(1, EventTokenTable.stepsPerWhole)

  /// How long notes last that are shorter than half a step, in whole notes.
  public static let shortest = NoteDuration(1, 4 * EventTokenTable.stepsPerWhole)

  public init() {}

  /// Takes up the encoding of a stored vocabulary.
  ///
  /// - Throws: ``VocabularyError/foreignEncoding(kind:version:)`` unless it is this version's.
  public init(_ vocabulary: Vocabulary) throws(VocabularyError) {
    self.init()
    guard vocabulary == self.vocabulary else {
      throw .foreignEncoding(kind: vocabulary.kind, version: vocabulary.version)
    }
  }
}

extension EventEncoding {
  public var vocabulary: Vocabulary {
    do {
      return try Vocabulary(
        kind: .events, version: Self.version,
        symbols: EventTokenTable.standard.tokens.map(\.symbol))
    } catch {
      preconditionFailure("the token table repeats a symbol: \(error)")
    }
  }

  /// Returns the tokens of a performance, from `<s>` to `</s>`.
  ///
  /// - Throws: ``EncodingError/unreasonableLength(_:)`` for a piece of more than 600,000 whole
  ///   notes, or a note of more than 16,000.
  public func encode(_ performance: Performance) throws(EncodingError) -> EncodedTune {
    var writer = try EventWriter(performance)
    writer.write()
    return EncodedTune(tokens: writer.tokens, tonic: nil, dropped: writer.dropped)
  }

  /// Returns the performance that tokens spell, its parts by program, drums last.
  ///
  /// - Throws: ``EncodingError`` where the tokens are no performance.
  public func decode(_ tokens: [Int32]) throws(EncodingError) -> Performance {
    let (performance, error) = decodePrefix(tokens)
    if let error { throw error }
    return performance
  }

  /// Returns the performance that the tokens spell up to the first that fits no longer, and the
  /// reason for stopping there, `nil` if all of them fit.
  public func decodePrefix(
    _ tokens: [Int32]
  ) -> (performance: Performance, error: EncodingError?) {
    var reader = EventReader()
    for (position, token) in tokens.enumerated() {
      do throws(EncodingError) {
        try reader.read(token, at: position)
      } catch {
        return (reader.performance, error)
      }
    }
    return (
      reader.performance, reader.hasEnded ? nil : .unexpectedEnd(expected: Vocabulary.endSymbol)
    )
  }

  /// Whether a token is a note or the stroke of a drum.
  public static func isNote(_ token: Int32) -> Bool {
    token >= EventTokenTable.standard.firstPitch
      && token < Int32(EventTokenTable.standard.tokens.count)
  }

  /// Returns tokens with every pitch moved, drums aside, or `nil` where one would leave 0...127.
  public static func transposed(_ tokens: [Int32], by semitones: Int) -> [Int32]? {
    let pitches = EventTokenTable.standard.firstPitch..<EventTokenTable.standard.firstStroke
    var moved = tokens
    for index in tokens.indices where pitches.contains(tokens[index]) {
      moved[index] += Int32(semitones)
      if !pitches.contains(moved[index]) { return nil }
    }
    return moved
  }
}
