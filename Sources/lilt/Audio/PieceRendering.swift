import Foundation
import MIDIFormat
import MusicModel
import Playback

/// One piece as an audio file, and its parts as further ones.
struct PieceRendering: Sendable {
  let renderer: Renderer
  let sound: SoundOptions

  /// Whether each part gets a file of its own.
  let stems: Bool

  /// Writes a piece.
  ///
  /// - Returns: The mix and, with stems, each part; fewer when it was stopped.
  func render(
    _ piece: MusicFile.Piece, of file: String, to path: String, controls: PlaybackControls,
    progress: (Double) -> Void = { _ in }
  ) throws -> [RenderReport] {
    let schedule = try sound.schedule(of: piece, file: file)
    let parts = stems ? piece.performance.parts.filter { !$0.notes.isEmpty } : []
    let share = 1 / Double(parts.count + 1)
    guard
      let mix = try renderer.render(
        schedule, to: path, controls: controls, progress: { progress($0 * share) })
    else { return [] }
    var reports = [mix]
    // As long and as loud as in the mix.
    var single = renderer
    single.normalizedPeak = nil
    single.level = mix.gain
    single.tail = .seconds(Double(mix.frames - schedule.endFrame) / Double(schedule.sampleRate))
    for (index, part) in parts.enumerated() {
      var performance = piece.performance
      performance.parts = [part]
      let alone = try EventSchedule(MIDIFile(performance), sampleRate: sound.rate)
        .lasting(until: schedule.endFrame)
      let report = try single.render(
        alone, to: Self.path(of: part, index, beside: path), controls: controls
      ) { progress(share * (Double(index + 1) + $0)) }
      guard let report else { break }
      reports.append(report)
    }
    return reports
  }

  /// `tune-2-fiddle.wav` beside `tune.wav`.
  private static func path(of part: Part, _ index: Int, beside path: String) -> String {
    let url = URL(filePath: path)
    let name = part.channel == 9 ? "drums" : part.name ?? GeneralMIDI.name(ofProgram: part.program)
    let plain = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let words = String(plain).split(separator: "-").joined(separator: "-").prefix(40)
    let suffix = words.isEmpty ? "" : "-\(words)"
    return path.dropLast(url.pathExtension.count + 1)
      + "-\(index + 1)\(suffix).\(url.pathExtension)"
  }
}
