import ArgumentParser
import Foundation
import LiveMusic
import MIDIFormat
import NoteVocabulary
import Playback
import SafeFiles
import Training

/// The command `lilt live`: a session that never stops.
struct Live: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play a session that a model makes up while it sounds.",
    discussion: """
      lilt live reels.safetensors
      lilt live reels.safetensors --rhythm jig --key D --record take.mid
      lilt live reels.safetensors --keyboard "Keystation:0" --answer
      lilt live reels.safetensors --replay take.mid --record again.mid

      Tunes come in sets of two or three, each section of eight bars twice, in related keys. Keys
      change what is not made up yet, two bars ahead by default:

        - +  slower, faster             ↑ ↓  wilder, safer
        ← →  a fifth down, up           m    the next mode
        r    the next kind of tune      i    the next instrument
        n    another tune               a    listen and answer, or play sets again
        p or space  pause               q    end

      With --keyboard a MIDI keyboard is heard: the wheel (controller 1) is the temperature,
      controller 74 the tempo, 71 the key, 73 the kind of tune, program changes the instrument. With
      --answer you play four bars to the count, and the model goes on for four.

      When the model is late the last bar is played again, and counted. --record writes what was
      played, with seed and changes; --replay makes it again, to the byte, without sound.
      """)

  @Argument(help: "A model that `lilt train` wrote.")
  var model: String

  @OptionGroup(title: "The music") var music: LiveMusicOptions

  @Option(name: .shortAndLong, help: "ALSA's name of the device.")
  var device = "default"

  @Option(
    help: "Time between computing and hearing: low, normal, safe, or milliseconds.",
    transform: Latency.init(option:))
  var latency = Latency.normal

  @Option(help: "Bars that are made up ahead, 1 to 16.")
  var ahead = 2

  @Option(help: "End after so many bars.")
  var bars: Int?

  @Option(help: "Listen to this keyboard on the ALSA sequencer, CLIENT:PORT.")
  var keyboard: String?

  @Flag(help: "Listen for four bars, answer for four.")
  var answer = false

  @Option(help: "Write what is played to this MIDI file.")
  var record: String?

  @Option(help: "Make a recorded session again, without sound.")
  var replay: String?

  @OptionGroup(title: "Sound") var sound: SoundOptions

  @Flag(name: .shortAndLong, help: "Show no status line.")
  var quiet = false

  func validate() throws {
    guard (1...16).contains(ahead) else { throw ValidationError("--ahead takes 1 to 16 bars") }
    if let bars, bars < 1 { throw ValidationError("--bars takes 1 or more") }
    if replay != nil, record == nil {
      throw ValidationError("--replay needs --record, the file to write")
    }
    _ = try settings
  }

  func run() throws {
    let file = try ModelFile(reading: model)
    // A long session is not to find out at its end.
    if let record { _ = try AtomicFileWriter(to: record) }
    if let replay, let record { return try play(replay, again: record, with: file) }
    var options = LiveSession.Options()
    (options.ahead, options.bars, options.sampleRate) = (ahead, bars, sound.rate)
    let font = try sound.findSoundFont()
    options.program = { font.program(nearestTo: $0) }
    let session = LiveSession(options)
    let recipe = LiveRecipe(model: file.fingerprint, seed: music.seed)
    let record = record
    let performer = LivePerformer(
      session: session, device: device, latency: latency, keyboard: keyboard, isQuiet: quiet)
    let synthesizer = try Synthesizer(soundFont: font, options: sound.synthesizerOptions)
    defer { if let record { Terminal.print(record) } }
    try performer.perform(synthesizer) {
      LiveThread(
        session, try BarGenerator(file.network, file.vocabulary, seed: music.seed), try settings,
        take: record == nil ? nil : Take(recipe: recipe)
      ) { take in
        if let record { try AtomicFile.write(take.midiFile().bytes, to: record) }
      }
    }
  }

  private func play(_ path: String, again output: String, with model: ModelFile) throws {
    let midi = try MIDIFile(reading: InputFile.read(path), file: path)
    do {
      let recipe = try LiveRecipe(parsing: midi.recipeText ?? "")
      var line = ProgressLine(isQuiet: quiet)
      let progress = Progress(total: recipe.bars, unit: "bars")
      let take = try Take(replaying: recipe, model) { line.show(progress.text($0)) }
      line.clear()
      try AtomicFile.write(take.midiFile().bytes, to: output)
    } catch let error as LiveRecipeError {
      throw CommandFailure.nothingUsable("\(path): \(error)")
    }
    Terminal.print(output)
  }

  private var settings: LiveSettings {
    get throws {
      var settings = try music.settings
      settings.answers = answer
      return settings
    }
  }
}
