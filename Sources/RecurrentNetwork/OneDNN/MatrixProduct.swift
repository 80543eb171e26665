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

  private let engine: Engine
  private let packing: Primitive
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
    self.engine = engine
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
    let packed = try Memory(
      layout, in: pool.buffer(role, byteCount: layout.byteCount), engine: engine)
    let source = try Memory(
      Description(size, order: transposed ? dnnl_ba : dnnl_ab), in: weights, engine: engine)
    packing = try Primitive.reorder(source, to: packed, engine: engine, pool: &pool)
    let scratchLayout = try plan.description(dnnl_query_scratchpad_md)
    let scratch = try Memory(
      scratchLayout, in: pool.buffer("scratch", byteCount: scratchLayout.byteCount),
      engine: engine)
    var arguments: [[(Int32, Memory)]] = []
    for binding in bindings {
      arguments.append([
        (DNNL_ARG_SRC, try Memory(left, in: binding.left, engine: engine)),
        (DNNL_ARG_WEIGHTS, packed),
        (DNNL_ARG_DST, try Memory(result, in: binding.result, engine: engine)),
        (DNNL_ARG_SCRATCHPAD, scratch),
      ])
    }
    product = try Primitive(plan, bindings: arguments)
  }

  /// Packs the weights; once after each update.
  func pack() throws(NetworkError) {
    try packing.run(on: engine)
  }

  /// Multiplies the left factor of a binding.
  func run(_ binding: Int = 0) throws(NetworkError) {
    try product.run(on: engine, binding: binding)
  }
}

/// A sum over all positions of products of activations: the gradient of a weight matrix.
///
///     result = leftᵀ · right
///
/// In `bfloat16` it is the gradient of an inner product, which oneDNN computes a fifth faster than a
/// product with a transposed left factor.
final class GradientProduct {
  private let rows, leftWidth, rightWidth: Int
  private let left, right, result: Buffer
  private let element: ElementType
  private let engine: Engine
  private var product: Primitive?

  /// - Parameters:
  ///   - left: `(rows, leftWidth)` in the element type.
  ///   - right: `(rows, rightWidth)` in the element type.
  ///   - result: Receives `(leftWidth, rightWidth)` in `float32`.
  init(
    rows: Int, left: Buffer, leftWidth: Int, right: Buffer, rightWidth: Int, result: Buffer,
    element: ElementType, engine: Engine, pool: inout BufferPool
  ) throws(NetworkError) {
    (self.rows, self.leftWidth, self.rightWidth) = (rows, leftWidth, rightWidth)
    (self.left, self.right, self.result) = (left, right, result)
    (self.element, self.engine) = (element, engine)
    guard element == .bfloat16 else { return }
    let source = try Description([rows, leftWidth], type: dnnl_bf16, order: dnnl_ab)
    let weights = try Description(
      [rightWidth, leftWidth], type: dnnl_bf16, order: dnnl_format_tag_any)
    let target = try Description([rows, rightWidth], type: dnnl_bf16, order: dnnl_ab)
    let gradient = try Description([rightWidth, leftWidth], order: dnnl_ba)
    let plan = try unsafe PrimitivePlan("plan a gradient's product") { plan, attributes in
      unsafe lilt_weight_gradient_pd(
        plan, engine.handle, source.handle, weights.handle, target.handle, gradient.handle,
        attributes)
    }
    let scratchLayout = try plan.description(dnnl_query_scratchpad_md)
    product = try Primitive(
      plan,
      arguments: [
        (DNNL_ARG_SRC, try Memory(source, in: left, engine: engine)),
        (DNNL_ARG_DIFF_DST, try Memory(target, in: right, engine: engine)),
        (DNNL_ARG_DIFF_WEIGHTS, try Memory(gradient, in: result, engine: engine)),
        (
          DNNL_ARG_SCRATCHPAD,
          try Memory(
            scratchLayout, in: pool.buffer("scratch", byteCount: scratchLayout.byteCount),
            engine: engine)
        ),
      ])
  }

  /// Multiplies.
  func run() throws(NetworkError) {
    if let product {
      try product.run(on: engine)
    } else {
      // sgemm is a tenth faster here than oneDNN's own product with a transposed left factor.
      try unsafe multiply(
        Matrix(left.floats, rows: rows, columns: leftWidth).transposed,
        Matrix(right.floats, rows: rows, columns: rightWidth), into: result.floats)
    }
  }
}
