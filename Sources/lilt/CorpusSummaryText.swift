import MusicModel
import NoteVocabulary
import Training

/// What the reading of a corpus came to, in words.
enum CorpusSummaryText {
  /// Tells the errors, all findings if asked, and the totals.
  static func report(_ corpus: Corpus, isVerbose: Bool, isQuiet: Bool) {
    for finding in corpus.diagnostics where isVerbose || finding.severity == .error {
      Terminal.report(finding.description)
    }
    if !isQuiet { Terminal.report(text(of: corpus.totals)) }
  }

  static func text(of totals: CorpusTotals) -> String {
    var parts = ["\(totals.used) of \(totals.found) tunes used"]
    if totals.duplicates > 0 { parts.append("\(totals.duplicates) were there already") }
    if totals.rejected > 0 { parts.append("\(totals.rejected) left out for the reasons above") }
    if totals.repaired > 0 { parts.append("\(totals.repaired) used with warnings") }
    let dropped = totals.dropped.nonzero.filter { !isBesideTheMusic($0.kind) }.map {
      "\($0.count) \($0.kind.rawValue)"
    }
    if !dropped.isEmpty { parts.append("not learned: " + dropped.joined(separator: ", ")) }
    return "\(totals.files) \(totals.files == 1 ? "file" : "files"): "
      + parts.joined(separator: "; ")
  }

  /// Whether nobody expects a model to learn it: names and numbers of tunes.
  private static func isBesideTheMusic(_ kind: DroppedContent.Kind) -> Bool {
    switch kind {
    case .titles, .referenceNumbers, .textFields, .rhythmTexts: true
    default: false
    }
  }
}
