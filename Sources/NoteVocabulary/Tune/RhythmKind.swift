/// The kinds of tune that the tune encoding names; every other rhythm counts as unknown.
public enum RhythmKind: String, CaseIterable, Hashable, Sendable {
  case jig, reel, hornpipe, polka
  case slipJig = "slip jig"
  case slide, strathspey, barndance, fling, clog, march, waltz, mazurka, schottische, air, song
  case minuet, gavotte
  case countryDance = "country dance"
  case setDance = "set dance"
  case hymn, carol
}

extension RhythmKind {
  /// Creates the kind that an `R:` field names, in any case and in its usual variants.
  public init?(_ text: String) {
    let name = text.lowercased().split { !$0.isLetter }.joined(separator: " ")
    guard let kind = RhythmKind(rawValue: name) ?? Self.variants[name] else { return nil }
    self = kind
  }

  private static let variants: [String: RhythmKind] = [
    "double jig": .jig, "single jig": .jig, "slipjig": .slipJig, "hop jig": .slipJig,
    "highland fling": .fling, "highland": .fling, "barn dance": .barndance,
    "slow air": .air, "set tune": .setDance, "jigs": .jig, "reels": .reel,
    "hornpipes": .hornpipe, "polkas": .polka, "waltzes": .waltz, "marches": .march,
    "airs": .air, "slides": .slide, "slip jigs": .slipJig, "strathspeys": .strathspey,
  ]
}
