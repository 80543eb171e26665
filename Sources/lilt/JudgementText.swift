import Foundation
import Judgement

/// What `lilt judge` prints for a reader.
struct JudgementText {
  private let judgement: SetJudgement

  init(_ judgement: SetJudgement) {
    self.judgement = judgement
  }

  /// A table with a line for each tune.
  var tunes: String {
    let hasCorpus = judgement.summary.novelty != nil
    var head = ["tune", "meter", "key", "form", "bars", "range", "in key", "ends", "meter kept"]
    if hasCorpus { head += ["longest run", "as in", "score"] }
    let rows = judgement.tunes.map { Self.row($0, hasCorpus: hasCorpus) }
    return Self.table([head] + rows)
  }

  private static func row(_ report: TuneReport, hasCorpus: Bool) -> [String] {
    let validity = report.validity
    var row = [
      String((report.title ?? "\(report.file):\(report.number)").prefix(36)), report.meter,
      report.key, String(report.form.letters.prefix(12)),
      report.form.sections.map { String($0.measures) }.prefix(6).joined(separator: "+"),
      "\(pitchName(report.scale.lowest))-\(pitchName(report.scale.highest))",
      percent(report.scale.inKey), degree(report.cadence.finalDegree),
      validity.isValid ? "yes" : faults(validity),
    ]
    guard hasCorpus else { return row }
    if let run = report.novelty?.longestRun {
      row += [
        String(format: "%.1f bars, %d notes", run.bars, run.notes), String(run.title.prefix(30)),
      ]
    } else {
      row += ["none", ""]
    }
    row.append(report.verdict.map { String(format: "%.0f", $0.score) } ?? "")
    return row
  }

  private static func faults(_ validity: Validity) -> String {
    let wrong = validity.innerMeasures - validity.exactMeasures
    let counts = [
      (wrong, "measures"), (validity.brokenSeams, "seams"),
      (validity.unbalancedRepeats, "repeats"), (validity.unbalancedEndings, "endings"),
    ]
    return "no: " + counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  /// The figures of the set, with those of the corpus beside.
  var summary: String {
    let sets = [judgement.summary, judgement.corpus, judgement.heldOut].compactMap(\.self)
    var rows = [["", "tunes", "corpus", "held out"].prefix(sets.count + 1).map(\.self)]
    for line in SummaryLine.all {
      let values = sets.map { line.text(of: $0) }
      if values.contains(where: { $0 != "-" }) { rows.append([line.label] + values) }
    }
    var text = Self.table(rows)
    if !judgement.overlap.isEmpty { text += "\n\n" + Self.table(overlapRows) }
    return text
  }

  private var overlapRows: [[String]] {
    [["overlap of mgeval", "with corpus", "with held out", "held out with corpus", "ratio"]]
      + judgement.overlap.map { overlap in
        [overlap.feature.rawValue]
          + [overlap.corpus, overlap.heldOut, overlap.human, overlap.ratio].map {
            $0.map { String(format: "%.3f", $0) } ?? "-"
          }
      }
  }

  /// Columns of equal width, two spaces between.
  private static func table(_ rows: [[String]]) -> String {
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        cell.0 + String(repeating: " ", count: column + 1 < row.count ? cell.1 - cell.0.count : 0)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }

  /// `C4` for middle C.
  static func pitchName(_ pitch: Int) -> String {
    let names = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"]
    return names[(pitch % 12 + 12) % 12] + String(Int((Double(pitch) / 12).rounded(.down)) - 1)
  }

  /// A scale degree by its usual number.
  private static func degree(_ semitones: Int) -> String {
    ["1", "b2", "2", "b3", "3", "4", "#4", "5", "b6", "6", "b7", "7"][semitones]
  }
}
