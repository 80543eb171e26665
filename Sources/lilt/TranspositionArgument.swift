import ArgumentParser

/// The keys that tunes are learned in, as an argument: `all`, `none` or `-3...4`.
struct TranspositionArgument: ExpressibleByArgument {
  /// The moves in semitones; `nil` for none.
  let semitones: ClosedRange<Int>?

  /// All twelve keys, the nearest way.
  private static let all = -5...6

  init?(argument: String) {
    switch argument {
    case "all": semitones = Self.all
    case "none": semitones = nil
    default:
      let ends = argument.split(separator: ".").compactMap { Int($0) }
      guard ends.count == 2, argument == "\(ends[0])...\(ends[1])", ends[0] <= ends[1],
        ends.allSatisfy({ (-24...24).contains($0) })
      else { return nil }
      semitones = ends[0]...ends[1]
    }
  }
}
