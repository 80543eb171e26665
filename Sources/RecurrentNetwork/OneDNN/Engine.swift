import COneDNN

/// The processor as oneDNN sees it, with the stream that runs its primitives.
@safe final class Engine {
  let handle: dnnl_engine_t
  let stream: dnnl_stream_t

  /// Runs our own loops on the threads that oneDNN uses.
  let team: ThreadTeam

  /// - Parameter threads: `nil` for as many as OpenMP chooses.
  init(threads: Int?) throws(NetworkError) {
    var engine: dnnl_engine_t?
    try unsafe check(dnnl_engine_create(&engine, dnnl_cpu, 0), "open the processor")
    var stream: dnnl_stream_t?
    let status = unsafe dnnl_stream_create(&stream, engine, dnnl_stream_in_order.rawValue)
    guard let engine = unsafe engine, let stream = unsafe stream, status == dnnl_success else {
      unsafe dnnl_engine_destroy(engine)
      throw .engine(operation: "open a stream", status: Int(status.rawValue))
    }
    unsafe (self.handle, self.stream) = (engine, stream)
    self.team = ThreadTeam(threads: threads)
  }

  deinit {
    unsafe dnnl_stream_destroy(stream)
    unsafe dnnl_engine_destroy(handle)
  }
}

/// Turns a failed call into an error that names what was tried.
@inline(__always)
func check(_ status: dnnl_status_t, _ operation: StaticString) throws(NetworkError) {
  guard status == dnnl_success else {
    throw .engine(operation: "\(operation)", status: Int(status.rawValue))
  }
}
