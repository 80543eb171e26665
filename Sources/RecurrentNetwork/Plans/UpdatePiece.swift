/// A stretch of parameters that one thread updates in one go, and then packs while it is in the caches.
struct UpdatePiece {
  /// A packed copy of the weights that the stretch belongs to.
  struct Copy {
    let product: MatrixProduct
    let panels: PanelPacking
  }

  let range: Range<Int>

  /// Whether weight decay applies.
  let decays: Bool

  /// The stretch's rows in the matrix of its weights; empty where there are no copies.
  let rows: Range<Int>

  let copies: [Copy]

  /// Length of a stretch without copies.
  private static let length = 1 << 15

  /// Cuts all parameters of a store into pieces of about one size.
  ///
  /// - Parameter products: Those that keep packed copies of weights.
  static func pieces(of store: ParameterStore, _ products: [MatrixProduct]) -> [UpdatePiece] {
    store.layout.slots.flatMap { slot in
      let place = unsafe store.values.floats + slot.range.lowerBound
      let copies = products.compactMap { product in
        unsafe product.panels(of: place).map { Copy(product: product, panels: $0) }
      }
      let whole = slot.rangeWithGap
      let width = copies.first?.panels.sourceWidth ?? 1
      let length = copies.isEmpty ? Self.length : PanelPacking.block * width
      return stride(from: whole.lowerBound, to: whole.upperBound, by: length).map { start in
        let range = start..<min(start + length, whole.upperBound)
        let first = (start - whole.lowerBound) / width
        return UpdatePiece(
          range: range, decays: slot.role.decays,
          rows: copies.isEmpty ? 0..<0 : first..<first + range.count / width, copies: copies)
      }
    }
  }
}
