import ArgumentParser
import Judgement
import NoteGeneration
import Training

/// How much of what a model learned its tunes may repeat, and which of them are the best.
struct NoveltyOptions: ParsableArguments {
  @Option(
    name: .customLong("no-copy"),
    help: """
      Share no run of notes of so many bars or more, in any key, with the tunes that the model \
      learned.
      """)
  var noCopy: Int?

  @Option(help: "Keep the best so many tunes of those made, as `lilt judge` ranks them.")
  var best: Int?

  func validate() throws {
    if let noCopy, !(1...1000).contains(noCopy) {
      throw ValidationError("--no-copy takes 1 to 1000 bars")
    }
    if let best, best < 1 { throw ValidationError("--best takes 1 or more") }
  }
}
