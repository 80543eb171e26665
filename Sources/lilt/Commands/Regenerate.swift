import ArgumentParser
import NoteGeneration
import NoteVocabulary
import Training

/// The command `lilt regenerate`: a tune again, from the recipe in its file.
struct Regenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a generated tune again from the recipe in its file, byte for byte.",
    discussion: """
      lilt regenerate tune.mid --model reels.safetensors --output again.mid

      Without --model, the models in the present folder and beside the tune are tried.
      """)

  @Argument(help: "A file of any kind that `lilt generate` wrote.")
  var file: String

  @Option(help: "The model that made the tune.")
  var model: String?

  @Option(name: .shortAndLong, help: "The file to write, of any kind that `generate` writes.")
  var output: String

  @Option(help: "The SoundFont for audio, if it was not the first of `lilt soundfont list`.")
  var soundfont: String?

  func run() throws {
    let recipe = try RecipeFile.recipe(in: file)
    let (path, file) = try RecipeFile.findModel(named: model, for: recipe, beside: file)
    let limit = try CopyLimit(recipe.options.noCopyBars, model: path, file)
    let generator = Generator(file, constraints: limit.map { [$0.constraint] } ?? [])
    let destination = try TuneDestination(output, format: nil, count: 1)
    if file.vocabulary.kind == .tune {
      try destination.write([try generator.tune(recipe)], soundFont: soundfont)
    } else {
      try destination.write([try generator.performance(recipe)], soundFont: soundfont)
    }
  }
}
