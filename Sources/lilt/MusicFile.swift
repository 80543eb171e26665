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

    /// The copyright notice of a MIDI file.
    let copyright: String?

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
  ///   - appliesPedal: Whether the notes of a MIDI file last as long as its sustain pedal holds them.
  ///   - strict: Whether the first thing noticed refuses the file.
  init(
    reading path: String, interpretation: ABCReader.Interpretation = .declared,
    isAccompanied: Bool = false, appliesPedal: Bool = false, strict: Bool = false
  ) throws {
    let bytes = try InputFile.read(path)
    if MIDIFile.isNamed(path, bytes) {
      let file = try MIDIFile(reading: bytes, file: path, strict: strict)
      var findings = file.diagnostics
      let performance = Performance(
        file, named: path, options: PerformanceOptions(appliesSustainPedal: appliesPedal),
        diagnostics: &findings)
      if strict { try findings.refuseDepartures() }
      diagnostics = findings
      pieces = [
        Piece(
          writtenTune: nil, performance: performance, copyright: file.copyright,
          diagnostics: findings)
      ]
      return
    }
    let book = ABCReader(
      ofFile: path, options: ABCReader.Options(interpretation: interpretation)
    ).read(bytes, file: path)
    var findings = book.diagnostics
    pieces = book.entries.compactMap { entry in
      guard let tune = entry.tune else { return nil }
      do throws(UnrollingError) {
        let performance = try Performance(unrolling: tune, isAccompanied: isAccompanied)
        return Piece(
          writtenTune: tune, performance: performance, copyright: nil,
          diagnostics: entry.diagnostics)
      } catch {
        findings.append(Diagnostic(.error, "too-long", error.description, at: entry.location))
        return nil
      }
    }
    diagnostics = findings
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
  /// - Parameters:
  ///   - melodyOnly: Whether to write down only the melody of several parts.
  ///   - foldsRepeats: Whether to write once what is played twice in a row.
  func tune(melodyOnly: Bool = false, foldsRepeats: Bool = true) throws -> Tune {
    if let writtenTune { return writtenTune }
    var findings: [Diagnostic] = []
    let options = TranscriptionOptions(
      selection: melodyOnly ? .melody : .allParts, foldsRepeats: foldsRepeats)
    let tune = try Tune(quantizing: performance, options: options, diagnostics: &findings)
    findings.forEach(Terminal.report)
    return tune
  }
}
