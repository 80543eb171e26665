import ArgumentParser
import Foundation
import Playback

/// The command `lilt play`: music on an audio device.
struct Play: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play an ABC or MIDI file on an ALSA device or sequencer port.",
    discussion: """
      lilt play tune.mid
      lilt play tunes.abc --tune 12 --device pulse
      lilt play tune.mid --from 9 --loop --tempo 80 --count-in
      lilt play tune.mid --sequencer "FLUID Synth:0"

      While it plays:

        space  pause        ← →  a bar back, on     l  loop
        - +    slower, faster    ↓ ↑  a semitone down, up
        0      the start         q    end

      Ctrl-C releases the notes and ends with exit code 130. `lilt devices` lists what there is.
      """)

  @Argument(help: "An ABC or MIDI file; - for standard input.")
  var file: String

  @OptionGroup var selection: TuneSelection

  @Option(name: .shortAndLong, help: "ALSA's name of the device.")
  var device = "default"

  @Option(help: "Send to this port of the ALSA sequencer, CLIENT:PORT, instead of a device.")
  var sequencer: String?

  @Option(
    help: "Time between computing and hearing: low, normal, safe, or milliseconds.",
    transform: Latency.init(option:))
  var latency = Latency.normal

  @Option(name: .customLong("from"), help: "Begin at this bar, counted as played.")
  var firstBar: Int?

  @Flag(help: "Begin again at the end.")
  var loop = false

  @Flag(help: "Count one bar before the music.")
  var countIn = false

  @Option(help: "The speed in hundredths of the score's, 10 to 400.")
  var tempo = 100

  @Option(parsing: .unconditional, help: "Semitones up or, negative, down, at most 24.")
  var transpose = 0

  @Flag(help: "Play chord symbols as chords and bass, and the drums of %%MIDI drum.")
  var accompaniment = false

  @OptionGroup var sound: SoundOptions

  @Flag(name: .shortAndLong, help: "Show no status line and no warnings.")
  var quiet = false

  func validate() throws {
    guard (10...400).contains(tempo) else { throw ValidationError("--tempo takes 10 to 400") }
    guard (-24...24).contains(transpose) else {
      throw ValidationError("--transpose takes -24 to 24 semitones")
    }
  }

  func run() throws {
    let piece = try selection.readPiece(file, isAccompanied: accompaniment, isQuiet: quiet)
    let whole = try sound.schedule(of: piece, file: file)
    let schedule = try part(of: whole, piece)
    let controls = PlaybackControls()
    (controls.tempoPercent, controls.transposition) = (tempo, transpose)
    controls.isLooping = loop
    let hand = {
      PlayHand(piece, whole: whole, played: schedule, controls: controls, isQuiet: quiet)
    }
    if let sequencer {
      var player = try SequencerPlayer(destination: sequencer)
      let hand = hand()
      defer { hand.end() }
      try player.play(schedule, controls: controls) { Terminal.report($0) }
      if hand.wasInterrupted { throw CommandFailure.interrupted("stopped") }
    } else {
      try play(schedule, controls, hand)
    }
  }

  /// What is asked for of a piece.
  private func part(of whole: EventSchedule, _ piece: MusicFile.Piece) throws -> EventSchedule {
    let first = firstBar ?? 1
    guard whole.measures.indices.contains(first - 1) else {
      throw CommandFailure.failed(
        "there is no bar \(first); the music has \(whole.measures.count): choose with --from")
    }
    let part = first > 1 ? whole.beginning(atMeasure: first - 1) : whole
    guard countIn else { return part }
    let pulse = BeatMap(piece.performance, whole).pulse(ofMeasure: first - 1)
    return part.countedIn(beats: pulse.beats, framesPerBeat: Int(pulse.framesPerBeat))
  }

  private func play(
    _ schedule: EventSchedule, _ controls: PlaybackControls, _ hand: () -> PlayHand
  ) throws {
    let synthesizer = try Synthesizer(
      soundFont: try sound.findSoundFont(), options: sound.synthesizerOptions)
    let source = SampleSource(synthesizer: synthesizer, schedule: schedule)
    for missing in source.substitutions where !quiet {
      Terminal.report("warning: \(RenderText.text(missing))")
    }
    var player = try PCMPlayer(device: device, sampleRate: sound.rate, latency: latency)
    let hand = hand()
    defer { hand.end() }
    let report = try player.play(source, controls: controls)
    hand.end()
    if report.underruns > 0 {
      Terminal.report(
        "\(report.underruns) \(report.underruns == 1 ? "gap" : "gaps") in the sound; "
          + "--latency safe avoids them on a busy machine")
    }
    if hand.wasInterrupted { throw CommandFailure.interrupted("stopped") }
  }
}
