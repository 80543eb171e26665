import Testing

@testable import RecurrentNetwork

@Suite struct PanelPackingTests {
  /// Where oneDNN's description of the layouts puts a number of the factor.
  private func place(_ row: Int, _ column: Int, inner: Int, pairs: Bool) -> Int {
    let panel = column / 64 * inner * 64
    return pairs
      ? panel + row / 2 * 128 + column % 64 * 2 + row % 2 : panel + row * 64 + column % 64
  }

  @Test(arguments: [false, true], [(32, 64), (96, 192)])
  func `every number comes to its place`(transposed: Bool, size: (inner: Int, columns: Int)) throws
  {
    let (inner, columns) = size
    let packing = try #require(
      PanelPacking(inner: inner, columns: columns, transposed: transposed))
    var generator = CounterGenerator(seed: 1)
    let values = (0..<inner * columns).map { _ in Float(generator.uniform()) - 0.5 }
    let source = Buffer(floatCount: values.count)
    source.store(values)
    let (whole, half) = (Buffer(floatCount: values.count), Buffer(byteCount: values.count * 2))
    for first in stride(from: 0, to: packing.sourceRows, by: 16) {
      unsafe packing.run(source.floats, to: whole.floats, rows: first..<first + 16)
      unsafe packing.run(source.floats, to: half.bfloats, rows: first..<first + 16)
    }
    for row in 0..<inner {
      for column in 0..<columns {
        let value = values[transposed ? column * inner + row : row * columns + column]
        let (a, b) = (
          place(row, column, inner: inner, pairs: false),
          place(row, column, inner: inner, pairs: true)
        )
        #expect(unsafe whole.floats[a] == value && half.bfloats[b] == BFloat16(value))
      }
    }
  }

  @Test func `a factor that does not fill the panels is left to the engine`() {
    #expect(PanelPacking(inner: 32, columns: 96, transposed: false) == nil)
    #expect(PanelPacking(inner: 48, columns: 64, transposed: true) == nil)
  }
}
