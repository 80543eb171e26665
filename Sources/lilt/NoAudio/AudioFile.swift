import MIDIFormat

/// A generated tune as sound, which this program cannot make.
enum AudioFile {
  static func write(
    _ midi: MIDIFile, to path: String, soundFont: String?, comment: String? = nil
  ) throws {
    throw MissingAudio.failure
  }
}
