import COneDNN

/// A product of activations with a weight matrix that is packed once for many products.
///
///     result = left · weights   or   result += left · weights
final class MatrixProduct {
  /// Sizes and kinds of the factors.
  struct Shape {
    let rows, inner, columns: Int
    let element: ElementType

    /// Whether the result is added to what is there.
    var accumulates = false
  }

  /// How the weights come into the layout that the product asks for.
  private enum Packing {
    case panels(PanelPacking)
    case reorder(Primitive)
  }

  /// The packed weights, shared by all products of their role.
  let packed: Buffer

  private let engine: Engine
  private let element: ElementType
  private let weights: Buffer
  private let packing: Packing
  private let product: Primitive

  /// - Parameters:
  ///   - weights: A `float32` matrix in memory, row-major `(inner, columns)`, or
  ///     `(columns, inner)` when it is to be transposed.
  ///   - bindings: Pairs of a left factor, `(rows, inner)` in the shape's element type, and a result,
  ///     `(rows, columns)` in `float32`.
  init(
    _ shape: Shape, weights: Buffer, transposed: Bool, role: String,
    bindings: [(left: Buffer, result: Buffer)], engine: Engine, pool: inout BufferPool
  ) throws(NetworkError) {
    (self.engine, self.weights, element) = (engine, weights, shape.element)
    let type = shape.element.engineType
    let size = [shape.inner, shape.columns]
    let left = try Description([shape.rows, shape.inner], type: type, order: dnnl_ab)
    let right = try Description(size, type: type, order: dnnl_format_tag_any)
    let result = try Description([shape.rows, shape.columns], order: dnnl_ab)
    let plan = try unsafe PrimitivePlan(
      "plan a product", accumulates: shape.accumulates
    ) { plan, attributes in
      unsafe lilt_matmul_pd(
        plan, engine.handle, left.handle, right.handle, result.handle, attributes)
    }
    let layout = try plan.description(dnnl_query_weights_md)
    let panelLayout = try Description(
      size, type: type, order: element == .float32 ? dnnl_BA16a64b : dnnl_BA16a64b2a)
    let panels =
      layout.isEqual(to: panelLayout)
      ? PanelPacking(inner: shape.inner, columns: shape.columns, transposed: transposed) : nil
    packed = pool.buffer(panels == nil ? role : role + ".panels", byteCount: layout.byteCount)
    let packedMemory = try Memory(layout, in: packed, engine: engine)
    if let panels {
      packing = .panels(panels)
    } else {
      let source = try Memory(
        Description(size, order: transposed ? dnnl_ba : dnnl_ab), in: weights, engine: engine)
      packing = .reorder(
        try Primitive.reorder(source, to: packedMemory, engine: engine, pool: &pool))
    }
    let scratchLayout = try plan.description(dnnl_query_scratchpad_md)
    let scratch = try Memory(
      scratchLayout, in: pool.buffer("scratch", byteCount: scratchLayout.byteCount),
      engine: engine)
    var arguments: [[(Int32, Memory)]] = []
    for binding in bindings {
      arguments.append([
        (DNNL_ARG_SRC, try Memory(left, in: binding.left, engine: engine)),
        (DNNL_ARG_WEIGHTS, packedMemory),
        (DNNL_ARG_DST, try Memory(result, in: binding.result, engine: engine)),
        (DNNL_ARG_SCRATCHPAD, scratch),
      ])
    }
    product = try Primitive(plan, bindings: arguments)
  }

  /// Packs the weights, unless the packed copy is of this step already.
  func pack(_ copies: inout FreshCopies) throws(NetworkError) {
    switch packing {
    case .reorder(let primitive): try primitive.run(on: engine)
    case .panels(let panels):
      guard copies.insert(packed) else { return }
      engine.team.forEachShare(of: panels.sourceRows, grain: PanelPacking.block) { rows in
        packRows(rows, panels)
      }
    }
  }

  /// How the weights are packed, where that can be done a few rows at a time and they lie at a place.
  @unsafe func panels(of place: UnsafePointer<Float>) -> PanelPacking? {
    guard case .panels(let panels) = packing, unsafe place == UnsafePointer(weights.floats) else {
      return nil
    }
    return panels
  }

  /// Packs some rows of the weights, on the caller's thread.
  func packRows(_ rows: Range<Int>, _ panels: PanelPacking) {
    switch element {
    case .float32: unsafe panels.run(weights.floats, to: packed.floats, rows: rows)
    case .bfloat16: unsafe panels.run(weights.floats, to: packed.bfloats, rows: rows)
    }
  }

  /// Multiplies the left factor of a binding.
  func run(_ binding: Int = 0) throws(NetworkError) {
    try product.run(on: engine, binding: binding)
  }
}
