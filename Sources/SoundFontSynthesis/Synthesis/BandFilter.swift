/// A resonant filter of second order.
///
/// Source: Chamberlin 1985, state variable filter, in the trapezoidal form of Simper 2013.
struct BandFilter {
  /// Which of the filter's outputs is heard.
  enum Shape {
    case low, band, high
  }

  private let shape: Shape
  private let damping: Double
  private let a1: Double
  private let a2: Double
  private let a3: Double
  private var first = 0.0
  private var second = 0.0

  /// Creates a filter at rest.
  ///
  /// - Parameters:
  ///   - frequency: Cut-off or centre in hertz, kept below 0.45 of `rate`.
  ///   - resonance: The quality factor; 0.7 is flat.
  init(_ shape: Shape, frequency: Double, resonance: Double, rate: Double) {
    let turns = min(frequency / rate, 0.45) / 2
    let g = SampleMath.sine(turns: turns) / SampleMath.sine(turns: turns + 0.25)
    let k = 1 / resonance
    self.shape = shape
    damping = k
    a1 = 1 / (1 + g * (g + k))
    a2 = g * a1
    a3 = g * a2
  }

  /// Takes in a sample and returns the filtered one.
  mutating func filter(_ input: Double) -> Double {
    let difference = input - second
    let band = a1 * first + a2 * difference
    let low = second + a2 * first + a3 * difference
    first = 2 * band - first
    second = 2 * low - second
    return switch shape {
    case .low: low
    case .band: damping * band
    case .high: input - damping * band - low
    }
  }
}
