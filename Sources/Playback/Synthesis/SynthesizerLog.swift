import CFluidSynth
import Glibc
import Synchronization

/// What FluidSynth wanted to print.
///
/// FluidSynth has one log per process and writes it to the terminal; this one keeps the lines, told
/// apart by the thread that caused them, until somebody asks.
enum SynthesizerLog {
  private struct Line {
    var thread: pthread_t
    var text: String
  }

  private static let lines = Mutex<[Line]>([])

  /// Lines kept at most, so that a broken font cannot fill the memory.
  private static let capacity = 1000

  /// Replaces FluidSynth's printing.
  static func install() {
    for level in [FLUID_PANIC, FLUID_ERR, FLUID_WARN, FLUID_INFO, FLUID_DBG] {
      let keeps = level.rawValue <= FLUID_WARN.rawValue
      unsafe fluid_set_log_function(Int32(level.rawValue), keeps ? record : ignore, nil)
    }
  }

  /// Returns and forgets the lines that the calling thread caused.
  static func take() -> [String] {
    let thread = pthread_self()
    return lines.withLock { lines in
      let own = lines.filter { $0.thread == thread }.map(\.text)
      lines.removeAll { $0.thread == thread }
      return own
    }
  }

  private static let ignore: fluid_log_function_t = { _, _, _ in }

  private static let record: fluid_log_function_t = { _, message, _ in
    guard let message = unsafe message else { return }
    let line = unsafe Line(thread: pthread_self(), text: String(cString: message))
    SynthesizerLog.lines.withLock { lines in
      if lines.count < SynthesizerLog.capacity { lines.append(line) }
    }
  }
}
