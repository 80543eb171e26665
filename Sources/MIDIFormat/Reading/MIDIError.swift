public import MusicModel

/// Why no file could be made of some bytes.
public enum MIDIError: Error, Hashable, Sendable {
  /// There are no bytes at all.
  case empty(file: String)

  /// Neither a header nor a track stands anywhere in the bytes.
  case notMIDI(file: String)

  /// The file is larger than four gigabytes, which no length in it can name.
  case tooLarge(file: String, byteCount: Int)

  /// The strict reader met the first departure from the standard.
  case refused(Diagnostic)
}

extension MIDIError {
  /// The place and the reason as a finding.
  public var diagnostic: Diagnostic {
    switch self {
    case .empty(let file): Self.error("the file is empty; expected a MIDI file", file)
    case .notMIDI(let file): Self.error("no MThd and no MTrk chunk; expected a MIDI file", file)
    case .tooLarge(let file, let byteCount):
      Self.error("\(byteCount) bytes; a MIDI file holds less than 4 GiB", file)
    case .refused(let finding):
      Diagnostic(
        .error, finding.code, "\(finding.message) (refused: strict reading)",
        at: finding.location)
    }
  }

  private static func error(_ message: String, _ file: String) -> Diagnostic {
    Diagnostic(.error, "no-midi", message, at: .bytes(file: file, offset: 0))
  }
}

extension MIDIError: CustomStringConvertible {
  /// One line: `file:offset: error: what was found; what was expected`.
  public var description: String { diagnostic.description }
}
