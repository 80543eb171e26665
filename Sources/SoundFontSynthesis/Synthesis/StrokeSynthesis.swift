/// Sounds that ring and die: skins, wood, metal.
enum StrokeSynthesis {
  /// A way in which a body rings.
  struct Mode {
    /// The frequency in hertz when it has come to rest.
    var frequency: Double
    var amplitude: Double

    /// Seconds to fall by 60 dB.
    var ring: Double

    /// How much higher it begins, as a part of the frequency; a hard stroke tightens a skin.
    var glide = 0.0
  }

  /// Noise of a stroke.
  struct Burst {
    var shape = BandFilter.Shape.band
    var frequency: Double
    var resonance = 0.7
    var amplitude: Double

    /// Seconds to fall by 60 dB.
    var ring: Double

    /// Seconds until it begins.
    var delay = 0.0

    /// The time constant of its rise in seconds.
    var attack = 0.0
  }

  static func sample(
    modes: [Mode], bursts: [Burst], seconds: Double, rate: Int, rootKey: Int = 60, seed: UInt64
  ) -> SampleData {
    var samples = [Double](repeating: 0, count: Int(seconds * Double(rate)))
    for mode in modes { add(mode, rate: Double(rate), to: &samples) }
    for (index, burst) in bursts.enumerated() {
      add(burst, rate: Double(rate), seed: seed &+ UInt64(index), to: &samples)
    }
    fadeOut(&samples, count: rate / 50)
    return SampleData(samples: samples, loop: nil, rate: rate, rootKey: rootKey)
  }

  private static func add(_ mode: Mode, rate: Double, to samples: inout [Double]) {
    guard mode.frequency * (1 + mode.glide) < rate * 0.45 else { return }
    let fading = SampleMath.exp2(-9.966 / (mode.ring * rate))
    let settling = SampleMath.exp2(-1 / (0.02 * rate))
    var (level, glide, phase) = (mode.amplitude, mode.glide, 0.0)
    for index in samples.indices {
      samples[index] += SampleMath.sine(turns: phase) * level
      phase += mode.frequency * (1 + glide) / rate
      level *= fading
      glide *= settling
      if level < 1e-6 { return }
    }
  }

  private static func add(
    _ burst: Burst, rate: Double, seed: UInt64, to samples: inout [Double]
  ) {
    var random = NoiseGenerator(seed: seed)
    var filter = BandFilter(
      burst.shape, frequency: burst.frequency, resonance: burst.resonance, rate: rate)
    let fading = SampleMath.exp2(-9.966 / (burst.ring * rate))
    let rising = burst.attack > 0 ? SampleMath.exp(-1 / (burst.attack * rate)) : 0
    var (level, rise) = (burst.amplitude, 1.0)
    for index in Int(burst.delay * rate)..<max(Int(burst.delay * rate), samples.count) {
      samples[index] += filter.filter(random.next()) * level * (1 - rise)
      level *= fading
      rise *= rising
      if level < 1e-6 { return }
    }
  }

  private static func fadeOut(_ samples: inout [Double], count: Int) {
    let count = min(count, samples.count)
    for index in 0..<count {
      samples[samples.count - 1 - index] *= Double(index) / Double(count)
    }
  }
}
