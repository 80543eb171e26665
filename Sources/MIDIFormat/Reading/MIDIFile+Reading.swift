public import MusicModel

extension MIDIFile {
  /// Whether a file is meant to be MIDI, by its name or its first bytes.
  public static func isNamed(_ path: String, _ bytes: [UInt8]) -> Bool {
    let name = path.lowercased()
    return bytes.starts(with: "MThd".utf8) || bytes.starts(with: "RIFF".utf8)
      || [".mid", ".midi", ".rmi"].contains { name.hasSuffix($0) }
  }

  /// Reads a file, mending what is broken and telling of it in ``diagnostics``.
  ///
  /// Reading takes time and memory in proportion to the number of bytes, whatever they are.
  ///
  /// - Parameters:
  ///   - bytes: The whole file; a RIFF wrapper (RMID) is taken off.
  ///   - file: The name that diagnostics give.
  ///   - strict: Whether the first departure from the standard refuses the file. A RIFF wrapper is
  ///     none.
  public init(
    reading bytes: [UInt8], file: String = "", strict: Bool = false
  ) throws(MIDIError) {
    guard !bytes.isEmpty else { throw .empty(file: file) }
    guard bytes.count <= Int(UInt32.max) else {
      throw .tooLarge(file: file, byteCount: bytes.count)
    }
    var reader = FileReader(file: file)
    guard reader.read(bytes.span) else { throw .notMIDI(file: file) }
    self = reader.midiFile
    diagnostics = reader.log.diagnostics
    if strict { try diagnostics.refuseDepartures() }
  }
}

extension [Diagnostic] {
  /// Throws the first finding that a strict reader refuses.
  public func refuseDepartures() throws(MIDIError) {
    let departure = first { Finding(rawValue: $0.code)?.isRefusedStrictly ?? true }
    if let departure { throw .refused(departure) }
  }
}
