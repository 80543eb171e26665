import COneDNN

/// One operation of oneDNN, bound to the memory that it reads and writes.
@safe final class Primitive {
  private let handle: dnnl_primitive_t
  private let arguments: [dnnl_exec_arg_t]
  private let memories: [Memory]

  /// Compiles an operation, or takes it from oneDNN's own cache.
  init(
    _ plan: PrimitivePlan, arguments: [(Int32, Memory)]
  ) throws(NetworkError) {
    var handle: dnnl_primitive_t?
    let status = unsafe dnnl_primitive_create(&handle, plan.handle)
    try check(status, "compile an operation")
    guard let handle = unsafe handle else {
      throw .engine(operation: "compile an operation", status: Int(status.rawValue))
    }
    unsafe self.handle = handle
    self.memories = arguments.map(\.1)
    unsafe self.arguments = arguments.map {
      unsafe dnnl_exec_arg_t(arg: $0.0, memory: $0.1.handle)
    }
  }

  deinit {
    unsafe dnnl_primitive_destroy(handle)
  }

  /// Runs the operation to its end; no allocation.
  func run(on engine: Engine) throws(NetworkError) {
    let status = unsafe arguments.withUnsafeBufferPointer { arguments in
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

  /// - Parameter create: Fills in the handle; gets attributes with a scratch pad of ours.
  init(
    _ operation: StaticString,
    create: (UnsafeMutablePointer<dnnl_primitive_desc_t?>, dnnl_primitive_attr_t?) -> dnnl_status_t
  ) throws(NetworkError) {
    var attributes: dnnl_primitive_attr_t?
    try unsafe check(dnnl_primitive_attr_create(&attributes), "create attributes")
    defer { unsafe dnnl_primitive_attr_destroy(attributes) }
    try unsafe check(
      dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
      "own the scratch pad")
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

  /// Returns a layout that the operation wants.
  func description(_ what: dnnl_query_t, index: Int32 = 0) throws(NetworkError) -> Description {
    try unsafe Description(of: handle, what, index: index)
  }
}
