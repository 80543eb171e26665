import MusicModel

/// Reads piano rolls from JSON: an array of sequences, each an array of frames, each an array of
/// the pitches that sound in it, as in the published chorale and Nottingham benchmarks.
///
///     [[[48,60,64,67],[48,60,64,67],[]],
///      [[55,62,71]]]
///
/// A sequence with a fault is left out with a diagnostic, and reading goes on at the next line that
/// starts one.
struct PianoRollReader {
  /// One sequence.
  struct Piece: Sendable {
    /// Where it starts.
    var location: SourceLocation

    /// The pitches of each frame, rising; `nil` where the sequence cannot be read.
    var frames: [[Int]]?

    /// What was noticed, an error where ``frames`` is `nil`.
    var diagnostics: [Diagnostic] = []
  }

  /// The pitches of a piano's 88 keys.
  static let keys = 21...108

  private let bytes: [UInt8]
  private let file: String
  private var place = 0
  private var line = 1
  private var lineStart = 0

  /// Creates the reader of a file's content.
  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// A fault that makes a sequence useless.
  private struct Fault: Error {
    var diagnostic: Diagnostic
  }
}

extension PianoRollReader {
  /// All sequences, and what was noticed outside of them.
  mutating func read() -> (pieces: [Piece], diagnostics: [Diagnostic]) {
    var pieces: [Piece] = []
    do throws(Fault) {
      try expect("[", "the array of all sequences")
      var isDone = skip("]")
      while !isDone {
        skipSpace()
        var piece = Piece(location: here)
        do throws(Fault) {
          let frames = try readFrames()
          pieces.append(checked(frames, at: piece.location))
          isDone = skip("]")
          if !isDone { try expect(",", "',' or ']' after a sequence") }
        } catch {
          piece.diagnostics = [error.diagnostic]
          pieces.append(piece)
          guard findNextPiece() else { return (pieces, []) }
        }
      }
      skipSpace()
      if place < bytes.count { throw fault("nothing after the array of all sequences") }
      return (pieces, [])
    } catch {
      return (pieces, [error.diagnostic])
    }
  }

  /// The piece of some frames, put in order where that is needed.
  private func checked(_ frames: [[Int]], at location: SourceLocation) -> Piece {
    var piece = Piece(location: location)
    for (index, frame) in frames.enumerated() {
      guard let pitch = frame.first(where: { !Self.keys.contains($0) }) else { continue }
      let found = "frame \(index + 1) holds the pitch \(pitch); expected 21 to 108"
      piece.diagnostics = [Diagnostic(.error, "pitch-out-of-range", found, at: location)]
      return piece
    }
    let sorted = frames.map { Array(Set($0)).sorted() }
    piece.frames = sorted
    if sorted != frames {
      let found = "a frame is not rising; its pitches are put in order"
      piece.diagnostics = [Diagnostic(.warning, "unsorted-frame", found, at: location)]
    }
    return piece
  }

  private mutating func readFrames() throws(Fault) -> [[Int]] {
    try expect("[", "the frames of a sequence")
    var frames: [[Int]] = []
    if skip("]") { return frames }
    repeat { frames.append(try readFrame()) } while skip(",")
    try expect("]", "',' or ']' after a frame")
    return frames
  }

  private mutating func readFrame() throws(Fault) -> [Int] {
    try expect("[", "the pitches of a frame")
    var pitches: [Int] = []
    if skip("]") { return pitches }
    repeat { pitches.append(try readPitch()) } while skip(",")
    try expect("]", "',' or ']' after a pitch")
    return pitches
  }

  private mutating func readPitch() throws(Fault) -> Int {
    skipSpace()
    let start = place
    var value = 0
    while place < bytes.count, (0x30...0x39).contains(bytes[place]), place - start < 9 {
      value = 10 * value + Int(bytes[place] - 0x30)
      place += 1
    }
    guard place > start else { throw fault("a pitch as a whole number") }
    return value
  }
}

// MARK: - Scanning

extension PianoRollReader {
  private var here: SourceLocation {
    .text(file: file, line: line, column: place - lineStart + 1)
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) {
      place += 1
      if bytes[place - 1] == 0x0A { (line, lineStart) = (line + 1, place) }
    }
  }

  /// Skips a character, and tells whether it was there.
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place < bytes.count, bytes[place] == character.value else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar, _ expected: String) throws(Fault) {
    guard skip(character) else {
      throw fault(character == "[" ? "'[' and \(expected)" : expected)
    }
  }

  /// Goes to the next line that starts a sequence.
  private mutating func findNextPiece() -> Bool {
    while let feed = bytes[place...].firstIndex(of: 0x0A) {
      place = feed + 1
      (line, lineStart) = (line + 1, place)
      if bytes[place...].starts(with: Array("[[".utf8)) { return true }
    }
    return false
  }

  private func fault(_ expected: String) -> Fault {
    var found = "the file ends"
    if place < bytes.count {
      let scalar = Unicode.Scalar(bytes[place])
      found =
        (0x21..<0x7F).contains(scalar.value) ? "found '\(scalar)'" : "found byte \(scalar.value)"
    }
    return Fault(
      diagnostic: Diagnostic(.error, "not-a-piano-roll", "\(found); expected \(expected)", at: here)
    )
  }
}
