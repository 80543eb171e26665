import COneDNN

/// One operation of oneDNN, bound to the memory that it reads and writes.
///
/// It may be bound several times, once for each time step.
@safe final class Primitive {
  private let handle: dnnl_primitive_t
  private let bindings: [[dnnl_exec_arg_t]]
  private let memories: [[Memory]]

  /// Compiles an operation, or takes it from oneDNN's own cache.
  convenience init(
    _ plan: PrimitivePlan, arguments: [(Int32, Memory)]
  ) throws(NetworkError) {
    try self.init(plan, bindings: [arguments])
  }

  /// Compiles an operation that is run on different memory at different times.
  init(_ plan: PrimitivePlan, bindings: [[(Int32, Memory)]]) throws(NetworkError) {
    var handle: dnnl_primitive_t?
    let status = unsafe dnnl_primitive_create(&handle, plan.handle)
    try check(status, "compile an operation")
    guard let handle = unsafe handle else {
      throw .engine(operation: "compile an operation", status: Int(status.rawValue))
    }
    unsafe self.handle = handle
    self.memories = bindings.map { $0.map(\.1) }
    unsafe self.bindings = bindings.map { arguments in
      unsafe arguments.map { unsafe dnnl_exec_arg_t(arg: $0.0, memory: $0.1.handle) }
    }
  }

  deinit {
    unsafe dnnl_primitive_destroy(handle)
  }

  /// Runs the operation to its end; no allocation.
  ///
  /// - Parameter index: Which of the bindings to use.
  func run(on engine: Engine, binding index: Int = 0) throws(NetworkError) {
    let status = unsafe bindings[index].withUnsafeBufferPointer { arguments in
      unsafe dnnl_primitive_execute(
        handle, engine.stream, Int32(arguments.count), arguments.baseAddress)
    }
    try check(status, "run an operation")
    try unsafe check(dnnl_stream_wait(engine.stream), "wait for an operation")
  }
}

/// An operation that oneDNN has agreed to, with the layouts that it wants.
@safe final class PrimitivePlan {
  let handle: dnnl_primitive_desc_t

  /// - Parameters:
  ///   - accumulates: Whether a product is added to what its result holds.
  ///   - create: Fills in the handle; gets attributes with a scratch pad of ours.
  init(
    _ operation: StaticString, accumulates: Bool = false,
    create: (UnsafeMutablePointer<dnnl_primitive_desc_t?>, dnnl_primitive_attr_t?) -> dnnl_status_t
  ) throws(NetworkError) {
    var attributes: dnnl_primitive_attr_t?
    try unsafe check(dnnl_primitive_attr_create(&attributes), "create attributes")
    defer { unsafe dnnl_primitive_attr_destroy(attributes) }
    try unsafe check(
      dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
      "own the scratch pad")
    if accumulates { try unsafe Self.addSum(to: attributes) }
    var handle: dnnl_primitive_desc_t?
    let status = unsafe create(&handle, attributes)
    try check(status, operation)
    guard let handle = unsafe handle else {
      throw .engine(operation: "\(operation)", status: Int(status.rawValue))
    }
    unsafe self.handle = handle
  }

  deinit {
    unsafe dnnl_primitive_desc_destroy(handle)
  }

  private static func addSum(to attributes: dnnl_primitive_attr_t?) throws(NetworkError) {
    var operations: dnnl_post_ops_t?
    try unsafe check(dnnl_post_ops_create(&operations), "add to a result")
    defer { unsafe dnnl_post_ops_destroy(operations) }
    try unsafe check(lilt_post_ops_append_sum(operations), "add to a result")
    try unsafe check(
      dnnl_primitive_attr_set_post_ops(attributes, operations), "add to a result")
  }

  /// Returns a layout that the operation wants.
  func description(_ what: dnnl_query_t, index: Int32 = 0) throws(NetworkError) -> Description {
    try unsafe Description(of: handle, what, index: index)
  }
}

extension Primitive {
  /// Creates an operation that copies memory into another layout or number format.
  static func reorder(
    _ from: Memory, to: Memory, engine: Engine, pool: inout BufferPool
  ) throws(NetworkError) -> Primitive {
    let plan = try unsafe PrimitivePlan("plan the packing of weights") { plan, attributes in
      unsafe lilt_reorder_pd(
        plan, engine.handle, from.description.handle, to.description.handle, attributes)
    }
    let layout = try plan.description(dnnl_query_scratchpad_md)
    let scratch = try Memory(
      layout, in: pool.buffer("scratch", byteCount: layout.byteCount), engine: engine)
    return try Primitive(
      plan,
      arguments: [
        (DNNL_ARG_FROM, from), (DNNL_ARG_TO, to), (DNNL_ARG_SCRATCHPAD, scratch),
      ])
  }
}
