import MIDIFormat
import Playback

/// A generated tune as sound.
enum AudioFile {
  /// Renders a MIDI file with its peak at -3 dB.
  static func write(
    _ midi: MIDIFile, to path: String, soundFont: String?, comment: String? = nil
  ) throws {
    let renderer = Renderer(
      soundFont: try SoundFontFinder().find(explicit: soundFont), normalizedPeak: -3,
      comment: comment)
    _ = try renderer.render(EventSchedule(midi), to: path)
  }
}
