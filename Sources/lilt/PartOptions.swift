import ArgumentParser
import MusicModel

/// Which parts of a piece a command is about, and how those of MIDI are heard.
struct PartOptions: ParsableArguments {
  @Option(
    name: .customLong("part"),
    help: """
      Only this part, by its number from 1 or by its name or a piece of it; may be given several \
      times. lilt inspect lists the parts.
      """)
  var wanted: [String] = []

  @Flag(help: "From MIDI, let notes last as long as the sustain pedal holds them.")
  var pedal = false

  /// A piece with the parts that are asked for, in their order; with all if none is.
  func chosen(_ piece: MusicFile.Piece) throws -> MusicFile.Piece {
    guard !wanted.isEmpty else { return piece }
    let parts = piece.performance.parts
    var chosen: Set<Int> = []
    for name in wanted { chosen.formUnion(try indices(of: name, in: parts)) }
    var (tune, performance) = (piece.writtenTune, piece.performance)
    performance.parts = chosen.sorted().map { parts[$0] }
    if let voices = tune?.voices {
      // What accompanies has parts after those of the voices.
      tune?.voices = chosen.sorted().filter(voices.indices.contains).map { voices[$0] }
    }
    return MusicFile.Piece(
      writtenTune: tune, performance: performance, copyright: piece.copyright,
      diagnostics: piece.diagnostics)
  }

  private func indices(of name: String, in parts: [Part]) throws -> [Int] {
    if let number = Int(name), parts.indices.contains(number - 1) { return [number - 1] }
    let named = parts.indices.filter {
      parts[$0].name?.lowercased().contains(name.lowercased()) ?? false
    }
    guard named.isEmpty else { return named }
    throw CommandFailure.failed(
      "there is no part \(name); the piece has \(parts.count), and lilt inspect lists them")
  }
}
