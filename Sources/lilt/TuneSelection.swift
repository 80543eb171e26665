public import ABCNotation
public import ArgumentParser
import MusicModel

/// Which tune of a tunebook a command is about, and how ABC is read.
struct TuneSelection: ParsableArguments {
  @Option(
    name: .customLong("tune"),
    help: "Which tune of a tunebook: its X: number, its place from 1, or its title or a part of it."
  )
  var wanted: String?

  @Option(
    name: .customLong("abc"),
    help: "How ABC is read: strict by the standard, loose, or as the file's first line declares.")
  var interpretation = ABCReader.Interpretation.declared

  /// Reads a file and returns it with the pieces that the user asked for, all if no tune is named.
  ///
  /// - Parameters:
  ///   - isAccompanied: Whether the chord symbols of a tune are played.
  ///   - appliesPedal: Whether the sustain pedal of a MIDI file lengthens its notes.
  ///   - strict: Whether the first thing noticed refuses the file.
  func read(
    _ path: String, isAccompanied: Bool = false, appliesPedal: Bool = false, strict: Bool = false
  ) throws -> (music: MusicFile, pieces: [MusicFile.Piece]) {
    let music = try MusicFile(
      reading: path, interpretation: interpretation, isAccompanied: isAccompanied,
      appliesPedal: appliesPedal, strict: strict)
    guard let wanted else { return (music, music.pieces) }
    return (music, [try piece(wanted, of: music)])
  }

  /// Reads a file and returns the piece that the user asked for, the first if no tune is named;
  /// what was noticed in it is printed, unless it holds no notes: then that is what there is to say.
  ///
  /// - Parameter isQuiet: Whether to print nothing.
  func readPiece(
    _ path: String, isAccompanied: Bool = false, isQuiet: Bool = false
  ) throws -> MusicFile.Piece {
    let piece = try read(path, isAccompanied: isAccompanied).pieces[0]
    let hasNotes = piece.performance.parts.contains { !$0.notes.isEmpty }
    if hasNotes, !isQuiet { reportDiagnostics(of: [piece]) }
    return piece
  }

  /// Prints what was noticed in pieces.
  func reportDiagnostics(of pieces: [MusicFile.Piece]) {
    for diagnostic in pieces.flatMap(\.diagnostics) { Terminal.report(diagnostic.explanation) }
  }

  /// Prints what was noticed: in the tune that is named, else in the whole file.
  func reportDiagnostics(of music: MusicFile, _ pieces: [MusicFile.Piece]) {
    let findings = wanted == nil ? music.diagnostics : pieces.flatMap(\.diagnostics)
    for diagnostic in findings { Terminal.report(diagnostic.explanation) }
  }

  private func piece(_ wanted: String, of music: MusicFile) throws -> MusicFile.Piece {
    if let number = Int(wanted) {
      if let piece = music.pieces.first(where: { $0.writtenTune?.referenceNumber == number }) {
        return piece
      }
      if music.pieces.indices.contains(number - 1) { return music.pieces[number - 1] }
    }
    let name = wanted.lowercased()
    let titles = music.pieces.map { piece in
      (piece.writtenTune?.titles ?? [piece.performance.title ?? ""]).map { $0.lowercased() }
    }
    if let index = titles.firstIndex(where: { $0.contains(name) })
      ?? titles.firstIndex(where: { $0.contains { $0.contains(name) } })
    {
      return music.pieces[index]
    }
    throw CommandFailure.failed(
      "there is no tune \(wanted); the file holds \(music.pieces.count), "
        + "and lilt inspect lists them")
  }
}

extension ABCReader.Interpretation: ExpressibleByArgument {}
