/// A matrix product that is large enough, and small enough for the caches, to run at the peak.
struct PeakProduct {
  private static let size = 1024

  private let product: MatrixProduct
  private let engine: Engine

  init(_ precision: Precision, threads: Int?) throws(NetworkError) {
    try precision.checkSupport()
    engine = try Engine(threads: threads)
    engine.team.activate()
    var pool = BufferPool()
    let count = Self.size * Self.size
    let element = ElementType(precision)
    product = try MatrixProduct(
      .init(rows: Self.size, inner: Self.size, columns: Self.size, element: element),
      weights: Buffer(floatCount: count), transposed: false, role: "weights",
      bindings: [(Buffer(byteCount: count * element.size), Buffer(floatCount: count))],
      engine: engine, pool: &pool)
    var copies = FreshCopies()
    try product.pack(&copies)
  }

  /// Returns the rate of the fastest of forty products.
  func gflops() throws(NetworkError) -> Double {
    engine.team.activate()
    var profile = StepProfile()
    var fastest = Double.infinity
    for _ in 0..<40 {
      let before = profile.seconds
      profile.begin()
      try product.run()
      profile.end(.other)
      fastest = min(fastest, profile.seconds - before)
    }
    let size = Double(Self.size)
    return 2 * size * size * size / fastest * 1e-9
  }
}
