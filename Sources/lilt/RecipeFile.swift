import ABCNotation
import Foundation
import MIDIFormat
import MusicModel
import NoteGeneration
import SafeFiles
import Training

/// The recipe in a generated file, and the model that it needs.
enum RecipeFile {
  /// - Throws: ``CommandFailure`` with exit code 2 where the file holds none.
  static func recipe(in path: String) throws -> Recipe {
    if let recipe = try recipeIfAny(in: path) { return recipe }
    throw CommandFailure.nothingUsable("\(path): holds no recipe; expected a generated tune")
  }

  static func recipeIfAny(in path: String) throws -> Recipe? {
    let bytes = try InputFile.read(path)
    let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
    if ["svg", "wav", "flac", "ogg"].contains(ending) {
      return Recipe.mark(in: bytes) == nil ? nil : try Recipe(findingIn: bytes)
    }
    let text =
      bytes.starts(with: "MThd".utf8)
      ? try MIDIFile(reading: bytes, file: path).recipeText
      : ABCReader().read(bytes, file: path).tunes.first?.fields
        .first { $0.letter == "N" && $0.text.hasPrefix("lilt:") }?.text
    return try text.map { try Recipe(parsing: $0) }
  }

  /// Finds a recipe's model: the one named, or one with its fingerprint in the present folder or
  /// beside a file.
  static func findModel(
    named name: String?, for recipe: Recipe?, beside path: String
  ) throws -> (path: String, file: ModelFile) {
    if let name { return (name, try ModelFile(reading: name)) }
    guard let recipe else {
      throw CommandFailure.failed("\(path): names no model; name one with --model")
    }
    let beside = URL(fileURLWithPath: path).deletingLastPathComponent().path
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
