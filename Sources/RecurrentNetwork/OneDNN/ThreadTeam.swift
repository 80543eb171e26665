import Glibc

/// The OpenMP threads that oneDNN runs on, for loops of our own.
///
/// A second pool of threads would compete with OpenMP's, which spin for a while after each
/// operation; so the loops between two operations borrow the same threads. Where oneDNN was built
/// on another runtime, the loops run on the caller's thread.
struct ThreadTeam: Sendable {
  /// How many threads work, `nil` for as many as OpenMP chooses.
  let threads: Int?

  /// Makes the following operations of oneDNN on this thread use the team's size.
  func activate() {
    if let threads { OpenMP.shared?.setThreads(Int32(threads)) }
  }

  /// Calls `body` on every thread with its share of `0..<count`, and returns when all are done.
  ///
  /// Shares begin at multiples of `grain`. One thread does it all below two grains.
  func forEachShare(of count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    let grains = (count + grain - 1) / grain
    guard grains > 1, threads != 1, let openMP = OpenMP.shared else {
      if count > 0 { body(0..<count) }
      return
    }
    openMP.parallel { index, total in
      let first = min(index * grains / total * grain, count)
      let last = min((index + 1) * grains / total * grain, count)
      if first < last { body(first..<last) }
    }
  }
}

/// The entry points of the OpenMP runtime in this process.
@safe private struct OpenMP: Sendable {
  typealias Body = @convention(c) (UnsafeMutableRawPointer?) -> Void

  private let start:
    @convention(c) @Sendable (Body, UnsafeMutableRawPointer?, UInt32, UInt32) -> Void
  private let threadNumber: @convention(c) @Sendable () -> Int32
  private let threadCount: @convention(c) @Sendable () -> Int32
  let setThreads: @convention(c) @Sendable (Int32) -> Void

  /// `nil` when the process holds no OpenMP runtime.
  static let shared = OpenMP()

  private init?() {
    guard let process = unsafe dlopen(nil, RTLD_NOW),
      let start = unsafe dlsym(process, "GOMP_parallel"),
      let number = unsafe dlsym(process, "omp_get_thread_num"),
      let count = unsafe dlsym(process, "omp_get_num_threads"),
      let setThreads = unsafe dlsym(process, "omp_set_num_threads")
    else { return nil }
    unsafe self.start = unsafeBitCast(start, to: type(of: self.start))
    unsafe self.threadNumber = unsafeBitCast(number, to: type(of: self.threadNumber))
    unsafe self.threadCount = unsafeBitCast(count, to: type(of: self.threadCount))
    unsafe self.setThreads = unsafeBitCast(setThreads, to: type(of: self.setThreads))
  }

  /// Calls `body` once on every thread of a team.
  func parallel(_ body: (_ index: Int, _ total: Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      var job = Job(openMP: self, body: body)
      unsafe withUnsafeMutablePointer(to: &job) { job in
        unsafe start(
          { raw in
            guard let raw = unsafe raw else { return }
            let job = unsafe raw.assumingMemoryBound(to: Job.self).pointee
            job.body(Int(job.openMP.threadNumber()), Int(job.openMP.threadCount()))
          }, job, 0, 0)
      }
    }
  }

  private struct Job {
    let openMP: OpenMP
    let body: (Int, Int) -> Void
  }
}
