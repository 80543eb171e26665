/// The velocities that dynamics such as `!p!` ask for.
enum Dynamics {
  /// The velocity of notes without dynamics.
  static let usualVelocity = 80

  private static let velocities = [
    "pppp": 30, "ppp": 30, "pp": 45, "p": 60, "mp": 75, "mf": 90, "f": 105, "ff": 120, "fff": 127,
    "ffff": 127,
  ]

  /// The velocity from an item on, or `nil` where the item leaves it as it is.
  static func velocity(from item: MeasureItem) -> Int? {
    switch item {
    case .note(let note): velocity(from: note.ornaments)
    case .chord(let chord):
      velocity(from: chord.ornaments)
        ?? chord.notes.lazy.compactMap { velocity(from: $0.ornaments) }.first
    case .rest(let rest): velocity(from: rest.ornaments)
    case .decoration(let name): velocities[name]
    default: nil
    }
  }

  private static func velocity(from ornaments: Ornaments) -> Int? {
    if ornaments.isEmpty { return nil }
    return ornaments.decorations.lazy.compactMap { velocities[$0] }.last
  }
}
