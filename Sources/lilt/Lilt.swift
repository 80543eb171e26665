import ArgumentParser

/// The root of the command line.
struct Lilt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lilt",
    abstract: "Learns tunes and plays them.",
    discussion: """
      From tunebooks to new tunes in two steps:

        lilt train tunes/ --output reels.safetensors
        lilt generate reels.safetensors --output tune.mid

      Results go to standard output, progress and diagnostics to standard error.
      Exit codes: 0 done, 1 failed, 2 nothing usable in the input, 64 wrong usage.
      """,
    version: LiltVersion.current,
    subcommands: [
      Train.self, Generate.self, Vary.self, Regenerate.self, Evaluate.self, JudgeCommand.self,
      Inspect.self, Convert.self, Draw.self, CorpusCommand.self, Render.self, Play.self, Live.self,
      Devices.self, SoundFontCommand.self, Doctor.self,
      BenchmarkCommand.self,
    ])
}
