import Dispatch
import Foundation
import Glibc

/// Keys of the terminal, one by one and without waiting for the end of a line.
///
/// The terminal gets its usual ways back when the value goes away.
final class Keys {
  private var saved = termios()
  private let isTerminal: Bool
  private let source: (any DispatchSourceRead)?

  /// Sees the process come back after Ctrl-Z, when the shell has given the terminal its own ways.
  private let comeback: (any DispatchSourceSignal)?

  /// - Parameter action: Called with each key; arrows are `↑`, `↓`, `←` and `→`.
  init(_ action: @escaping @Sendable (Character) -> Void) {
    isTerminal = isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &saved) == 0
    guard isTerminal, tcgetpgrp(STDIN_FILENO) == getpgrp() else {
      (source, comeback) = (nil, nil)
      return
    }
    var raw = saved
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &raw)
    let comeback = DispatchSource.makeSignalSource(signal: SIGCONT, queue: .global())
    comeback.setEventHandler { [raw] in
      var raw = raw
      if tcgetpgrp(STDIN_FILENO) == getpgrp() { tcsetattr(STDIN_FILENO, TCSANOW, &raw) }
    }
    comeback.resume()
    self.comeback = comeback
    let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .global())
    source.setEventHandler {
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      guard count > 0 else { return source.cancel() }
      for key in Self.keys(in: bytes[..<count]) { action(key) }
    }
    source.resume()
    self.source = source
  }

  deinit { end() }

  /// Whether there is somebody to press keys.
  var isActive: Bool { source != nil }

  /// Gives the terminal its usual ways back.
  func end() {
    guard let source, !source.isCancelled else { return }
    source.cancel()
    comeback?.cancel()
    tcsetattr(STDIN_FILENO, TCSANOW, &saved)
  }

  /// The keys that the bytes of a terminal stand for; other sequences of the keyboard are left out.
  static func keys(in bytes: ArraySlice<UInt8>) -> [Character] {
    let arrows: [Character: Character] = ["A": "↑", "B": "↓", "C": "→", "D": "←"]
    var keys: [Character] = []
    var rest = String(decoding: bytes, as: UTF8.self)[...]
    while let character = rest.popFirst() {
      guard character == "\u{1B}" else {
        keys.append(character)
        continue
      }
      guard rest.first == "[" || rest.first == "O" else { continue }
      rest = rest.dropFirst()
      while let next = rest.popFirst() {
        guard next.isLetter || next == "~" else { continue }
        if let arrow = arrows[next] { keys.append(arrow) }
        break
      }
    }
    return keys
  }
}
