import Glibc

/// What this process takes of the machine's memory.
enum ProcessMemory {
  /// The largest resident set so far, in bytes; 0 where the system does not tell.
  static func peakResidentBytes() -> Int {
    var usage = rusage()
    return unsafe getrusage(RUSAGE_SELF.rawValue, &usage) == 0 ? usage.ru_maxrss * 1024 : 0
  }
}
