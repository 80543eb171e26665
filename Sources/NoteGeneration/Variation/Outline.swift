public import NoteVocabulary

/// A tune of which some measures stay and the others are composed again.
public struct Outline: Hashable, Sendable {
  /// The whole tune, from `<s>` on.
  public let tokens: [Int32]

  /// The measures that stay, by their place as written.
  public private(set) var kept: Set<Int>

  /// The lengths and signs of the measures.
  let frame: TuneFrame

  /// - Throws: ``TuneFrameError`` where the tune holds what generated ones do without.
  public init(_ tokens: [Int32], kept: Set<Int>) throws(TuneFrameError) {
    self.tokens = tokens
    self.kept = kept
    frame = try TuneFrame(tokens)
  }

  /// - Parameter numbers: The measures that stay as musicians count them, from 1; a pick-up goes
  ///   with the measure after it.
  public init(_ tokens: [Int32], keptNumbers numbers: Set<Int>) throws(TuneFrameError) {
    let frame = try TuneFrame(tokens)
    let kept = frame.numbers.indices.filter { numbers.contains(frame.numbers[$0]) }
    (self.tokens, self.kept, self.frame) = (tokens, Set(kept), frame)
  }
}

extension Outline {
  /// The number of the last measure as musicians count.
  public var lastNumber: Int { frame.numbers.last ?? 0 }

  /// The same with nothing kept at the seams, for comparison.
  public var openAtSeams: Outline {
    var open = self
    open.kept.subtract(seams)
    return open
  }

  /// The places of measures that stay, the first two after each that does not.
  public var seams: Set<Int> {
    var seams: Set<Int> = []
    for measure in 1..<max(1, frame.count) where kept.contains(measure) {
      if !kept.contains(measure - 1) {
        seams.insert(measure)
      } else if measure > 1, !kept.contains(measure - 2) {
        seams.insert(measure)
      }
    }
    return seams
  }

  /// How many versions are made to choose from: one where nothing that stays follows a gap.
  var candidateCount: Int { seams.isEmpty ? 1 : Sampler.batchSize }

  /// Asks for tunes with this outline.
  func apply(to constraints: inout TuneConstraints) {
    constraints.frame = frame
    constraints.keepHeader(of: tokens)
    (constraints.form, constraints.measures, constraints.mode) = (nil, nil, nil)
  }
}

extension Outline {
  /// The measures as a recipe writes them: `0-7,9`.
  var keptText: String {
    var runs: [ClosedRange<Int>] = []
    for measure in kept.sorted() {
      if let last = runs.last, last.upperBound + 1 == measure {
        runs[runs.count - 1] = last.lowerBound...measure
      } else {
        runs.append(measure...measure)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  /// Reads a list of numbers and ranges such as `1-8,12`; `nil` for anything else.
  public static func numbers(_ text: String) -> Set<Int>? {
    var numbers: Set<Int> = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends[0], let last = ends[ends.count - 1], ends.count <= 2, first <= last,
        (0...10_000).contains(first), last <= 10_000
      else { return nil }
      numbers.formUnion(first...last)
    }
    return numbers
  }

  /// The tokens as a recipe writes them: their symbols with commas.
  var tokenText: String {
    let table = TuneTokenTable.extended.tokens
    return tokens.map { table[Int($0)].symbol }.joined(separator: ",")
  }

  init?(tokenText: String, keptText: String) {
    let vocabulary = TuneEncoding(.everything).vocabulary
    let tokens = tokenText.split(separator: ",").map { vocabulary.id(of: String($0)) }
    guard tokens.allSatisfy({ $0 != nil }), let kept = Self.numbers(keptText) else { return nil }
    guard let outline = try? Outline(tokens.compactMap(\.self), kept: kept) else { return nil }
    self = outline
  }
}
