import Foundation
import Judgement
import NoteGeneration
import Training

/// The limit of copied runs that recipes and command lines ask for.
struct CopyLimit {
  private let bars: Int
  private let index: NoveltyIndex

  /// - Parameter model: The path of the model, which the index lies beside.
  /// - Returns: `nil` where there is no limit.
  init?(_ bars: Int?, model: String, _ file: ModelFile) throws {
    guard let bars else { return nil }
    self.bars = bars
    index = try CorpusIndex.read(besideModel: model, file)
  }

  var constraint: any TokenConstraint { CopyGuard(index, bars: bars) }

  /// Tells the tunes that could not but copy, which only very narrow ranges and openings bring about.
  func report(_ tunes: [GeneratedTune]) {
    for tune in tunes {
      guard let melody = try? Melody(tune.tune),
        let run = index.novelty(of: melody).longestRun, run.bars >= Double(bars)
      else { continue }
      Terminal.report(
        "warning: tune \(tune.recipe.index + 1) shares \(String(format: "%.1f", run.bars)) bars with "
          + "'\(run.title)'; what is asked for leaves no other notes")
    }
  }
}
