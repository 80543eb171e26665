import ABCNotation
import ArgumentParser
import MusicModel
import SafeFiles

/// The command `lilt corpus`: what is in tunebooks, and what is wrong with them.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus",
    abstract: "Check, count and index tunebooks, and prepare large corpora for training.",
    subcommands: [Check.self, Stats.self, Index.self, Prepare.self])

  /// The command `lilt corpus check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell what is wrong with each tune, with line and column, and sum up.",
      discussion: """
        lilt corpus check tunes/
        lilt corpus check tunes.abc --json > report.json

        Warnings name what was repaired, errors what was left out. Exit code 1 with --strict where
        anything was noticed, 2 where not one tune can be used.
        """)

    @Argument(help: "ABC files, or folders of them; - for standard input.")
    var paths: [String]

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Fail where anything was noticed.")
    var strict = false

    @Flag(name: .shortAndLong, help: "Print the totals only.")
    var quiet = false

    func run() throws {
      var report = CheckReport()
      for path in try InputFile.expand(paths, extensions: ["abc"]) {
        report.add(ABCReader().read(try InputFile.read(path), file: path))
      }
      if json {
        try Terminal.print(json: report.encodable)
      } else {
        if !quiet { report.findings.forEach { Terminal.print($0.description) } }
        Terminal.print(report.summary)
      }
      if report.tunes == 0 { throw CommandFailure.nothingUsable("no tune can be used") }
      if strict && !report.findings.isEmpty {
        throw CommandFailure.failed("\(report.findings.count) findings")
      }
    }
  }
}

/// What checking some tunebooks came to.
private struct CheckReport {
  private(set) var files = 0
  private(set) var tunes = 0
  private(set) var unusable = 0
  private(set) var findings: [Diagnostic] = []

  mutating func add(_ book: Tunebook) {
    files += 1
    tunes += book.tunes.count
    unusable += book.entries.count - book.tunes.count
    findings += book.diagnostics
  }

  /// How often each kind was found, the most frequent first.
  private var kinds: [(code: String, severity: Diagnostic.Severity, count: Int)] {
    Dictionary(grouping: findings, by: \.code)
      .map { (code: $0.key, severity: $0.value[0].severity, count: $0.value.count) }
      .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
  }

  var summary: String {
    let head = "\(files) files: \(tunes) tunes can be used, \(unusable) cannot"
    return ([head] + kinds.map { "\($0.count)\t\($0.severity.rawValue)\t\($0.code)" })
      .joined(separator: "\n")
  }

  /// The report with the keys that scripts read.
  var encodable: Encoded {
    Encoded(
      files: files, tunes: tunes, unusable: unusable,
      kinds: Dictionary(uniqueKeysWithValues: kinds.map { ($0.code, $0.count) }),
      findings: findings.map {
        Encoded.Finding(
          severity: $0.severity.rawValue, code: $0.code, message: $0.message,
          location: $0.location.description)
      })
  }

  struct Encoded: Encodable {
    struct Finding: Encodable {
      let severity, code, message, location: String
    }

    let files, tunes, unusable: Int
    let kinds: [String: Int]
    let findings: [Finding]
  }
}
