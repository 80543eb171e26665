/// Tones whose end can be repeated for ever without a click.
///
/// Each partial makes a whole number of cycles in the loop, so that the loop's end is its beginning
/// exactly; what changes in the tone happens before the loop.
enum ToneSynthesis {
  /// What a tone is made of.
  struct Tone {
    /// The key that sounds at the sample's own speed.
    var key: Int
    var partials: [Partial]
    var noises: [Noise] = []

    /// Seconds before the loop.
    var onset: Double
    var loop: Double

    /// About the samples a second; the exact number follows from the pitch.
    var rate: Double
  }

  /// Samples between two values of an envelope.
  private static let controlInterval = 32

  static func sample(_ tone: Tone, seed: UInt64) -> SampleData {
    let frequency = SampleMath.frequency(key: Double(tone.key))
    let cycles = max(1, (frequency * tone.loop).rounded())
    let loopLength = Int((cycles * tone.rate / frequency).rounded())
    let rate = (frequency * Double(loopLength) / cycles).rounded()
    let onsetLength = Int(tone.onset * rate)
    // Eight samples past the loop, which interpolation looks at.
    var samples = [Double](repeating: 0, count: onsetLength + loopLength + 8)
    var random = NoiseGenerator(seed: seed)
    let wave = (0..<loopLength).map { SampleMath.sine(turns: Double($0) / Double(loopLength)) }
    for partial in tone.partials {
      let bin = Int((partial.ratio * cycles + partial.shift).rounded())
      // The tones of all instruments begin together, so that two of them on one key do not wander
      // in pitch while one gives way to the other.
      let isPitch = partial.ratio == 1 && partial.shift == 0
      let phase = isPitch ? 0 : Int((random.next() + 1) / 2 * Double(loopLength))
      guard bin > 0, bin * 2 < loopLength else { continue }
      let envelope = levels(of: partial, rate: rate, count: samples.count, onset: onsetLength)
      add(wave, step: bin, phase: phase, envelope: envelope, to: &samples)
    }
    for noise in tone.noises {
      add(noise, loopLength: loopLength, rate: rate, random: &random, to: &samples)
    }
    return SampleData(
      samples: samples, loop: onsetLength..<onsetLength + loopLength, rate: Int(rate),
      rootKey: tone.key)
  }

  /// The amplitude of a partial at every control interval; it stands still in the loop.
  private static func levels(
    of partial: Partial, rate: Double, count: Int, onset: Int
  ) -> [Double] {
    stride(from: 0, through: count + controlInterval, by: controlInterval).map { sample in
      let time = Double(min(sample, onset)) / rate
      let rise = partial.attack > 0 ? 1 - SampleMath.exp(-time / partial.attack) : 1
      return partial.amplitude * rise * SampleMath.factor(decibels: -partial.fading * time)
    }
  }

  /// Adds a sine that steps through a table of one cycle.
  private static func add(
    _ wave: [Double], step: Int, phase: Int, envelope: [Double], to samples: inout [Double]
  ) {
    let (wave, envelope) = (wave.span, envelope.span)
    var output = samples.mutableSpan
    var place = phase % wave.count
    var index = 0
    while index < output.count {
      let block = index / controlInterval
      var level = envelope[block]
      let slope = (envelope[block + 1] - level) / Double(controlInterval)
      for sample in index..<min(index + controlInterval, output.count) {
        output[sample] += wave[place] * level
        level += slope
        place += step
        if place >= wave.count { place -= wave.count }
      }
      index += controlInterval
    }
  }

  /// Adds noise whose period is the loop, and its burst at the beginning.
  private static func add(
    _ noise: Noise, loopLength: Int, rate: Double, random: inout NoiseGenerator,
    to samples: inout [Double]
  ) {
    let white = (0..<loopLength).map { _ in random.next() }
    var filter = BandFilter(
      noise.shape, frequency: noise.frequency, resonance: noise.resonance, rate: rate)
    // The filter has forgotten its rest after one round, so the second round is periodic.
    for value in white { _ = filter.filter(value) }
    let filtered = white.map { filter.filter($0) }
    let onset = samples.count - loopLength - 8
    let fading = SampleMath.exp(-1 / (noise.burstLength * rate))
    var burst = noise.burst
    for index in samples.indices {
      // The burst has died away before the loop.
      let level = noise.steady + (index < onset ? burst * Double(onset - index) / Double(onset) : 0)
      samples[index] += filtered[index % loopLength] * level
      burst *= fading
    }
  }
}
