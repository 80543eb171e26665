public import NoteVocabulary
import RecurrentNetwork

/// Neighbours of a tune from near to far, and the ways between two tunes.
public enum TuneLadder {
  /// Outlines of which ever less stays: the last keeps nothing but the frame.
  ///
  /// Measures are given up in pairs, in an order that the seed decides.
  public static func neighbours(
    of tokens: [Int32], steps: Int, seed: UInt64
  ) throws(TuneFrameError) -> [Outline] {
    let frame = try TuneFrame(tokens)
    let order = shuffledPairs(of: frame, seed: seed)
    var outlines: [Outline] = []
    for step in 1...steps {
      let given = Set(order.prefix(max(1, order.count * step / steps)))
      let kept = frame.numbers.indices.filter { !given.contains(pair(frame.numbers[$0])) }
      outlines.append(try Outline(tokens, kept: Set(kept)))
    }
    return outlines
  }

  /// Outlines that lead from one tune to another: ever more pairs of measures are the other's.
  ///
  /// The measure before each change from one to the other is composed again, to lead over. Measures
  /// that are not as long in the other tune stay.
  public static func way(
    from tokens: [Int32], to other: [Int32], steps: Int, seed: UInt64
  ) throws(TuneFrameError) -> [Outline] {
    let (frame, otherFrame) = (try TuneFrame(tokens), try TuneFrame(other))
    let order = shuffledPairs(of: frame, seed: seed)
    var outlines: [Outline] = []
    for step in 1...steps {
      let taken = Set(order.prefix(order.count * step / (steps + 1)))
      let fromOther = frame.numbers.indices.map { measure in
        taken.contains(pair(frame.numbers[measure]))
          && otherFrame.hasMeasure(measure, like: frame)
      }
      let kept = fromOther.indices.filter { measure in
        measure + 1 == fromOther.count || fromOther[measure] == fromOther[measure + 1]
      }
      let mixed = frame.tokens(withMeasures: { fromOther[$0] }, of: otherFrame)
      outlines.append(try Outline(mixed, kept: Set(kept)))
    }
    return outlines
  }

  private static func pair(_ number: Int) -> Int { (number - 1) / 2 }

  private static func shuffledPairs(of frame: TuneFrame, seed: UInt64) -> [Int] {
    var generator = CounterGenerator(seed: seed, stream: 0x6c61_6464_6572)
    return Set(frame.numbers.map(pair)).sorted().shuffled(using: &generator)
  }
}
