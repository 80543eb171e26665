public import MusicModel

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
  /// The meters in which tunes of this kind are written, or `nil` where there is no rule.
  public var usualMeters: [Meter]? {
    switch self {
    case .jig: [Meter(6, 8), Meter(9, 8), Meter(12, 8)]
    case .slipJig: [Meter(9, 8)]
    case .slide: [Meter(12, 8), Meter(6, 8)]
    case .reel: [.cut, Meter(4, 4), .common, Meter(2, 4), Meter(2, 2)]
    // Other programs refuse hornpipes in cut time.
    case .hornpipe: [Meter(4, 4), .common, Meter(2, 4)]
    case .polka: [Meter(2, 4), Meter(4, 4)]
    case .strathspey: [.common, Meter(4, 4)]
    case .waltz: [Meter(3, 4), Meter(3, 8)]
    case .mazurka, .minuet: [Meter(3, 4)]
    default: nil
    }
  }

  /// Whether tunes of this kind are written in a meter.
  public func isUsual(in meter: Meter) -> Bool { usualMeters?.contains(meter) ?? true }

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
