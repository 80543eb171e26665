import ABCNotation
import ArgumentParser
import Foundation
import MIDIFormat
import MusicModel
import NoteGeneration
import NoteVocabulary
import SafeFiles
import Training

/// The command `lilt regenerate`: a tune again, from the recipe in its file.
struct Regenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a generated tune again from the recipe in its file, byte for byte.",
    discussion: """
      lilt regenerate tune.mid --model reels.safetensors --output again.mid

      Without --model, the models in the present folder and beside the tune are tried.
      """)

  @Argument(help: "A .mid or .abc file that `lilt generate` wrote.")
  var file: String

  @Option(help: "The model that made the tune.")
  var model: String?

  @Option(name: .shortAndLong, help: "The file to write, of any kind that `generate` writes.")
  var output: String

  func run() throws {
    let recipe = try findRecipe()
    let (path, file) = try findModel(for: recipe)
    let limit = try CopyLimit(recipe.options.noCopyBars, model: path, file)
    let generator = Generator(file, constraints: limit.map { [$0.constraint] } ?? [])
    let destination = try TuneDestination(output, format: nil, count: 1)
    if file.vocabulary.kind == .tune {
      try destination.write([try generator.tune(recipe)])
    } else {
      try destination.write([try generator.performance(recipe)])
    }
  }

  private func findRecipe() throws -> Recipe {
    let bytes = try InputFile.read(file)
    let text =
      bytes.starts(with: "MThd".utf8)
      ? try MIDIFile(reading: bytes, file: file).recipeText
      : ABCReader().read(bytes, file: file).tunes.first?.fields
        .first { $0.letter == "N" && $0.text.hasPrefix("lilt:") }?.text
    guard let text else {
      throw CommandFailure.nothingUsable("\(file): holds no recipe; expected a generated tune")
    }
    return try Recipe(parsing: text)
  }

  private func findModel(for recipe: Recipe) throws -> (path: String, file: ModelFile) {
    if let model { return (model, try ModelFile(reading: model)) }
    let beside = URL(fileURLWithPath: file).deletingLastPathComponent().path
    for folder in [".", beside] {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      for name in names where name.hasSuffix(".safetensors") {
        if let found = try? ModelFile(reading: folder + "/" + name),
          found.fingerprint == recipe.model
        {
          return (folder + "/" + name, found)
        }
      }
    }
    throw CommandFailure.failed(
      "no model with the fingerprint \(recipe.model) here; name it with --model")
  }
}
