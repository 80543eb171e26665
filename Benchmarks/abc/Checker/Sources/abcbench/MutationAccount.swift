import ABCNotation
import MusicModel

/// Why a mutated text of which nothing is reported is valid ABC.
struct MutationAccount {
  enum Kind: String, CaseIterable {
    case freeText = "free text, comments, directives or fields that hold any text"
    case layout = "blanks and line ends alone"
    case words = "words and symbols below the notes"
    case field = "a field holds another valid value"
    case marks = "other valid marks on notes: decorations, texts in quotes, slurs, grace notes"
    case barLines = "other valid bar lines and endings; every measure fits its meter"
    case notes = "other valid notes; every measure fits its meter"
    case pickUp = "other valid notes; a measure at an edge is short, as a pick-up is"
    case noMeter = "other valid notes in a tune without a meter"
    case reported = "what is not valid is reported with the words that the original had"
    case unexplained = "unexplained"
  }

  private(set) var kind = Kind.freeText

  /// What is not valid by the rules, where something is not.
  private(set) var reason = ""

  /// The lines of the mutated text of which something is reported.
  private var reportedLines: Set<Int> = []

  init(of changes: ChangedLines, _ original: Tunebook, _ book: Tunebook) {
    for finding in book.diagnostics {
      if case .text(_, let line, _) = finding.location { reportedLines.insert(line) }
    }
    for line in changes.inserted { check(line) }
    for line in changes.removed { note(line.kind) }
    checkSymbols(changes)
    if !changes.moved.isEmpty { fail("a line that was left alone is music in one text alone") }
    if kind == .notes || kind == .barLines { checkLengths(original, book) }
  }

  private mutating func note(_ found: Kind) {
    let order = Kind.allCases
    guard let a = order.firstIndex(of: kind), let b = order.firstIndex(of: found), b > a else {
      return
    }
    kind = found
  }

  private mutating func fail(_ text: String, in line: ChangedLines.Line? = nil) {
    note(line.map { reportedLines.contains($0.number) } == true ? .reported : .unexplained)
    reason += (reason.isEmpty ? "" : "; ") + text
  }

  /// Checks a line that the mutation made.
  private mutating func check(_ line: ChangedLines.Line) {
    note(line.kind)
    if case .field(let letter) = line.line.kind, line.kind == .field {
      let value = line.tokens.first { $0.kind == .fieldText }?.text ?? ""
      if !FieldGrammar.accepts(value, in: letter) {
        fail("\(Character(Unicode.Scalar(letter))):\(value) is not valid", in: line)
      }
    }
    for token in line.tokens where line.line.isMusic && !SymbolGrammar.accepts(token) {
      fail("\(token.kind) '\(token.text)' is not valid", in: line)
    }
    if line.line.isMusic, !SymbolGrammar.isBalanced(line.tokens) {
      fail("chords or grace notes are not balanced", in: line)
    }
  }

  /// Looks at the symbols in which the lines of music differ.
  private mutating func checkSymbols(_ changes: ChangedLines) {
    let old = changes.removed.filter(\.line.isMusic).flatMap(\.tokens).filter { $0.kind != .blank }
    let new = changes.inserted.filter(\.line.isMusic).flatMap(\.tokens).filter { $0.kind != .blank }
    for change in new.difference(from: old) {
      switch change {
      case .insert(_, let token, _), .remove(_, let token, _):
        switch token.kind {
        case .decoration, .shorthand, .quotedText, .slurStart, .slurEnd, .graceStart, .graceEnd,
          .tie, .spacer:
          note(.marks)
        case .inlineField: note(.field)
        case .barLine, .ending: note(.barLines)
        default: note(.notes)
        }
      }
    }
  }

  /// Checks that every measure that the mutation made lasts as long as its meter says, or may be
  /// shorter.
  private mutating func checkLengths(_ original: Tunebook, _ book: Tunebook) {
    var known: [MeasureLengths.Odd: Int] = [:]
    for odd in Self.oddMeasures(original) { known[odd, default: 0] += 1 }
    for odd in Self.oddMeasures(book) {
      known[odd, default: 0] -= 1
      if known[odd, default: 0] >= 0 { continue }
      switch odd.kind {
      case .short: note(.pickUp)
      case .noMeter: note(.noMeter)
      case .wrong: fail("a measure of \(odd.duration) does not fit its meter")
      }
    }
  }

  private static func oddMeasures(_ book: Tunebook) -> [MeasureLengths.Odd] {
    book.tunes.flatMap { tune in tune.voices.flatMap { MeasureLengths(of: $0, in: tune).odd } }
  }
}

extension ChangedLines.Line {
  /// What a change of it means, for lines of music before their symbols are compared.
  fileprivate var kind: MutationAccount.Kind {
    switch line.kind {
    case .music: return .layout
    case .empty: return .layout
    case .comment, .directive, .text: return .freeText
    case .field(let letter):
      switch Character(Unicode.Scalar(letter)) {
      case "w", "s", "+", "W": return .words
      case "K", "L", "M", "P", "Q", "U", "V", "m", "I", "X": return .field
      default: return .freeText
      }
    }
  }
}
