/// A time signature.
public struct Meter: Hashable, Sendable {
  /// How the meter is written.
  public enum Notation: Hashable, Sendable {
    /// As a fraction; several numerators form a sum: `M:6/8`, `M:2+3/8`.
    case fraction

    /// `M:C`, sounding as 4/4.
    case common

    /// `M:C|`, sounding as 2/2.
    case cut
  }

  /// The numerators, one for a plain meter, the groups of a sum otherwise; empty for free meter.
  public var groups: [Int]

  /// The denominator: 8 in 6/8.
  public var beatUnit: Int

  public var notation: Notation

  public init(groups: [Int], beatUnit: Int, notation: Notation = .fraction) {
    self.groups = groups
    self.beatUnit = beatUnit
    self.notation = notation
  }

  /// Creates a plain meter such as `Meter(6, 8)`.
  public init(_ beats: Int, _ beatUnit: Int) {
    self.init(groups: [beats], beatUnit: beatUnit)
  }

  /// Free meter, `M:none`: measures have no fixed length.
  public static let none = Meter(groups: [], beatUnit: 4)

  public static let common = Meter(groups: [4], beatUnit: 4, notation: .common)
  public static let cut = Meter(groups: [2], beatUnit: 2, notation: .cut)
}

extension Meter {
  /// The sum of the numerators, zero for free meter.
  public var beats: Int { groups.reduce(0, +) }

  /// The length of a full measure, or `nil` in free meter.
  public var measureDuration: NoteDuration? {
    groups.isEmpty ? nil : NoteDuration(beats, beatUnit)
  }

  /// Whether the pulse divides in three: 6/8, 9/8, 12/8 and their kin.
  public var isCompound: Bool {
    groups.count == 1 && beats > 3 && beats.isMultiple(of: 3) && beatUnit >= 8
  }

  /// The felt beat: 3/8 in 6/8, 1/4 in 4/4, or `nil` in free meter.
  public var pulse: NoteDuration? {
    groups.isEmpty ? nil : NoteDuration(isCompound ? 3 : 1, beatUnit)
  }
}

extension Meter: CustomStringConvertible {
  /// The meter as ABC writes it after `M:`.
  public var description: String {
    switch notation {
    case .common: "C"
    case .cut: "C|"
    case .fraction where groups.isEmpty: "none"
    case .fraction: groups.map(String.init).joined(separator: "+") + "/\(beatUnit)"
    }
  }
}
