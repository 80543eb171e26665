/// An exponential moving average of the weights.
///
///     a = a + (1 - d) (w - a),   d = min(decay, (1 + t) / (10 + t))
struct WeightAverage {
  private let share: Float

  /// - Parameter step: The number t of this step, from 1.
  init(decay: Float, step: Int) {
    share = 1 - min(decay, Float(1 + step) / Float(10 + step))
  }

  /// Updates the average `a` from the weights `w`, eight at a time.
  @unsafe func update(
    _ a: UnsafeMutablePointer<Float>, _ w: UnsafePointer<Float>, _ range: Range<Int>
  ) {
    for index in stride(from: range.lowerBound, to: range.upperBound, by: Lanes.scalarCount) {
      let average = unsafe Lanes(a + index)
      unsafe (average + share * (Lanes(w + index) - average)).store(a + index)
    }
  }
}
