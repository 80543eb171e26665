import ABCNotation
import ArgumentParser
import Foundation
import MusicModel
import SafeFiles
import Training

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

        Each finding comes with its line, a caret, the code of its kind, and a fix where one is
        clear. Warnings name what was repaired, errors what was left out. Exit code 1 with --strict
        where anything was noticed, 2 where not one tune can be used.
        """)

    @Argument(help: "ABC files, or folders of them; - for standard input.")
    var paths: [String]

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Fail where anything was noticed.")
    var strict = false

    @Flag(name: .shortAndLong, help: "Print the totals only.")
    var quiet = false

    @Option(
      name: .customLong("abc"),
      help: "How ABC is read: strict by the standard, loose, or as a file's first line declares.")
    var interpretation = ABCReader.Interpretation.declared

    func run() throws {
      var report = CheckReport(keepsFindings: json)
      var progress = ProgressLine(isQuiet: quiet || json)
      for path in try InputFile.expand(paths, extensions: ["abc"]) {
        report.files += 1
        let stream = try InputStream(reading: path)
        let options = ABCReader.Options(
          interpretation: interpretation, threads: ProcessInfo.processInfo.activeProcessorCount)
        let reader = ABCReader(ofFile: path, options: options)
        let found = try reader.forEachEntry(file: path) { entry in
          report.add(entry)
          show(entry.diagnostics)
          if report.entries.isMultiple(of: 1000) { progress.show("\(report.entries) tunes") }
        } nextChunk: {
          try stream.next()
        }
        report.add(found)
        show(found)
      }
      progress.clear()
      if json { try Terminal.print(json: report.encodable) } else { Terminal.print(report.summary) }
      if report.tunes == 0 { throw CommandFailure.nothingUsable("no tune can be used") }
      if strict && report.findingCount > 0 {
        throw CommandFailure.failed("\(report.findingCount) findings")
      }
    }

    private func show(_ findings: [Diagnostic]) {
      if json || quiet || findings.isEmpty { return }
      Terminal.print(findings.map(\.explanation).joined(separator: "\n"))
    }
  }
}

/// What checking some tunebooks came to.
private struct CheckReport {
  /// Whether every finding is kept, and not only counted.
  let keepsFindings: Bool

  var files = 0
  private(set) var entries = 0
  private(set) var tunes = 0
  private(set) var findingCount = 0
  private var counts: [String: (severity: Diagnostic.Severity, count: Int)] = [:]
  private var findings: [Diagnostic] = []

  init(keepsFindings: Bool) {
    self.keepsFindings = keepsFindings
  }

  mutating func add(_ entry: Tunebook.Entry) {
    entries += 1
    if entry.tune != nil { tunes += 1 }
    add(entry.diagnostics)
  }

  mutating func add(_ diagnostics: [Diagnostic]) {
    findingCount += diagnostics.count
    for diagnostic in diagnostics {
      counts[diagnostic.code, default: (diagnostic.severity, 0)].count += 1
    }
    if keepsFindings { findings += diagnostics }
  }

  /// How often each kind was found, the most frequent first.
  private var kinds: [(code: String, severity: Diagnostic.Severity, count: Int)] {
    counts.map { (code: $0.key, severity: $0.value.severity, count: $0.value.count) }
      .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
  }

  var summary: String {
    let head =
      "\(files) \(files == 1 ? "file" : "files"): "
      + "\(tunes) \(tunes == 1 ? "tune" : "tunes") can be used, \(entries - tunes) cannot"
    return ([head] + kinds.map { "\($0.count)\t\($0.severity.rawValue)\t\($0.code)" })
      .joined(separator: "\n")
  }

  /// The report with the keys that scripts read.
  var encodable: Encoded {
    Encoded(
      files: files, tunes: tunes, unusable: entries - tunes,
      kinds: Dictionary(uniqueKeysWithValues: kinds.map { ($0.code, $0.count) }),
      findings: findings.map(Encoded.Finding.init))
  }

  struct Encoded: Encodable {
    struct Finding: Encodable {
      let severity, code, message, location: String
      let line, column: Int?
      let source, fix: String?

      init(_ diagnostic: Diagnostic) {
        severity = diagnostic.severity.rawValue
        code = diagnostic.code
        message = diagnostic.message
        location = diagnostic.location.description
        if case .text(_, let line, let column) = diagnostic.location {
          (self.line, self.column) = (line, column)
        } else {
          (line, column) = (nil, nil)
        }
        source = diagnostic.excerpt?.line
        fix = diagnostic.fix
      }
    }

    let files, tunes, unusable: Int
    let kinds: [String: Int]
    let findings: [Finding]
  }
}
