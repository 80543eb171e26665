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

extension MIDIError: CustomStringConvertible {
  /// One line: `file:offset: error: what was found; what was expected`.
  public var description: String {
    switch self {
    case .empty(let file): "\(file):0x0: error: the file is empty; expected a MIDI file"
    case .notMIDI(let file):
      "\(file):0x0: error: no MThd and no MTrk chunk; expected a MIDI file"
    case .tooLarge(let file, let byteCount):
      "\(file):0x0: error: \(byteCount) bytes; a MIDI file holds less than 4 GiB"
    case .refused(let finding):
      "\(finding.location): error: \(finding.message) (refused: strict reading)"
    }
  }
}
