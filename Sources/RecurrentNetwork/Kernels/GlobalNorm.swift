/// The Euclidean norm of a long array.
enum GlobalNorm {
  /// Numbers whose squares are added in single precision; fixed, so that threads change nothing.
  static let chunk = 4096

  /// Room for partial sums, in bytes.
  static func scratchByteCount(_ count: Int) -> Int {
    (count + chunk - 1) / chunk * MemoryLayout<Double>.stride
  }

  /// Returns the norm.
  ///
  /// - Parameter scratch: Receives one sum per chunk.
  @unsafe static func norm(
    _ values: UnsafePointer<Float>, count: Int, scratch: UnsafeMutablePointer<Double>,
    team: ThreadTeam
  ) -> Double {
    team.forEachShare(of: count, grain: chunk) { share in
      for start in stride(from: share.lowerBound, to: share.upperBound, by: chunk) {
        let length = min(chunk, count - start)
        unsafe scratch[start / chunk] = unsafe Double(squares(values + start, length))
      }
    }
    var total = 0.0
    for index in 0..<((count + chunk - 1) / chunk) { unsafe total += scratch[index] }
    return total.squareRoot()
  }

  private static func squares(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
    var lanes = SIMD16<Float>.zero
    var index = 0
    while index + 16 <= count {
      let next = unsafe UnsafeRawPointer(values + index).loadUnaligned(as: SIMD16<Float>.self)
      lanes += next * next
      index += 16
    }
    var sum = lanes.sum()
    while index < count {
      unsafe sum += values[index] * values[index]
      index += 1
    }
    return sum
  }
}
