import ABCNotation
import ArgumentParser
import Foundation
import MIDIFormat
import MusicModel
import NoteGeneration
import Pictures
import SafeFiles

/// Where generated tunes go, and as what.
struct TuneDestination {
  /// The kinds of file that a tune can become.
  enum Format: String, CaseIterable {
    case mid, abc, svg, wav, flac, ogg
  }

  private enum Place {
    case standardOutput

    /// Files that differ in their endings.
    case file(stem: String)

    case folder(String)
  }

  private let place: Place
  private let formats: [Format]

  /// - Parameters:
  ///   - output: A file, a folder, or `nil` for standard output.
  ///   - format: Formats with commas; by default that of the output, or `mid,abc` in a folder.
  /// - Throws: `ValidationError` where these do not go together.
  init(_ output: String?, format: String?, count: Int) throws {
    let named = try format.map(Self.formats)
    guard let output else {
      guard named == nil || named == [.abc] else {
        throw ValidationError("--format needs --output; only ABC is printed")
      }
      (place, formats) = (.standardOutput, [.abc])
      return
    }
    let url = URL(fileURLWithPath: output)
    if output.hasSuffix("/") || url.hasDirectoryPath {
      (place, formats) = (.folder(url.path), named ?? [.mid, .abc])
      return
    }
    guard let ending = Format(rawValue: url.pathExtension.lowercased()) else {
      throw ValidationError(
        "\(output): unknown format; expected a name that ends in "
          + Format.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
          + ", or a folder that ends in /")
    }
    guard count == 1 || ending == .abc && (named ?? [.abc]) == [.abc] else {
      throw ValidationError(
        "many tunes need a folder: --output \(url.deletingPathExtension().relativePath)/")
    }
    let stem = String(output.dropLast(url.pathExtension.count + 1))
    place = .file(stem: stem)
    formats = [ending] + (named ?? []).filter { $0 != ending }
  }

  private static func formats(_ list: String) throws -> [Format] {
    try list.split(separator: ",").map { name in
      guard let format = Format(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
        throw ValidationError(
          "unknown format '\(name)'; expected some of "
            + Format.allCases.map(\.rawValue).joined(separator: ","))
      }
      return format
    }
  }
}

extension TuneDestination {
  /// Writes the tunes and prints the names of the files.
  func write(_ tunes: [some GeneratedMusic], soundFont: String? = nil) throws {
    switch place {
    case .standardOutput:
      Terminal.print(
        try tunes.map { ABCWriter().write(try $0.writtenTune()) }.joined(separator: "\n"))
    case .file(let stem) where tunes.count == 1:
      for format in formats { try write(tunes[0], as: format, to: stem, soundFont: soundFont) }
    case .file(let stem):
      try AtomicFile.write(
        ABCWriter().write(try tunes.map { try $0.writtenTune() }), to: stem + ".abc")
      Terminal.print(stem + ".abc")
    case .folder(let folder):
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for tune in tunes {
        let name =
          "tune-\(tune.recipe.options.seed)-" + String(format: "%04d", tune.recipe.index + 1)
        for format in formats {
          try write(tune, as: format, to: folder + "/" + name, soundFont: soundFont)
        }
      }
    }
  }

  private func write(
    _ generated: some GeneratedMusic, as format: Format, to stem: String, soundFont: String?
  ) throws {
    let path = "\(stem).\(format.rawValue)"
    switch format {
    case .abc: try AtomicFile.write(ABCWriter().write([try generated.writtenTune()]), to: path)
    case .svg:
      let roll = PianoRoll(try generated.performance(), description: generated.recipe.text)
      try AtomicFile.write(roll.svg, to: path)
    case .mid: try AtomicFile.write(try midiFile(of: generated).bytes, to: path)
    case .wav, .flac, .ogg:
      try AudioFile.write(
        try midiFile(of: generated), to: path, soundFont: soundFont, comment: generated.recipe.text)
    }
    Terminal.print(path)
  }

  private func midiFile(of generated: some GeneratedMusic) throws -> MIDIFile {
    MIDIFile(
      try generated.performance(),
      options: MIDIWritingOptions(recipe: generated.recipe.text))
  }
}
