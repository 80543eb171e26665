import ArgumentParser
import Judgement
import SafeFiles
import Training

/// The command `lilt judge`: what is good and what is wrong with tunes, and what they copy.
struct JudgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Judge tunes: meter, key, cadence, form, and what they copy from a corpus.",
    discussion: """
      lilt judge tunes/
      lilt judge tune.abc --corpus oneills/
      lilt judge tunes/ --model reels.safetensors --json > report.json
      lilt judge tunes/ --corpus oneills.index --svg report.svg

      """ + JudgeHelp.text)

  @Argument(help: "ABC or MIDI files, or folders of them; - for standard input.")
  var paths: [String]

  @Option(
    parsing: .upToNextOption,
    help: "Tunes to compare with: files or folders, or one file that `lilt corpus index` wrote.")
  var corpus: [String] = []

  @Option(help: "Compare with what this model learned, from the .index beside it.")
  var model: String?

  @Option(
    parsing: .upToNextOption,
    help: "Tunes like the corpus that are no part of it, instead of holding out some.")
  var heldOut: [String] = []

  @Option(help: "The part of the corpus to hold out as new tunes of a human.")
  var split = 0.05

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(help: "Draw the figures as a page of SVG.")
  var svg: String?

  @Flag(name: .shortAndLong, help: "Print the summary only.")
  var quiet = false

  func validate() throws {
    guard corpus.isEmpty || model == nil else {
      throw ValidationError("--corpus or --model, not both")
    }
    guard (0...0.9).contains(split) else { throw ValidationError("--split takes 0 to 0.9") }
  }

  func run() throws {
    let judge = Judge(try index.map { Reference($0) })
    let candidates = try JudgedFiles.candidates(paths, isQuiet: json)
    let reports = judge.reports(candidates)
    for (report, candidate) in zip(reports, candidates) where report == nil {
      Terminal.report("\(candidate.file): tune \(candidate.number) cannot be played out; left out")
    }
    let judgement = judge.judgement(of: reports.compactMap(\.self))
    if let svg { try AtomicFile.write(JudgementPage(judgement).svg, to: svg) }
    if json { return try Terminal.print(json: judgement) }
    let text = JudgementText(judgement)
    if !quiet { Terminal.print(text.tunes) }
    Terminal.print(text.summary)
    if let svg { Terminal.print(svg) }
  }

  private var index: NoveltyIndex? {
    get throws {
      if let model {
        return try CorpusIndex.read(
          besideModel: model, try ModelFile(reading: model))
      }
      return corpus.isEmpty ? nil : try CorpusIndex.read(corpus, valid: heldOut, split: split)
    }
  }
}
