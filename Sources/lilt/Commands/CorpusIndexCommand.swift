import ArgumentParser
import NoteVocabulary
import SafeFiles
import Training

extension CorpusCommand {
  /// The command `lilt corpus index`.
  struct Index: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Write the melodies of a corpus into a file where any run of notes is found at once.",
      discussion: """
        lilt corpus index tunes/ --output tunes.index
        lilt corpus index tunes/ --model reels.safetensors

        `lilt train` writes the index of what a model learned beside it; this writes one for a model \
        that has none, or for any tunes. Part of the tunes is held out, as in training: they are what \
        `lilt judge` compares with as new tunes of a human. With --model the same --split, --valid and \
        --seed as in training are needed; an index that does not fit the model is not written.
        """)

    @Argument(help: "ABC or MIDI files, or folders of them.")
    var paths: [String]

    @Option(name: .shortAndLong, help: "The file to write; beside the model by default.")
    var output: String?

    @Option(help: "The model that learned these tunes.")
    var model: String?

    @OptionGroup var corpus: CorpusOptions

    @Option(help: "The seed of the training, which says which tunes are held out.")
    var seed: UInt64 = 1

    @Flag(name: .shortAndLong, help: "Tell nothing.")
    var quiet = false

    func validate() throws {
      guard corpus.encoding ?? .tune == .tune else {
        throw ValidationError("only tunes are indexed")
      }
      guard output != nil || model != nil else {
        throw ValidationError("where to? expected --output FILE.index or --model FILE")
      }
    }

    func run() throws {
      let (tunes, tokens) = try corpus.read(
        paths, .tune, Preset(.tune), seed: seed, quiet: quiet)
      let fingerprint = tokens.fingerprint
      if let model, try ModelFile(reading: model).corpus.fingerprint != fingerprint {
        throw CommandFailure.failed(
          "\(model) did not learn exactly these tunes; "
            + "give the paths, --valid, --split and --seed of its training")
      }
      let path = output ?? RunFiles(model: model ?? "").index
      let bytes = try CorpusIndex.bytes(of: tunes, fingerprint: fingerprint, quiet: quiet)
      try AtomicFile.write(bytes, to: path)
      Terminal.print(path)
    }
  }
}
