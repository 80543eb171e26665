/// A line of progress that is rewritten on a terminal, and printed now and then elsewhere.
struct ProgressLine {
  private let isQuiet: Bool
  private var lastShown = ContinuousClock.now
  private var isOpen = false

  /// - Parameter isQuiet: Whether to show nothing at all.
  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
  }

  /// Shows a state of the work, unless it was shown a moment ago; a log gets a line every ten
  /// seconds, so work that is quickly done shows nothing.
  mutating func show(_ text: @autoclosure () -> String) {
    let interval: Duration = Terminal.isInteractive ? .milliseconds(200) : .seconds(10)
    let now = ContinuousClock.now
    if isQuiet { return }
    guard now - lastShown >= interval else { return }
    lastShown = now
    if Terminal.isInteractive {
      Terminal.rewrite(text())
      isOpen = true
    } else {
      Terminal.report(text())
    }
  }

  /// Shows a line that stays, above the progress.
  mutating func keep(_ text: String) {
    if isQuiet { return }
    clear()
    Terminal.report(text)
  }

  /// Takes the progress away, so that other lines can follow.
  mutating func clear() {
    if isOpen { Terminal.rewrite("") }
    isOpen = false
  }
}
