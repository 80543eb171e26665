import ABCNotation
import Foundation
import NoteGeneration
import NoteVocabulary
import SafeFiles
import Training

/// What a network makes up while it learns, one piece every few epochs.
struct TrainingSamples {
  /// Epochs from one piece to the next; 0 for none.
  let interval: Int

  /// Lines of a piece that are shown; the file has all of them.
  private static let shownLines = 8

  private var text = ""

  init(every interval: Int) {
    self.interval = interval
  }

  /// Makes up a piece after an epoch if it is time for one, shows its start and adds it to the
  /// file of samples.
  mutating func add(_ run: TrainingRun, epoch: Int, _ display: inout TrainingDisplay) throws {
    guard interval > 0, epoch.isMultiple(of: interval) else { return }
    let piece = try Self.piece(of: run.model).trimmingCharacters(in: .newlines)
    text += "% epoch \(epoch)\n\(piece)\n\n"
    try AtomicFile.write(text, to: run.files.samples)
    let lines = piece.split(separator: "\n").filter { !$0.hasPrefix("N:") }
    for line in lines.prefix(Self.shownLines) { display.keep("    " + line) }
  }

  private static func piece(of model: ModelFile) throws -> String {
    var options = SamplingOptions()
    options.temperature = 0.9
    options.maximumTokens = 400
    let generator = Generator(model, threads: 1)
    guard model.vocabulary.kind == .tune else {
      return try generator.texts(count: 1, options).first?.text ?? ""
    }
    return ABCWriter().write(try generator.tunes(count: 1, options).map(\.tune))
  }
}
