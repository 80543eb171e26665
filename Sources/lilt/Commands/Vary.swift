import ArgumentParser
import MusicModel
import NoteGeneration
import NoteVocabulary
import Training

/// The command `lilt vary`: other versions of a tune.
struct Vary: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compose a part of a tune again, change one knob, or go from one tune to another.",
    discussion: """
      lilt vary tune.abc --keep 1-8 --model reels.safetensors     bars 1 to 8 stay
      lilt vary tune.mid --temperature 0.7                        the same seed, one knob changed
      lilt vary tune.abc --ladder 5 --output neighbours/          from near to far
      lilt vary one.abc --morph other.abc -n 4 --output way/      from one tune to the other

      The tune may be any ABC or MIDI file; one that Lilt made needs no --model if its model lies
      here or beside it. Bars are counted from 1 as written, pick-ups with the bar after them. What
      is composed again leads over to the bars that stay: of 32 versions one is drawn by how well
      those go on from it.
      """)

  @Argument(
    help: "The tune: .abc or .mid, or without --keep, --ladder and --morph any file made here.")
  var file: String

  @Option(help: "The model; by default the one that made the tune.")
  var model: String?

  @Option(help: "The bars that stay, such as 1-8 or 1-4,13-16; the others are composed again.")
  var keep: String?

  @Option(help: "Make so many neighbours of the tune, from near to far.")
  var ladder: Int?

  @Option(help: "Another tune to go to; -n says in how many steps.")
  var morph: String?

  @Option(name: .customShort("n"), help: "How many versions.")
  var count = 1

  @OptionGroup var output: TuneOutput
  @OptionGroup(title: "The tune") var tune: TuneOptions
  @OptionGroup(title: "The melody") var guidance: GuidanceOptions
  @OptionGroup(title: "The choice") var sampling: SamplingArguments
  @OptionGroup(title: "The playing") var style: StyleOptions

  @Flag(name: .shortAndLong, help: "Tell nothing but the names of the files.")
  var quiet = false

  func validate() throws {
    guard (1...10_000).contains(count), (1...1000).contains(ladder ?? 1) else {
      throw ValidationError("-n takes 1 to 10000, --ladder 1 to 1000")
    }
    guard [keep, ladder.map(String.init), morph].count(where: { $0 != nil }) <= 1 else {
      throw ValidationError(
        "--keep, --ladder and --morph each say what to do; expected one of them")
    }
    try output.check(count: ladder ?? count)
  }

  func run() throws {
    let recipe = try RecipeFile.recipeIfAny(in: file)
    let (path, modelFile) = try RecipeFile.findModel(named: model, for: recipe, beside: file)
    let isKnob = keep == nil && ladder == nil && morph == nil
    let limit = try CopyLimit(isKnob ? recipe?.options.noCopyBars : nil, model: path, modelFile)
    let generator = Generator(modelFile, constraints: limit.map { [$0.constraint] } ?? [])
    let tunes = try isKnob ? changeKnob(generator, recipe) : varyBars(generator, recipe)
    try output.write(tunes, count: ladder ?? count)
    if !quiet { try tellSeams(generator, tunes) }
  }

  /// Makes the tune of the recipe again, with what the command line changes.
  private func changeKnob(_ generator: Generator, _ recipe: Recipe?) throws -> [GeneratedTune] {
    guard let recipe else {
      throw CommandFailure.nothingUsable(
        "\(file): holds no recipe to change; expected a generated tune, or --keep, --ladder, --morph"
      )
    }
    var (options, style) = (recipe.options, recipe.style)
    try tune.apply(to: &options.constraints)
    try guidance.add(to: &options)
    sampling.apply(to: &options)
    self.style.apply(to: &style)
    try options.validate()
    return try generator.tunes(count: count, firstIndex: recipe.index, options, style)
  }

  private func varyBars(_ generator: Generator, _ recipe: Recipe?) throws -> [GeneratedTune] {
    let tokens = try tokens(of: file, generator)
    var options = sampling.options
    options.constraints.soundingTonic = try tune.key?.tonic ?? tonic(of: file)
    options.chords = guidance.chords
    try options.validate()
    let outlines = try outlines(tokens, options, generator)
    var tunes: [GeneratedTune] = []
    for (index, outline) in outlines.enumerated() {
      options.outline = outline
      let isSeries = outlines.count > 1
      tunes += try generator.tunes(
        count: isSeries ? 1 : count, firstIndex: isSeries ? index : 0, options, style.style)
    }
    return tunes
  }

  private func outlines(
    _ tokens: [Int32], _ options: SamplingOptions, _ generator: Generator
  ) throws -> [Outline] {
    if let ladder {
      return try TuneLadder.neighbours(of: tokens, steps: ladder, seed: options.seed)
    }
    if let morph {
      return try TuneLadder.way(
        from: tokens, to: self.tokens(of: morph, generator), steps: count, seed: options.seed)
    }
    let text = keep ?? ""
    guard let numbers = Outline.numbers(text) else {
      throw CommandFailure.failed("--keep '\(text)' names no bars; expected such as 1-8 or 1-4,9")
    }
    let outline = try Outline(tokens, keptNumbers: numbers)
    guard numbers.allSatisfy({ (1...outline.lastNumber).contains($0) }) else {
      throw CommandFailure.failed(
        "the tune has bars 1 to \(outline.lastNumber); --keep says \(text)")
    }
    return [outline]
  }

  private func tokens(of path: String, _ generator: Generator) throws -> [Int32] {
    let tune = try MusicFile(reading: path).pieces[0].tune(melodyOnly: true)
    return try generator.outlineEncoding.encode(tune).tokens
  }

  private func tonic(of path: String) throws -> PitchName? {
    try MusicFile(reading: path).pieces[0].tune(melodyOnly: true).keySignature.tonic
  }

  /// Tells what the bars at the seams cost, and what they cost where the model goes on freely.
  private func tellSeams(_ generator: Generator, _ tunes: [GeneratedTune]) throws {
    guard keep != nil, let recipe = tunes.first?.recipe, let outline = recipe.options.outline,
      let cost = tunes.flatMap({ $0.likelihoods(at: outline.seams) }).natsPerToken
    else { return }
    var open = recipe.options
    open.outline = outline.openAtSeams
    let others = try generator.tunes(count: 32, open)
    let free = others.flatMap { $0.likelihoods(at: outline.seams) }.natsPerToken ?? 0
    Terminal.report(
      "the two bars after the seam cost \(hundredths(cost)) nats a token; "
        + "\(hundredths(free)) where the model goes on freely")
  }

  private func hundredths(_ value: Double) -> String {
    let number = Int((value * 100).rounded())
    return "\(number / 100)." + (number % 100 < 10 ? "0" : "") + "\(number % 100)"
  }
}

extension GeneratedTune {
  fileprivate func likelihoods(at measures: Set<Int>) -> [MeasureLikelihood] {
    measures.sorted().map { measureLikelihoods[$0] }
  }
}
