import ArgumentParser
import NoteGeneration

/// How the tokens of a tune are chosen.
struct SamplingArguments: ParsableArguments {
  @Option(help: "0.01 to 5: below 1 safer, above 1 wilder.")
  var temperature = 1.0

  @Option(help: "Choose among the so many likeliest tokens only.")
  var topK: Int?

  @Option(help: "Choose among the likeliest tokens that together have this probability.")
  var topP: Double?

  @Option(help: "Choose among tokens at least this many times as likely as the likeliest.")
  var minP: Double?

  @Option(help: "Decides all choices; the same seed gives the same tunes.")
  var seed: UInt64 = 1

  @Flag(help: "Let the model break the rules of measures and repeats.")
  var free = false

  var options: SamplingOptions {
    var options = SamplingOptions()
    options.temperature = temperature
    options.topK = topK
    options.topP = topP
    options.minP = minP
    options.seed = seed
    options.followsGrammar = !free
    return options
  }
}
