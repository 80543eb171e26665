/// Copies sequences position by position, each row turned around within its own length or not.
struct RowCopy {
  let timeSteps: Int
  let batchSize: Int

  /// Length of each row, `(B)`; the positions behind it stay where they are.
  let lengths: UnsafeTokens
  let team: ThreadTeam

  /// Vectors of all positions, `(T, B, …)`.
  @unsafe struct Rows<Element> {
    let start: UnsafeMutablePointer<Element>

    /// Numbers from one position to the next.
    let stride: Int

    init(_ start: UnsafeMutablePointer<Element>, stride: Int) {
      unsafe self.start = start
      unsafe self.stride = stride
    }
  }

  /// Copies.
  ///
  /// - Parameters:
  ///   - width: Numbers per position.
  ///   - turns: Whether the rows are turned around.
  ///   - adds: Whether numbers are added to what is there.
  @unsafe func run<Element: Activation>(
    _ source: Rows<Element>, to target: Rows<Element>, width: Int, turns: Bool = true,
    adds: Bool = false
  ) {
    team.forEachShare(of: timeSteps * batchSize, grain: 64) { share in
      for position in share {
        let (time, row) = (position / batchSize, position % batchSize)
        let length = unsafe Int(lengths.pointer[row])
        let from = turns && time < length ? (length - 1 - time) * batchSize + row : position
        let read = unsafe source.start + from * source.stride
        let write = unsafe target.start + position * target.stride
        if adds {
          for index in 0..<width {
            unsafe write[index] = Element(write[index].float + read[index].float)
          }
        } else {
          unsafe write.update(from: read, count: width)
        }
      }
    }
  }
}
