import MIDIFormat
import MusicModel
import NoteVocabulary

/// How the pieces of files become tokens.
enum PieceEncoding: Sendable {
  case tune(TuneEncoding)
  case events(EventEncoding)
  case frames(FrameEncoding)
  case text(TextEncoding)

  /// Takes up the encoding of a stored vocabulary.
  ///
  /// - Throws: `VocabularyError` where this program has no such encoding.
  init(_ vocabulary: Vocabulary) throws(VocabularyError) {
    self =
      switch vocabulary.kind {
      case .tune: .tune(try TuneEncoding(vocabulary))
      case .events: .events(try EventEncoding(vocabulary))
      case .frames: .frames(try FrameEncoding(vocabulary))
      case .words, .characters: .text(try TextEncoding(vocabulary))
      }
  }

  var vocabulary: Vocabulary {
    switch self {
    case .tune(let encoding): encoding.vocabulary
    case .events(let encoding): encoding.vocabulary
    case .frames(let encoding): encoding.vocabulary
    case .text(let encoding): encoding.vocabulary
    }
  }
}

/// Why a piece is of no use.
struct Rejection: Error {
  /// The reason; `nil` where the piece's diagnostics tell it already.
  var reason: String?
}

extension PieceEncoding {
  /// The tokens of a piece.
  func encode(_ content: CorpusPiece.Content) throws(Rejection) -> EncodedTune {
    do {
      switch self {
      case .tune(let encoding): return try encoding.encode(content.tune())
      case .events(let encoding): return try encoding.encode(content.performance())
      case .frames(let encoding): return try encoding.encode(content)
      case .text(let encoding):
        guard case .text(let text) = content else { throw Rejection(reason: "no text") }
        return EncodedTune(
          tokens: try encoding.encode(text), tonic: nil, dropped: DroppedContent())
      }
    } catch let rejection as Rejection {
      throw rejection
    } catch {
      throw Rejection(reason: "\(error)")
    }
  }
}

extension FrameEncoding {
  /// The tokens of a roll as it is, of other music in frames of the encoding's length.
  fileprivate func encode(_ content: CorpusPiece.Content) throws -> EncodedTune {
    guard case .roll(let frames) = content else { return try encode(content.performance()) }
    guard !frames.isEmpty else { throw Rejection(reason: "no frame in it; expected music") }
    let roll = try FrameSequence(frames, frameLength: options.frameLength)
    return EncodedTune(tokens: encode(roll), tonic: nil, dropped: DroppedContent())
  }
}

extension CorpusPiece.Content {
  /// The music as written, or as a person would write down what is played.
  fileprivate func tune() throws -> Tune {
    switch self {
    case .tune(let tune):
      guard tune.hasNotes else { throw Rejection(reason: "no note in it; expected a melody") }
      return tune
    case .performance(let performance):
      return try Tune(
        quantizing: performance, options: TranscriptionOptions(selection: .melody))
    case .roll: throw Rejection(reason: "it is a piano roll; expected --encoding frames")
    case .text, .unreadable: throw Rejection(reason: nil)
    }
  }

  /// The music as played.
  fileprivate func performance() throws -> Performance {
    let performance: Performance
    switch self {
    case .tune(let tune): performance = try Performance(unrolling: tune)
    case .performance(let played): performance = played
    case .roll, .text, .unreadable: throw Rejection(reason: nil)
    }
    guard performance.parts.contains(where: { !$0.notes.isEmpty }) else {
      throw Rejection(reason: "no note in it; expected music")
    }
    return performance
  }
}

extension Tune {
  /// Whether the first voice has a note or a chord.
  fileprivate var hasNotes: Bool {
    voices.first?.measures.contains { measure in
      measure.items.contains { item in
        switch item {
        case .note, .chord: true
        default: false
        }
      }
    } ?? false
  }
}
