import MIDIFormat

/// A generated tune as sound, which this program cannot make.
enum AudioFile {
  static func write(_ midi: MIDIFile, to path: String, soundFont: String?) throws {
    throw MissingAudio.failure
  }
}
