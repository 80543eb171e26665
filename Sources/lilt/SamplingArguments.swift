import ArgumentParser
import NoteGeneration

/// How the tokens of a tune are chosen.
struct SamplingArguments: ParsableArguments {
  @Option(help: "0.01 to 5: below 1 safer, above 1 wilder; 1 by default.")
  var temperature: Double?

  @Option(help: "The temperature of each fourth measure, where phrases end.")
  var cadenceTemperature: Double?

  @Option(help: "Choose among the so many likeliest tokens only.")
  var topK: Int?

  @Option(help: "Choose among the likeliest tokens that together have this probability.")
  var topP: Double?

  @Option(help: "Choose among tokens at least this many times as likely as the likeliest.")
  var minP: Double?

  @Option(help: "Decides all choices; the same seed gives the same tunes; 1 by default.")
  var seed: UInt64?

  @Option(help: "About how many notes a measure is to have.")
  var notesPerBar: Double?

  @Flag(help: "Let a measure come more than twice in a row.")
  var allowStuckBars = false

  @Flag(help: "Let the model break the rules of measures and repeats.")
  var free = false

  var options: SamplingOptions {
    var options = SamplingOptions()
    options.seed = 1
    apply(to: &options)
    return options
  }

  /// Changes what was given on the command line, and nothing else.
  func apply(to options: inout SamplingOptions) {
    options.temperature = temperature ?? options.temperature
    options.cadenceTemperature = cadenceTemperature ?? options.cadenceTemperature
    options.topK = topK ?? options.topK
    options.topP = topP ?? options.topP
    options.minP = minP ?? options.minP
    options.seed = seed ?? options.seed
    options.notesPerMeasure = notesPerBar ?? options.notesPerMeasure
    if allowStuckBars { options.refusesStuckBars = false }
    if free { options.followsGrammar = false }
  }
}
