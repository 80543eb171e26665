import ABCNotation
import MIDIFormat
import MusicModel
import SafeFiles
import Training

/// The music in a file, whichever format it has.
struct MusicFile {
  /// One tune of a tunebook, or the music of a MIDI file.
  struct Piece {
    /// The music as written, if the file says how.
    let writtenTune: Tune?

    /// The music as played.
    let performance: Performance

    let diagnostics: [Diagnostic]
  }

  /// The pieces, at least one.
  let pieces: [Piece]

  /// What was noticed in the whole file, the pieces included.
  let diagnostics: [Diagnostic]

  /// Reads a file; MIDI is known by its first bytes, everything else is taken for ABC.
  ///
  /// - Parameters:
  ///   - path: `-` for standard input.
  ///   - interpretation: Which dialects of ABC are read.
  ///   - isAccompanied: Whether the chord symbols of a tune are played.
  ///   - strict: Whether the first thing noticed refuses the file.
  init(
    reading path: String, interpretation: ABCReader.Interpretation = .declared,
    isAccompanied: Bool = false, strict: Bool = false
  ) throws {
    let bytes = try InputFile.read(path)
    if MIDIFile.isNamed(path, bytes) {
      let file = try MIDIFile(reading: bytes, file: path, strict: strict)
      diagnostics = file.diagnostics
      pieces = [Piece(writtenTune: nil, performance: Performance(file), diagnostics: diagnostics)]
    } else {
      let book = ABCReader(
        ofFile: path, options: ABCReader.Options(interpretation: interpretation)
      ).read(bytes, file: path)
      var findings = book.diagnostics
      pieces = book.entries.compactMap { entry in
        guard let tune = entry.tune else { return nil }
        do throws(UnrollingError) {
          let performance = try Performance(unrolling: tune, isAccompanied: isAccompanied)
          return Piece(
            writtenTune: tune, performance: performance, diagnostics: entry.diagnostics)
        } catch {
          findings.append(Diagnostic(.error, "too-long", error.description, at: entry.location))
          return nil
        }
      }
      diagnostics = findings
    }
    if strict, let first = diagnostics.first {
      throw CommandFailure.failed("\(first) (refused: --strict)")
    }
    guard !pieces.isEmpty else {
      let reason = diagnostics.first { $0.severity == .error }.map { ": \($0)" } ?? ""
      throw CommandFailure.nothingUsable(
        "\(path): no tune found\(reason); expected ABC with X: and K: lines, or MIDI")
    }
  }
}

extension MusicFile.Piece {
  /// The music as written, or as a person would write down the performance.
  ///
  /// - Parameter melodyOnly: Whether to write down only the melody of several parts.
  func tune(melodyOnly: Bool = false) throws -> Tune {
    if let writtenTune { return writtenTune }
    var findings: [Diagnostic] = []
    let options = TranscriptionOptions(selection: melodyOnly ? .melody : .allParts)
    let tune = try Tune(quantizing: performance, options: options, diagnostics: &findings)
    for finding in findings { Terminal.report("\(finding.severity.rawValue): \(finding.message)") }
    return tune
  }
}
