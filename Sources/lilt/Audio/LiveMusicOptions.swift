import ArgumentParser
import LiveMusic
import MusicModel
import NoteVocabulary

/// What a session begins with.
struct LiveMusicOptions: ParsableArguments {
  @Option(
    help: "The kind of tune; the model's choice by default.", transform: TuneOptions.rhythmKind)
  var rhythm: RhythmKind?

  @Option(
    help: "The key of the first tune; a fiddler's key by default.",
    transform: TuneOptions.keySignature)
  var key: KeySignature?

  @Option(help: "0.1 to 2: below 1 safer, above 1 wilder.")
  var temperature = 0.9

  @Option(help: "The speed in hundredths of the usual one, 25 to 300.")
  var tempo = 100

  @Option(help: "The General MIDI program of the melody, 0 to 127.")
  var program = 73

  @Option(help: "Decides all choices; the same seed and keys give the same session.")
  var seed: UInt64 = 1

  var settings: LiveSettings {
    get throws {
      var settings = LiveSettings()
      (settings.rhythm, settings.key) = (rhythm, key)
      settings.temperature = temperature
      (settings.tempoPercent, settings.program) = (tempo, program)
      guard settings == settings.clamped else {
        throw ValidationError(
          "--temperature takes 0.1 to 2 in hundredths, --tempo 25 to 300, --program 0 to 127")
      }
      return settings
    }
  }
}
