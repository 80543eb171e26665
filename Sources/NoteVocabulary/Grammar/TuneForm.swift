/// The sections of a tune: how many measures each has, and whether it is repeated.
public struct TuneForm: Hashable, Sendable {
  /// One section as written; endings count once.
  public struct Section: Hashable, Sendable {
    /// The measures of one pass, the pick-up not counted.
    public var measures: Int

    /// Whether a repeat sign plays it twice; `nil` leaves the choice open.
    public var isRepeated: Bool?

    public init(measures: Int, isRepeated: Bool? = nil) {
      self.measures = measures
      self.isRepeated = isRepeated
    }
  }

  /// The sections in order, at least one.
  public let sections: [Section]

  /// - Precondition: There is a section, and each has a measure or more.
  public init(sections: [Section]) {
    precondition(!sections.isEmpty && sections.allSatisfy { $0.measures > 0 }, "\(sections)")
    self.sections = sections
  }

  /// The measures of all sections together.
  public var measures: Int { sections.reduce(0) { $0 + $1.measures } }
}

extension TuneForm {
  /// The measures of a section where nobody says otherwise.
  public static let usualSectionMeasures = 8

  /// Reads a form: `AABB` is two repeated sections, `ABC` three played once, `16+16` two of
  /// sixteen measures each, `8x2+8x1` one of eight measures played twice and one played once.
  ///
  /// - Parameter measures: The measures of the whole tune, shared out evenly among the letters;
  ///   eight for each section if `nil`.
  public init(parsing text: String, measures: Int? = nil) throws(TuneFormError) {
    let sections =
      text.contains(where: \.isNumber)
      ? try Self.counted(text) : try Self.lettered(text, measures: measures)
    let total = sections.reduce(0) { $0 + $1.measures }
    guard measures == nil || measures == total else {
      throw .measuresDisagree(text, measures: measures ?? 0)
    }
    self.init(sections: sections)
  }

  private static func counted(_ text: String) throws(TuneFormError) -> [Section] {
    var sections: [Section] = []
    for part in text.split(separator: "+", omittingEmptySubsequences: false) {
      let terms = part.split(separator: "x", omittingEmptySubsequences: false)
      guard let measures = Int(terms[0]), (1...TuneConstraints.measureLimit).contains(measures),
        terms.count == 1 || (terms.count == 2 && ["1", "2"].contains(terms[1]))
      else { throw .unreadable(text) }
      sections.append(
        Section(measures: measures, isRepeated: terms.count == 1 ? nil : terms[1] == "2"))
    }
    return sections
  }

  private static func lettered(_ text: String, measures: Int?) throws(TuneFormError) -> [Section] {
    var runs: [(letter: Character, count: Int)] = []
    for letter in text {
      guard letter.isASCII, letter.isLetter else { throw .unreadable(text) }
      if runs.last?.letter == letter {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((letter, 1))
      }
    }
    guard !runs.isEmpty, runs.count <= 26, runs.allSatisfy({ $0.count <= 2 }) else {
      throw .unreadable(text)
    }
    let total = measures ?? usualSectionMeasures * runs.count
    guard total > 0, total.isMultiple(of: runs.count) else {
      throw .measuresDisagree(text, measures: total)
    }
    return runs.map { Section(measures: total / runs.count, isRepeated: $0.count == 2) }
  }
}

extension TuneForm: CustomStringConvertible {
  /// The form in numbers, as ``init(parsing:measures:)`` reads it: `8x2+8x2`.
  public var description: String {
    sections.map { section in
      "\(section.measures)" + (section.isRepeated.map { $0 ? "x2" : "x1" } ?? "")
    }.joined(separator: "+")
  }
}

/// Why a text is no form.
public enum TuneFormError: Error, Equatable, Sendable {
  case unreadable(String)

  /// The measures asked for cannot be shared out among the sections.
  case measuresDisagree(String, measures: Int)
}

extension TuneFormError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let text):
      "'\(text)' is no form; expected letters such as AABB, each once or twice in a row, "
        + "or measures such as 16+16"
    case .measuresDisagree(let text, let measures):
      "\(measures) measures do not make up the form '\(text)'; "
        + "expected as many for every section"
    }
  }
}
