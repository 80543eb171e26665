/// A matrix by value, row-major, for arithmetic that need not be the fastest.
struct PlainMatrix: Hashable {
  let rows, columns: Int
  var values: [Float]

  init(rows: Int, columns: Int, _ values: [Float]) {
    precondition(values.count == rows * columns, "\(values.count) numbers for \(rows) x \(columns)")
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }

  /// Creates a matrix of zeros.
  init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, [Float](repeating: 0, count: rows * columns))
  }

  /// Creates a matrix whose numbers come from those of others at the same place.
  init(like other: PlainMatrix, _ number: (Int) -> Float) {
    self.init(rows: other.rows, columns: other.columns, other.values.indices.map(number))
  }

  /// Returns the product with another matrix, or with the other one transposed.
  func times(_ other: PlainMatrix, transposed: Bool = false) throws(NetworkError) -> PlainMatrix {
    var product = PlainMatrix(rows: rows, columns: transposed ? other.rows : other.columns)
    var status: NetworkError?
    unsafe values.withUnsafeBufferPointer { left in
      unsafe other.values.withUnsafeBufferPointer { right in
        unsafe product.values.withUnsafeMutableBufferPointer { target in
          guard let left = left.baseAddress, let right = right.baseAddress,
            let target = target.baseAddress
          else { return }
          let factor = unsafe Matrix(right, rows: other.rows, columns: other.columns)
          do throws(NetworkError) {
            try unsafe multiply(
              Matrix(left, rows: rows, columns: columns), transposed ? factor.transposed : factor,
              into: target)
          } catch {
            status = error
          }
        }
      }
    }
    if let status { throw status }
    return product
  }

  /// Columns of one of several equal blocks.
  func block(_ index: Int, of count: Int) -> PlainMatrix {
    let width = columns / count
    var block = PlainMatrix(rows: rows, columns: width)
    for row in 0..<rows {
      for column in 0..<width {
        block.values[row * width + column] = values[row * columns + index * width + column]
      }
    }
    return block
  }

  /// Puts equal blocks side by side.
  init(blocks: [PlainMatrix]) {
    let (rows, width) = (blocks[0].rows, blocks[0].columns)
    self.init(rows: rows, columns: width * blocks.count)
    for (index, block) in blocks.enumerated() {
      for row in 0..<rows {
        for column in 0..<width {
          values[row * columns + index * width + column] = block.values[row * width + column]
        }
      }
    }
  }

  static func + (left: PlainMatrix, right: PlainMatrix) -> PlainMatrix {
    PlainMatrix(like: left) { left.values[$0] + right.values[$0] }
  }

  /// Adds a vector to every row.
  func adding(_ vector: [Float]) -> PlainMatrix {
    PlainMatrix(like: self) { values[$0] + vector[$0 % columns] }
  }

  /// The Euclidean norm of one row.
  func norm(ofRow row: Int) -> Double {
    values[row * columns..<(row + 1) * columns].reduce(0) { $0 + Double($1) * Double($1) }
      .squareRoot()
  }
}
