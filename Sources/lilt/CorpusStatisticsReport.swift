import Foundation
import NoteVocabulary
import Pictures
import Training

/// The statistics of a corpus as tables, as JSON and as a picture.
struct CorpusStatisticsReport {
  private let statistics: CorpusStatistics

  init(_ statistics: CorpusStatistics) {
    self.statistics = statistics
  }

  private typealias Row = (name: String, count: Int)

  /// The rows of a table, the most frequent first, then by name.
  private func sorted(_ counts: [String: Int], most: Int = 12) -> [Row] {
    let rows: [Row] = counts.map { ($0.key, $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    guard rows.count > most else { return rows }
    let others = rows[most...].reduce(0) { $0 + $1.count }
    return rows.prefix(most) + [("\(rows.count - most) others", others)]
  }

  private static let bounds = [4, 8, 12, 16, 20, 24, 32, 48, 64]

  /// Tunes by their measures, in ranges.
  private var lengthRows: [Row] {
    var low = 0
    var rows: [Row] = Self.bounds.map { high in
      defer { low = high + 1 }
      let count = statistics.measures.filter { (low...high).contains($0.key) }
      return (low == 0 ? "up to \(high)" : "\(low) to \(high)", count.values.reduce(0, +))
    }
    let long = statistics.measures.filter { $0.key >= low }.values.reduce(0, +)
    rows.append(("\(low) or more", long))
    return rows.filter { $0.count > 0 }
  }

  private var featureRows: [Row] {
    CorpusStatistics.Feature.allCases.compactMap { feature in
      statistics.features[feature].map { (feature.rawValue, $0) }
    }.sorted { $1.count < $0.count }
  }

  private var tables: [(title: String, rows: [Row])] {
    [
      ("meters", sorted(statistics.meters)), ("keys", sorted(statistics.keys)),
      ("kinds of tune", sorted(statistics.rhythms)), ("measures", lengthRows),
      ("features", featureRows),
    ]
  }

  /// The tables for a reader: names, counts, shares of the tunes.
  var text: String {
    var lines = ["\(statistics.tunes) tunes, \(statistics.notes) notes"]
    for table in tables {
      lines += ["", table.title]
      lines += table.rows.map { "  \(padded($0.name))\($0.count)\t\(share($0.count))" }
    }
    lines += ["", "note lengths"]
    lines += sorted(statistics.lengths).map {
      "  \(padded($0.name))\($0.count)\t\(share($0.count, of: statistics.notes))"
    }
    let encoding = statistics.encoding
    lines += [
      "", "as tokens",
      "  " + padded("tokens a note")
        + String(format: "%.3f", Double(encoding.tokens) / Double(max(encoding.notes, 1))),
      "  " + padded("different tokens") + "\(encoding.types.count)",
      "  " + padded("back exactly") + "\(encoding.exact)\t\(share(encoding.exact))",
      "  " + padded("allowed by the grammar") + "\(encoding.accepted)\t\(share(encoding.accepted))",
    ]
    lines += encoding.dropped.nonzero.map {
      "  " + padded("left out: " + $0.kind.rawValue) + "\($0.count)"
    }
    return lines.joined(separator: "\n")
  }

  private func padded(_ name: String) -> String {
    name.count < 34 ? name.padding(toLength: 34, withPad: " ", startingAt: 0) : name + " "
  }

  private func share(_ count: Int, of total: Int? = nil) -> String {
    String(format: "%.1f %%", 100 * Double(count) / Double(max(total ?? statistics.tunes, 1)))
  }

  /// The tables as bar charts.
  var svg: String {
    var charts = tables.map { table in
      BarCharts.Chart(
        title: table.title, bars: table.rows.map { ($0.name, Double($0.count)) },
        label: { share(Int($0)) })
    }
    let lowest = statistics.pitches.keys.min() ?? 0
    let highest = statistics.pitches.keys.max() ?? 0
    let octaves = (lowest / 12...highest / 12).map { octave in
      let count = statistics.pitches.filter { $0.key / 12 == octave }.values.reduce(0, +)
      return (name: "C\(octave - 1) to B\(octave - 1)", value: Double(count))
    }
    charts.append(
      BarCharts.Chart(title: "notes by octave", bars: octaves) {
        share(Int($0), of: statistics.notes)
      })
    return BarCharts(
      title: "\(statistics.tunes) tunes, \(statistics.notes) notes", charts: charts
    ).svg
  }

  /// The figures with the keys that scripts read.
  var encodable: Encoded {
    let encoding = statistics.encoding
    return Encoded(
      tunes: statistics.tunes, notes: statistics.notes, meters: statistics.meters,
      keys: statistics.keys, modes: statistics.modes, rhythms: statistics.rhythms,
      measures: keyed(statistics.measures), lengths: statistics.lengths,
      pitches: keyed(statistics.pitches),
      features: Dictionary(
        uniqueKeysWithValues: statistics.features.map { ($0.key.rawValue, $0.value) }),
      tokens: Encoded.Tokens(
        tokens: encoding.tokens, notes: encoding.notes, types: encoding.types.count,
        exact: encoding.exact, accepted: encoding.accepted,
        leftOut: Dictionary(
          uniqueKeysWithValues: encoding.dropped.nonzero.map { ($0.kind.rawValue, $0.count) })))
  }

  private func keyed(_ counts: [Int: Int]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: counts.map { (String($0.key), $0.value) })
  }

  struct Encoded: Encodable {
    struct Tokens: Encodable {
      let tokens, notes, types, exact, accepted: Int
      let leftOut: [String: Int]
    }

    let tunes, notes: Int
    let meters, keys, modes, rhythms, measures, lengths, pitches, features: [String: Int]
    let tokens: Tokens
  }
}
