/// Copies activations into another number format.
@unsafe func convert<Source: Activation, Target: Activation>(
  _ source: UnsafePointer<Source>, to target: UnsafeMutablePointer<Target>, count: Int,
  team: ThreadTeam
) {
  team.forEachShare(of: count, grain: 4096) { share in
    for index in share { unsafe target[index] = Target(source[index].float) }
  }
}

/// Adds activations to a sum, or begins the sum with them.
@unsafe func add<Source: Activation>(
  _ source: UnsafePointer<Source>, to sum: UnsafeMutablePointer<Float>, _ count: Int,
  isFirst: Bool = false, _ team: ThreadTeam
) {
  if isFirst { return unsafe convert(source, to: sum, count: count, team: team) }
  team.forEachShare(of: count, grain: 4096) { share in
    for index in share { unsafe sum[index] += source[index].float }
  }
}

/// Which activations are dropped at one place of the network in one step.
///
/// Bits come from the position alone: backward finds the same mask without storing it.
struct DropoutMask {
  private let generator: CounterGenerator
  private let threshold: UInt64

  /// Factor of the activations that stay, 1 / (1 - p).
  let scale: Float

  /// - Parameters:
  ///   - probability: Of being dropped, in 0..<1; rounded to a multiple of 2⁻¹⁶.
  ///   - site: Place in the network.
  init(probability: Float, seed: UInt64, step: Int, site: Int) {
    let steps = min(max((probability * 65536).rounded(), 0), 65535)
    threshold = UInt64(steps)
    scale = 1 / (1 - steps / 65536)
    generator = CounterGenerator(seed: seed, stream: 1)
      .split(UInt64(step)).split(UInt64(site))
  }

  /// Returns the factor of the activation at a position: 0 or ``scale``.
  func factor(at position: Int) -> Float {
    let bits = generator.bits(at: UInt64(position / 4))
    return (bits >> UInt64(position % 4 * 16)) & 0xffff < threshold ? 0 : scale
  }

  /// Multiplies activations by the mask, from one array into another or in place.
  ///
  /// - Parameters:
  ///   - count: Activations.
  ///   - period: After how many activations the mask repeats: B·H for a locked mask of `(T, B, H)`
  ///     activations, `count` for one that is new at each step.
  @unsafe func apply<Source: Activation, Target: Activation>(
    _ source: UnsafePointer<Source>, to target: UnsafeMutablePointer<Target>, count: Int,
    period: Int, team: ThreadTeam
  ) {
    team.forEachShare(of: count, grain: 4096) { share in
      var position = share.lowerBound
      while position < share.upperBound {
        let phase = position % period
        guard phase % 4 == 0, position + 4 <= share.upperBound, phase + 4 <= period else {
          unsafe target[position] = unsafe Target(source[position].float * factor(at: phase))
          position += 1
          continue
        }
        var bits = generator.bits(at: UInt64(phase / 4))
        for lane in position..<(position + 4) {
          let kept = unsafe Target(source[lane].float * scale)
          unsafe target[lane] = bits & 0xffff < threshold ? Target(0) : kept
          bits >>= 16
        }
        position += 4
      }
    }
  }
}
