import MusicModel

/// Where notes of a measure are set apart: at each beat, or each half measure of 4/4 and 2/2.
struct Beaming {
  private let group: NoteDuration?

  init(_ meter: Meter) {
    let isQuadruple = meter.measureDuration == .whole && !meter.isCompound
    group = isQuadruple ? NoteDuration(1, 2) : meter.pulse
  }

  /// Whether a new beam starts at a position, counted from the start of a full measure.
  func startsGroup(at position: NoteDuration) -> Bool {
    guard let group else { return false }
    return position.remainder(dividingBy: group) == .zero
  }
}
