import Foundation
import Playback

/// What a person is told about a rendering.
enum RenderText {
  /// Prints a file with its figures, and what had to be changed for it.
  static func print(_ report: RenderReport) {
    for warning in report.warnings { Terminal.report("warning: \(warning)") }
    for missing in report.substitutions { Terminal.report("warning: \(text(missing))") }
    var figures = [report.path, String(format: "%.1f s", report.seconds)]
    figures.append(
      report.peak > 0 ? String(format: "peak %.1f dB", report.peakDecibels) : "silent")
    if let loudness = report.loudness { figures.append(String(format: "%.1f LUFS", loudness)) }
    if report.clippedSamples > 0 { figures.append("\(report.clippedSamples) samples clipped") }
    Terminal.print(figures.joined(separator: "\t"))
  }

  static func text(_ missing: ProgramSubstitution) -> String {
    "the SoundFont lacks program \(missing.program) (\(GeneralMIDI.name(ofProgram: missing.program))); "
      + "program \(missing.replacement) (\(GeneralMIDI.name(ofProgram: missing.replacement))) stands in"
  }
}
