import ABCNotation
import MIDIFormat
import MusicModel
import SafeFiles

/// The music in a file, whichever format it has.
struct MusicFile {
  /// One tune of a tunebook, or the music of a MIDI file.
  struct Piece {
    /// The music as written; `nil` where the file holds a performance.
    let tune: Tune?

    /// The music as played.
    let performance: Performance
  }

  let pieces: [Piece]
  let diagnostics: [Diagnostic]
}
