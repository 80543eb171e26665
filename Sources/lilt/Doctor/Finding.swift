/// What the doctor found out about one thing.
struct Finding: Encodable {
  enum State: String, Encodable {
    case good

    /// Something does not work that others can do without.
    case limited

    case bad
  }

  /// What was looked at: `SoundFont`, `audio device`.
  let subject: String
  let state: State

  /// What was found, in one line.
  let detail: String

  /// What to do about it; `nil` where nothing has to be done.
  let remedy: String?

  init(_ subject: String, _ state: State, _ detail: String, remedy: String? = nil) {
    self.subject = subject
    self.state = state
    self.detail = detail
    self.remedy = remedy
  }

  /// The finding for people, with its remedy below.
  var text: String {
    let mark =
      switch state {
      case .good: "ok     "
      case .limited: "limited"
      case .bad: "BAD    "
      }
    return "\(mark)  \(subject): \(detail)" + (remedy.map { "\n         → \($0)" } ?? "")
  }
}
