import COneDNN

/// Shape, element type and order of a piece of memory, as oneDNN describes it.
@safe final class Description {
  let handle: lilt_md_t

  /// Describes a dense array.
  init(
    _ shape: [Int], type: dnnl_data_type_t = dnnl_f32, order: dnnl_format_tag_t
  ) throws(NetworkError) {
    let sizes = shape.map(dnnl_dim_t.init)
    var handle: lilt_md_t?
    let status = unsafe sizes.withUnsafeBufferPointer { sizes in
      unsafe lilt_md_create(&handle, Int32(shape.count), sizes.baseAddress, type, order)
    }
    try check(status, "describe memory")
    guard let handle = unsafe handle else {
      throw .engine(operation: "describe memory", status: Int(status.rawValue))
    }
    unsafe self.handle = handle
  }

  /// Copies a description that a primitive asks for.
  init(
    of primitive: dnnl_primitive_desc_t, _ what: dnnl_query_t, index: Int32 = 0
  ) throws(NetworkError) {
    var handle: lilt_md_t?
    let status = unsafe lilt_md_query(&handle, primitive, what, index)
    try check(status, "query a layout")
    guard let handle = unsafe handle else {
      throw .engine(operation: "query a layout", status: Int(status.rawValue))
    }
    unsafe self.handle = handle
  }

  deinit {
    unsafe lilt_md_destroy(handle)
  }

  /// Whether another description says the same.
  func isEqual(to other: Description) -> Bool {
    unsafe lilt_md_equal(handle, other.handle) != 0
  }

  /// Bytes that an array of this description takes.
  var byteCount: Int {
    unsafe lilt_md_size(handle)
  }
}

/// A piece of memory with its description, ready to be an argument of primitives.
@safe final class Memory {
  let handle: dnnl_memory_t
  let description: Description
  private let buffer: Buffer

  /// - Parameter offset: First byte inside the buffer.
  init(
    _ description: Description, in buffer: Buffer, offset: Int = 0, engine: Engine
  ) throws(NetworkError) {
    precondition(
      offset + description.byteCount <= buffer.byteCount,
      "\(description.byteCount) bytes at \(offset) of \(buffer.byteCount)")
    var handle: dnnl_memory_t?
    let status = unsafe lilt_memory_create(
      &handle, description.handle, engine.handle, buffer.bytes + offset)
    try check(status, "bind memory")
    guard let handle = unsafe handle else {
      throw .engine(operation: "bind memory", status: Int(status.rawValue))
    }
    unsafe self.handle = handle
    self.description = description
    self.buffer = buffer
  }

  deinit {
    unsafe dnnl_memory_destroy(handle)
  }
}
