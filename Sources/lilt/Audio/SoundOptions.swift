import ArgumentParser
import MIDIFormat
import MusicModel
import Playback

/// Options of the commands that sound.
struct SoundOptions: ParsableArguments {
  @Option(help: "The SoundFont to play with; the first of `lilt soundfont list` by default.")
  var soundfont: String?

  @Option(help: "Frames per second.")
  var rate = 48_000

  @Option(help: "Loudness factor of the synthesizer.")
  var gain = 0.6

  @Flag(inversion: .prefixedNo, help: "Add reverberation.")
  var reverb = true

  @Flag(inversion: .prefixedNo, help: "Add chorus.")
  var chorus = true

  func validate() throws {
    guard (8_000...96_000).contains(rate) else {
      throw ValidationError("--rate takes 8000 to 96000 frames per second")
    }
    guard (0.01...10).contains(gain) else { throw ValidationError("--gain takes 0.01 to 10") }
  }

  var synthesizerOptions: SynthesizerOptions {
    SynthesizerOptions(sampleRate: rate, gain: gain, reverb: reverb, chorus: chorus)
  }

  func findSoundFont() throws -> SoundFontFile {
    try SoundFontFinder().find(explicit: soundfont)
  }

  /// The events of a piece, timed for the sample rate.
  ///
  /// - Parameter file: Where it comes from, for messages.
  func schedule(of piece: MusicFile.Piece, file: String) throws -> EventSchedule {
    try EventSchedule(MIDIFile(piece.performance), file: file, sampleRate: rate)
  }
}
