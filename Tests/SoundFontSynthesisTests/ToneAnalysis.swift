import Foundation

/// Measurements of one note.
enum ToneAnalysis {
  /// How far a tone is from a frequency, in cents.
  ///
  /// The tone is turned back by the expected frequency and summed up over windows of a tenth of a
  /// second; what still turns is the error. Each step counts by its power, so that players who are
  /// out of tune to both sides have the pitch of their middle.
  static func cents(_ samples: ArraySlice<Int16>, from frequency: Double, rate: Double) -> Double {
    let hop = Int(rate / 40)
    var blocks: [(Double, Double)] = []
    let turn = 2 * Double.pi * frequency / rate
    let (stepReal, stepImaginary) = (cos(turn), -sin(turn))
    var index = samples.startIndex
    var phase = (1.0, 0.0)
    while index + 2 * hop <= samples.endIndex {
      var sum = (0.0, 0.0)
      for _ in 0..<hop {
        let value = Double(samples[index]) + Double(samples[index + 1])
        sum.0 += value * phase.0
        sum.1 += value * phase.1
        phase = (
          phase.0 * stepReal - phase.1 * stepImaginary, phase.0 * stepImaginary + phase.1 * stepReal
        )
        index += 2
      }
      blocks.append(sum)
    }
    let windows = (0..<max(0, blocks.count - 3)).map { start in
      zip([1.0, 3, 3, 1], blocks[start..<start + 4]).reduce((0.0, 0.0)) {
        ($0.0 + $1.0 * $1.1.0, $0.1 + $1.0 * $1.1.1)
      }
    }
    let product = zip(windows, windows.dropFirst()).reduce((0.0, 0.0)) { sum, pair in
      (
        sum.0 + pair.0.0 * pair.1.0 + pair.0.1 * pair.1.1,
        sum.1 + pair.0.0 * pair.1.1 - pair.0.1 * pair.1.0
      )
    }
    let error = atan2(product.1, product.0) / (2 * .pi) * rate / Double(hop)
    return 1200 * log2((frequency + error) / frequency)
  }

  /// The peak in dB relative to full scale.
  static func peak(_ samples: ArraySlice<Int16>) -> Double {
    20 * log10(Double(samples.reduce(1) { max($0, abs(Int($1))) }) / 32767)
  }

  /// The mean step from sample to sample in relation to the mean level: more for more treble.
  static func brightness(_ samples: [Int16]) -> Double {
    var (steps, levels) = (0.0, 0.0)
    for index in stride(from: 2, to: samples.count, by: 2) {
      let (now, before) = (Double(samples[index]), Double(samples[index - 2]))
      steps += (now - before) * (now - before)
      levels += now * now
    }
    return (steps / levels).squareRoot()
  }
}
