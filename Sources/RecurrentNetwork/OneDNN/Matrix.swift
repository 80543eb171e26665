import COneDNN

/// A dense matrix in somebody else's memory.
@unsafe struct Matrix {
  let elements: UnsafePointer<Float>
  let rows, columns: Int
  private var isTransposed = false

  /// - Parameter elements: Row-major, `(rows, columns)`.
  init(_ elements: UnsafePointer<Float>, rows: Int, columns: Int) {
    unsafe self.elements = elements
    unsafe self.rows = rows
    unsafe self.columns = columns
  }

  /// The same memory read as the transposed matrix.
  var transposed: Matrix {
    var copy = unsafe self
    unsafe copy.isTransposed.toggle()
    return unsafe copy
  }

  /// Rows and columns as the product sees them.
  fileprivate var size: (rows: Int, columns: Int) {
    unsafe isTransposed ? (columns, rows) : (rows, columns)
  }

  fileprivate var flag: CChar {
    CChar(UInt8(ascii: unsafe isTransposed ? "T" : "N"))
  }
}

/// Writes the product of two matrices, row-major, on the engine's threads.
///
/// - Parameter accumulates: Whether the product is added to what is there.
@unsafe func multiply(
  _ left: Matrix, _ right: Matrix, into product: UnsafeMutablePointer<Float>,
  accumulates: Bool = false
) throws(NetworkError) {
  let (rows, inner) = unsafe left.size
  let (innerRight, columns) = unsafe right.size
  precondition(inner == innerRight, "\(inner) columns times \(innerRight) rows")
  let status = unsafe dnnl_sgemm(
    left.flag, right.flag, dnnl_dim_t(rows), dnnl_dim_t(columns), dnnl_dim_t(inner), 1,
    left.elements, dnnl_dim_t(left.columns), right.elements, dnnl_dim_t(right.columns),
    accumulates ? 1 : 0, product, dnnl_dim_t(columns))
  try check(status, "multiply matrices")
}
