package import MusicModel

/// A move of all pitches by one interval, with a table in place of arithmetic per note.
package struct Transposition: Hashable, Sendable {
  /// Where the natural of each step goes.
  private struct Target: Hashable {
    var step: PitchStep
    var octave: Int
    var alteration: Int
  }

  private let targets: [Target]

  init(_ interval: Interval) {
    targets = PitchStep.allCases.map { step in
      let moved = SpelledPitch(step, octave: 0).transposed(by: interval)
      return Target(step: moved.step, octave: moved.octave, alteration: moved.alteration)
    }
  }

  static let none = Transposition(Interval(steps: 0, semitones: 0))

  /// The move that brings a tonic to the nearest C: down from D, E and F, up from G, A and B.
  init(toCFrom tonic: PitchName) {
    self.init(Self.intervalToC(from: tonic))
  }

  /// The move that undoes ``init(toCFrom:)``.
  init(fromCTo tonic: PitchName) {
    self.init(Self.interval(fromCTo: tonic))
  }

  /// The interval by which C moves to a tonic.
  package static func interval(fromCTo tonic: PitchName) -> Interval {
    intervalToC(from: tonic).inverted
  }

  private static func intervalToC(from tonic: PitchName) -> Interval {
    let goesUp = tonic.step.rawValue >= PitchStep.g.rawValue
    return Interval(
      steps: (goesUp ? 7 : 0) - tonic.step.rawValue,
      semitones: (goesUp ? 12 : 0) - tonic.step.semitones - tonic.alteration)
  }

  func callAsFunction(_ pitch: SpelledPitch) -> SpelledPitch {
    let target = targets[pitch.step.rawValue]
    return SpelledPitch(
      target.step, alteration: pitch.alteration + target.alteration,
      octave: pitch.octave + target.octave, cents: pitch.cents)
  }

  func callAsFunction(_ name: PitchName) -> PitchName {
    let target = targets[name.step.rawValue]
    return PitchName(target.step, alteration: name.alteration + target.alteration)
  }
}
