import ABCNotation
import MIDIFormat
import MusicModel
import NoteVocabulary

/// A tune or a piece of text as it stands in a file, before it becomes tokens.
struct CorpusPiece: Sendable {
  var title: String?
  var location: SourceLocation
  var diagnostics: [Diagnostic]
  var content: Content

  enum Content: Sendable {
    case tune(Tune)
    case performance(Performance)

    /// The pitches of equally long frames, whatever their length.
    case roll([[Int]])
    case text(String)

    /// Music that could not be read; the diagnostics say why.
    case unreadable
  }

  /// The text of a piece of text.
  var text: String? {
    guard case .text(let text) = content else { return nil }
    return text
  }
}

extension CorpusPiece {
  /// Whether it is a piano roll in JSON.
  var isRoll: Bool {
    if case .roll = content { true } else { false }
  }

  /// Whether something about the music was noticed; numbers used twice, as in the volumes of a
  /// collection, do not count.
  var hasMusicalFindings: Bool {
    diagnostics.contains { $0.code != "duplicate-reference-number" }
  }

  /// The diagnostic for a piece that is left out.
  func rejection(_ reason: String) -> Diagnostic {
    let name = title.map { "'\($0)'" } ?? "piece"
    return Diagnostic(.error, "unusable", "\(name) is left out: \(reason)", at: location)
  }
}

/// The pieces of some files.
struct CorpusPieces: Sendable {
  var files = 0
  var entries: [CorpusPiece] = []

  /// What was noticed outside of any piece.
  var diagnostics: [Diagnostic] = []

  static func += (left: inout Self, right: Self) {
    left.files += right.files
    left.entries += right.entries
    left.diagnostics += right.diagnostics
  }
}

extension CorpusPieces {
  /// Takes the tunes of an ABC file.
  init(abc bytes: [UInt8], file: String) {
    let book = ABCReader(ofFile: file).read(bytes, file: file)
    diagnostics = book.fileDiagnostics
    entries = book.entries.map { entry in
      CorpusPiece(
        title: entry.title, location: entry.location, diagnostics: entry.diagnostics,
        content: entry.tune.map { .tune($0) } ?? .unreadable)
    }
  }

  /// Takes the music of a MIDI file, which has no title: names of tracks say little.
  init(midi bytes: [UInt8], file: String) {
    let start = SourceLocation.bytes(file: file, offset: 0)
    do {
      let midi = try MIDIFile(reading: bytes, file: file)
      entries = [
        CorpusPiece(
          title: nil, location: start, diagnostics: midi.diagnostics,
          content: .performance(Performance(midi)))
      ]
    } catch {
      entries = [
        CorpusPiece(
          title: nil, location: start, diagnostics: [error.diagnostic], content: .unreadable)
      ]
    }
  }

  /// Takes the sequences of a file of piano rolls.
  init(roll bytes: [UInt8], file: String) {
    var reader = PianoRollReader(bytes, file: file)
    let (pieces, diagnostics) = reader.read()
    self.diagnostics = diagnostics
    entries = pieces.map { piece in
      CorpusPiece(
        title: nil, location: piece.location, diagnostics: piece.diagnostics,
        content: piece.frames.map { .roll($0) } ?? .unreadable)
    }
  }

  /// Takes the pieces of a text, which blank lines separate.
  init(text bytes: [UInt8], file: String) {
    let text: String
    if let valid = String(validating: bytes, as: UTF8.self) {
      text = valid
    } else {
      text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
      diagnostics.append(
        Diagnostic(
          .warning, "not-utf-8", "not UTF-8; read as Latin-1",
          at: .text(file: file, line: 1, column: 1)))
    }
    entries = zip(TextEncoding.pieces(of: text), Self.firstLines(of: text)).map { piece, line in
      CorpusPiece(
        title: Self.title(of: piece), location: .text(file: file, line: line, column: 1),
        diagnostics: [], content: .text(piece))
    }
  }

  /// The numbers of the lines, from 1, that follow a blank line or the start and are not blank.
  private static func firstLines(of text: String) -> [Int] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let blanks = [true] + lines.map { $0.allSatisfy(\.isWhitespace) }
    return lines.indices.filter { blanks[$0] && !blanks[$0 + 1] }.map { $0 + 1 }
  }

  /// What stands after `T:` in a text, if it is ABC.
  private static func title(of piece: String) -> String? {
    piece.split(separator: "\n").first { $0.hasPrefix("T:") }
      .map { String($0.dropFirst(2).drop(while: \.isWhitespace)) }
  }
}
