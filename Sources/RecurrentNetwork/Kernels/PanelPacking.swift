/// Packs the right factor of a matrix product into panels of 64 columns, one after the other.
///
/// A panel holds its part of each row of the factor; in `bfloat16` two rows at a time, their numbers
/// side by side. It is the layout that oneDNN asks for where the processor has AVX-512 and calls
/// `BA16a64b` and `BA16a64b2a`; its own reordering takes three to five times as long.
struct PanelPacking {
  static let panelWidth = 64

  /// Rows and columns of the factor.
  let inner, columns: Int

  /// Whether memory holds the factor as `(columns, inner)` rather than `(inner, columns)`.
  let transposed: Bool

  /// Rows of the source that are packed as one block, so that lines of the target are written whole.
  static let block = 16

  /// Rows of the source.
  var sourceRows: Int { transposed ? columns : inner }

  /// Numbers in a row of the source.
  var sourceWidth: Int { transposed ? inner : columns }

  /// `nil` where the sizes do not fill the panels.
  init?(inner: Int, columns: Int, transposed: Bool) {
    guard columns % Self.panelWidth == 0, inner % (2 * Self.block) == 0 else { return nil }
    (self.inner, self.columns, self.transposed) = (inner, columns, transposed)
  }

  /// Packs rows of a factor in `float32`.
  ///
  /// - Parameter rows: Rows of the source; both bounds are multiples of ``block``.
  @unsafe func run(
    _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, rows: Range<Int>
  ) {
    unsafe forEachTile(source, rows) { tile, panel, row, column in
      let place = (panel * inner + row) * Self.panelWidth + column
      unsafe tile.store(target + place, stride: Self.panelWidth)
    }
  }

  /// Packs rows of a factor, rounded to `bfloat16`.
  @unsafe func run(
    _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<BFloat16>, rows: Range<Int>
  ) {
    let pairs = unsafe UnsafeMutableRawPointer(target).assumingMemoryBound(to: Float.self)
    unsafe forEachTile(source, rows) { tile, panel, row, column in
      let place = (panel * inner + row) / 2 * Self.panelWidth + column
      unsafe bfloatPairs(tile.rows.0, tile.rows.1).store(pairs + place)
      unsafe bfloatPairs(tile.rows.2, tile.rows.3).store(pairs + place + Self.panelWidth)
    }
  }

  /// Calls `body` with each piece of four rows and columns, its panel, row and column there.
  @inline(__always)
  @unsafe private func forEachTile(
    _ source: UnsafePointer<Float>, _ rows: Range<Int>,
    _ body: (_ tile: Tile, _ panel: Int, _ row: Int, _ column: Int) -> Void
  ) {
    let width = Self.panelWidth
    if transposed {
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.block) {
        for row in stride(from: 0, to: inner, by: 4) {
          for column in stride(from: first, to: first + Self.block, by: 4) {
            let tile = unsafe Tile(source + column * inner + row, stride: inner)
            body(tile.transposed, column / width, row, column % width)
          }
        }
      }
    } else {
      for row in stride(from: rows.lowerBound, to: rows.upperBound, by: 4) {
        for column in stride(from: 0, to: columns, by: 4) {
          let tile = unsafe Tile(source + row * columns + column, stride: columns)
          body(tile, column / width, row, column % width)
        }
      }
    }
  }
}

/// Four rows of four numbers.
private struct Tile {
  let rows: (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>)
}

extension Tile {
  @inline(__always)
  init(_ source: UnsafePointer<Float>, stride: Int) {
    rows = unsafe (
      SIMD4(source), SIMD4(source + stride), SIMD4(source + 2 * stride),
      SIMD4(source + 3 * stride)
    )
  }

  @inline(__always)
  func store(_ target: UnsafeMutablePointer<Float>, stride: Int) {
    unsafe rows.0.store(target)
    unsafe rows.1.store(target + stride)
    unsafe rows.2.store(target + 2 * stride)
    unsafe rows.3.store(target + 3 * stride)
  }

  @inline(__always)
  var transposed: Tile {
    let (upper, lower) = (
      SIMD8(lowHalf: rows.0, highHalf: rows.1), SIMD8(lowHalf: rows.2, highHalf: rows.3)
    )
    let even = SIMD8(lowHalf: upper.evenHalf, highHalf: lower.evenHalf)
    let odd = SIMD8(lowHalf: upper.oddHalf, highHalf: lower.oddHalf)
    return Tile(rows: (even.evenHalf, odd.evenHalf, even.oddHalf, odd.oddHalf))
  }
}

/// Rounds two rows to `bfloat16`, and puts the numbers of each column side by side.
@inline(__always)
private func bfloatPairs(_ first: SIMD4<Float>, _ second: SIMD4<Float>) -> SIMD4<Float> {
  let bits = BFloat16.rounded(SIMD8(lowHalf: first, highHalf: second))
  return unsafe unsafeBitCast(bits.lowHalf | bits.highHalf &<< 16, to: SIMD4<Float>.self)
}

extension SIMD4<Float> {
  @inline(__always)
  fileprivate init(_ source: UnsafePointer<Float>) {
    self = unsafe UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Float>.self)
  }

  @inline(__always)
  fileprivate func store(_ target: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(target).storeBytes(of: self, as: SIMD4<Float>.self)
  }
}
