/// Which token may come next in a piano roll: pitches of a frame from high to low, then `STEP`.
///
/// The roll ends between two frames, after ``minimumFrames`` and at the latest after
/// ``maximumFrames``. There are no dead ends.
public struct FrameGrammar: TokenGrammar {
  /// The fewest frames of a roll.
  public let minimumFrames: Int

  /// The most frames of a roll.
  public let maximumFrames: Int

  /// The range that pitches are drawn from.
  public let range: ClosedRange<Int>

  /// - Precondition: There are as many frames as a minimum of one asks for, and a piano key in the
  ///   range.
  public init(
    minimumFrames: Int = 1, maximumFrames: Int = 1024,
    range: ClosedRange<Int> = FrameSequence.pitches
  ) {
    precondition(1 <= minimumFrames && minimumFrames <= maximumFrames, "\(minimumFrames) frames")
    precondition(range.overlaps(FrameSequence.pitches), "no key in \(range)")
    self.minimumFrames = minimumFrames
    self.maximumFrames = maximumFrames
    self.range = range
  }

  /// Where a roll stands after some tokens.
  public struct State: TokenGrammarState, Hashable {
    enum Stage: UInt8, Hashable, Sendable {
      case start, music, ended
    }

    var stage = Stage.start

    /// Frames completed.
    var frames = 0

    /// The lowest pitch of the present frame; above all of them at its start.
    var lowest = Self.none

    static let none = 128

    /// Whether the roll is complete, `</s>` included.
    public var hasEnded: Bool { stage == .ended }
  }

  /// The state before the first token, `<s>`.
  public func initialState() -> State { State() }

  /// Whether a token may come next; false for ids outside the vocabulary.
  public func allows(_ token: Int32, in state: State) -> Bool {
    switch state.stage {
    case .start: return token == Vocabulary.startToken
    case .ended: return false
    case .music: break
    }
    if token == Vocabulary.endToken {
      return state.lowest == State.none && state.frames >= minimumFrames
    }
    guard state.frames < maximumFrames else { return false }
    if token == FrameEncoding.stepToken { return true }
    guard let pitch = FrameEncoding.pitch(of: token) else { return false }
    return pitch < state.lowest && range.contains(pitch)
  }

  /// Moves on by one token.
  ///
  /// - Precondition: The grammar allows the token in this state.
  public func advance(_ state: inout State, by token: Int32) {
    precondition(allows(token, in: state), "the grammar does not allow token \(token) here")
    switch token {
    case Vocabulary.startToken: state.stage = .music
    case Vocabulary.endToken: state.stage = .ended
    case FrameEncoding.stepToken:
      state.frames += 1
      state.lowest = State.none
    default: state.lowest = FrameEncoding.pitch(of: token) ?? state.lowest
    }
  }
}
