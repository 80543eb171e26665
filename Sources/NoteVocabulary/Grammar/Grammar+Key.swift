import MusicModel

/// The keys that a tune may be in, as far as its range goes.
extension Grammar {
  /// Whether a tonic leaves the two pitches that a chord needs and, where the tune has to end on it,
  /// itself.
  ///
  /// - Parameter index: The tonic's place in ``tonics``.
  func isPlayable(tonic index: Int) -> Bool {
    let row = index * pitchCount..<(index + 1) * pitchCount
    let hasTonic = zip(pitchAllows[row], tonicPitches[row]).contains { $0 && $1 }
    return pitchAllows[row].count(where: { $0 }) >= 2 && (hasTonic || !constraints.endsOnTonic)
  }

  /// Whether a tonic that can be played and is not against what was asked for goes with a mode.
  func leavesTonic(for mode: Mode) -> Bool {
    Self.tonics.indices.contains { index in
      playableTonics[index] && Self.isWritable(Self.tonics[index], mode)
        && (constraints.tonic ?? Self.tonics[index]) == Self.tonics[index]
    }
  }

  /// Checks that the range leaves a key.
  func checkRange() throws(ConstraintError) {
    guard let range = constraints.range else { return }
    let modes = constraints.mode.map { [$0] } ?? Mode.allCases
    guard modes.contains(where: leavesTonic) else { throw .narrowRange(range) }
  }
}
