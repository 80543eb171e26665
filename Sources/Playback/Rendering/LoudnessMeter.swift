import Glibc

/// The integrated loudness of a stereo programme.
///
/// Source: ITU-R BS.1770-4, annex 1, and EBU R 128; the filters of any rate after Brecht De Man,
/// "Evaluation of implementations of the EBU R128 loudness measurement" (2018).
struct LoudnessMeter {
  private var left: Weighting
  private var right: Weighting
  private let stepLength: Int
  private var sum = 0.0
  private var count = 0

  /// Mean squares of both channels together, one for each tenth of a second.
  private var steps: [Double] = []

  init(sampleRate: Int) {
    left = Weighting(sampleRate: Double(sampleRate))
    right = left
    stepLength = sampleRate / 10
  }

  /// Takes in frames, left and right interleaved.
  mutating func add(_ samples: Span<Float>, gain: Float = 1) {
    for frame in 0..<samples.count / 2 {
      let first = left.filter(Double(samples[frame * 2] * gain))
      let second = right.filter(Double(samples[frame * 2 + 1] * gain))
      sum += first * first + second * second
      count += 1
      guard count == stepLength else { continue }
      steps.append(sum / Double(stepLength))
      (sum, count) = (0, 0)
    }
  }

  /// The loudness in LUFS, or `nil` where nothing is louder than -70 LUFS or four tenths of a
  /// second long.
  var integrated: Double? {
    guard steps.count >= 4 else { return nil }
    let blocks = (0...steps.count - 4).map { steps[$0..<$0 + 4].reduce(0, +) / 4 }
    let audible = blocks.filter { Self.loudness($0) > -70 }
    guard !audible.isEmpty else { return nil }
    let threshold = Self.loudness(Self.mean(audible)) - 10
    return Self.loudness(Self.mean(audible.filter { Self.loudness($0) > threshold }))
  }

  private static func loudness(_ meanSquare: Double) -> Double { -0.691 + 10 * log10(meanSquare) }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}

extension LoudnessMeter {
  /// The weighting K: a shelf for the head and a high-pass for what the ear passes over.
  private struct Weighting {
    private var shelf: Biquad
    private var highPass: Biquad

    init(sampleRate: Double) {
      let k = tan(.pi * 1681.974450955533 / sampleRate)
      let (quality, gain) = (0.7071752369554196, pow(10, 3.999843853973347 / 20))
      let bandGain = pow(gain, 0.4996667741545416)
      let scale = 1 + k / quality + k * k
      shelf = Biquad(
        b0: (gain + bandGain * k / quality + k * k) / scale, b1: 2 * (k * k - gain) / scale,
        b2: (gain - bandGain * k / quality + k * k) / scale, a1: 2 * (k * k - 1) / scale,
        a2: (1 - k / quality + k * k) / scale)
      let low = tan(.pi * 38.13547087602444 / sampleRate)
      let lowQuality = 0.5003270373238773
      let lowScale = 1 + low / lowQuality + low * low
      highPass = Biquad(
        b0: 1, b1: -2, b2: 1, a1: 2 * (low * low - 1) / lowScale,
        a2: (1 - low / lowQuality + low * low) / lowScale)
    }

    mutating func filter(_ input: Double) -> Double { highPass.filter(shelf.filter(input)) }
  }

  /// A filter of second order in transposed direct form II.
  private struct Biquad {
    let b0, b1, b2, a1, a2: Double
    private var first = 0.0
    private var second = 0.0

    init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
      (self.b0, self.b1, self.b2, self.a1, self.a2) = (b0, b1, b2, a1, a2)
    }

    mutating func filter(_ input: Double) -> Double {
      let output = b0 * input + first
      first = b1 * input - a1 * output + second
      second = b2 * input - a2 * output
      return output
    }
  }
}
