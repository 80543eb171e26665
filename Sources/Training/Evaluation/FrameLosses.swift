import Glibc
import NoteVocabulary

/// Sums the losses of a piece's tokens frame by frame.
struct FrameLosses {
  /// The losses of the frames that are complete, in nats.
  private(set) var frames: [Double] = []

  /// The loss of all tokens among all tokens, `</s>` included, in nats.
  private(set) var tokenLossSum = 0.0

  /// Tokens added.
  private(set) var tokenCount = 0

  private var loss = 0.0

  /// Tokens below this one may stand next, beside `STEP`: the pitches of a frame fall.
  private var limit = Int32.max

  /// Adds the next token.
  ///
  /// - Parameter logits: The scores of all tokens in its place, `(V)`.
  mutating func add(_ token: Int32, logits: ArraySlice<Float>) {
    let first = logits.startIndex
    let step = FrameEncoding.stepToken
    let end = max(step + 1, min(limit, Int32(logits.count)))
    let largest = logits.max() ?? 0
    var (others, allowed) = (0.0, 0.0)
    for index in logits.indices {
      let share = exp(Double(logits[index] - largest))
      if (Int(step)..<Int(end)).contains(index - first) {
        allowed += share
      } else {
        others += share
      }
    }
    let score = Double(logits[first + Int(token)] - largest)
    tokenCount += 1
    tokenLossSum += log(allowed + others) - score
    guard token >= step else { return }
    loss += log(allowed) - score
    limit = token
    guard token == step else { return }
    frames.append(loss)
    (loss, limit) = (0, .max)
  }
}
