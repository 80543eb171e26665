import Glibc

/// Whether the audio thread may go before everything else.
public enum RealTimeRights {
  /// The real-time priority that this process may ask for, 0 for none.
  public static var highestPriority: Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(__RLIMIT_RTPRIO.rawValue), &limit) == 0 else {
      return 0
    }
    if geteuid() == 0 { return 99 }
    return Int(min(limit.rlim_cur, 99))
  }

  /// Gives the calling thread real-time priority where it may have it.
  ///
  /// - Parameter isInherited: Whether threads that it starts have the priority too.
  static func take(isInherited: Bool = false) {
    var parameters = sched_param()
    parameters.sched_priority = 20
    let resetOnFork: Int32 = isInherited ? 0 : 0x4000_0000
    unsafe pthread_setschedparam(pthread_self(), SCHED_FIFO | resetOnFork, &parameters)
  }

  /// Gives the calling thread its usual priority back.
  static func giveBack() {
    var parameters = sched_param()
    unsafe pthread_setschedparam(pthread_self(), SCHED_OTHER, &parameters)
  }
}
