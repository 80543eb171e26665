import Glibc

/// How long OpenMP's threads wait for each other by spinning.
///
/// By default they spin for milliseconds. On a machine that is busy with other work a thread that
/// waits keeps the one that it waits for from running, and training slows down ten times. A limit of
/// 1000 rounds costs nothing on an idle machine (measured: 25.0 k tokens/s with and without) and helps on
/// a busy one (2.5 k without, 2.7 to 4.3 k with), where one thread is faster still.
public enum SpinLimit {
  /// Starts the program anew with the limit in its environment, unless it or the user has set one.
  ///
  /// OpenMP reads its environment when it is loaded, before `main`. Call it before a command does
  /// anything else, and only where several threads train or measure. Arguments, descriptors and
  /// working directory stay. Returns when there is nothing to do, or when the program cannot be
  /// started anew.
  public static func restartIfNeeded() {
    guard unsafe getenv("GOMP_SPINCOUNT") == nil, unsafe getenv("OMP_WAIT_POLICY") == nil else {
      return
    }
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = unsafe path.withUnsafeMutableBufferPointer { path in
      guard let start = path.baseAddress else { return -1 }
      return unsafe readlink("/proc/self/exe", start, path.count - 1)
    }
    guard length > 0, unsafe setenv("GOMP_SPINCOUNT", "1000", 1) == 0 else { return }
    unsafe execv(&path, CommandLine.unsafeArgv)
  }
}
