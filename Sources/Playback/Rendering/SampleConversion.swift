/// Sound as sixteen-bit numbers, in the same way for files and devices.
enum SampleConversion {
  /// Rounds samples to sixteen bits; what is too loud is cut off.
  ///
  /// No allocation, no noise added: silence stays silence, and equal sound stays equal.
  ///
  /// - Parameters:
  ///   - samples: Sound, 1 being full scale.
  ///   - gain: A factor for every sample.
  ///   - numbers: Receives as many numbers as there are samples.
  static func quantize(
    _ samples: Span<Float>, gain: Float = 1, into numbers: inout [Int16]
  ) {
    precondition(numbers.count == samples.count, "\(numbers.count) of \(samples.count)")
    var output = numbers.mutableSpan
    let scale = gain * 32767
    for index in output.indices {
      let scaled = (samples[index] * scale).rounded(.toNearestOrEven)
      output[index] = Int16(max(-32767, min(32767, scaled)))
    }
  }
}
