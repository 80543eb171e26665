import ABCNotation
import Foundation
import MusicModel
import NoteVocabulary

/// The tune that `--prime` names: a file, or ABC on the command line.
struct OpeningText {
  let tune: Tune

  /// - Parameters:
  ///   - text: A path, or music such as `K:D M:6/8 |: DED F*A | * |`, where `*` is a note of the
  ///     model's choice and, alone between bar lines, a measure.
  ///   - constraints: Say key and meter where the text does not.
  init(_ text: String, _ constraints: TuneConstraints) throws {
    if FileManager.default.fileExists(atPath: text) {
      tune = try MusicFile(reading: text).pieces[0].tune(melodyOnly: true)
      return
    }
    if [".abc", ".mid", ".midi"].contains(where: text.lowercased().hasSuffix) {
      throw CommandFailure.failed("\(text): no such file; expected an opening to go on from")
    }
    var fields: [Character: String] = [:]
    var words = text.split(separator: " ", omittingEmptySubsequences: false)[...]
    while let word = words.first, word.count > 2 || word.isEmpty,
      word.dropFirst().first == ":" || word.isEmpty
    {
      if let letter = word.first, letter.isLetter { fields[letter] = String(word.dropFirst(2)) }
      words.removeFirst()
    }
    let usual = constraints.rhythm?.usualMeters?.first
    guard let meter = fields["M"] ?? (constraints.meter ?? usual)?.description else {
      throw CommandFailure.failed("the opening has no meter; begin it with M:6/8 or give --meter")
    }
    guard let key = fields["K"] ?? Self.key(constraints) else {
      throw CommandFailure.failed("the opening has no key; begin it with K:D or give --key")
    }
    let rhythm = fields["R"].map { "R:\($0)\n" } ?? ""
    let music = Self.withRests(words.joined(separator: " "))
    let abc = "X:1\n\(rhythm)M:\(meter)\nL:\(fields["L"] ?? "1/8")\nK:\(key)\n\(music)\n"
    let book = ABCReader().read(Array(abc.utf8), file: "--prime")
    for finding in book.diagnostics where finding.severity == .error {
      Terminal.report(finding.description)
    }
    guard let tune = book.tunes.first, !book.diagnostics.contains(where: { $0.severity == .error })
    else { throw CommandFailure.nothingUsable("the opening '\(text)' cannot be read as ABC") }
    self.tune = tune
  }

  private static func key(_ constraints: TuneConstraints) -> String? {
    constraints.soundingTonic.map { KeySignature($0, constraints.mode ?? .major).description }
  }

  /// The music with invisible rests for the gaps: `X` for a measure, `x` for a note.
  private static func withRests(_ music: String) -> String {
    var result = ""
    let signs = Array(music)
    for (index, sign) in signs.enumerated() {
      guard sign == "*" else {
        result.append(sign)
        continue
      }
      let before = signs[..<index].last { $0 != " " }
      let after = signs[(index + 1)...].first { $0 != " " }
      let isMeasure = "|:]".contains(before ?? "|") && "|:".contains(after ?? "|")
      result += isMeasure ? "X" : "x"
    }
    return result
  }
}
