import NoteVocabulary
import RecurrentNetwork

/// Cuts piano rolls into batches of frames of keys, whole pieces of like length side by side.
///
/// A frame without keys stands before each piece, so that its first frame is predicted too.
struct KeyBatcher {
  /// Keys of a frame: those of a piano.
  static let keys = FrameSequence.pitches.count

  /// The keys that are on in each frame of each piece, from 0.
  private let pieces: [[[Int]]]

  /// Stands for the pieces by their lengths alone.
  private let batcher: Batcher

  /// - Parameter sequences: Rolls as tokens of frames, at least one frame in each.
  init(_ sequences: [[Int32]], batchSize: Int) {
    pieces = sequences.map(Self.frames)
    batcher = Batcher(
      pieces.map { TokenSequence([Int32](repeating: 0, count: $0.count + 1)) },
      batchSize: batchSize)
  }

  /// The keys of each frame of a roll.
  private static func frames(of sequence: [Int32]) -> [[Int]] {
    var frames: [[Int]] = [[]]
    for token in sequence {
      if token == FrameEncoding.stepToken {
        frames.append([])
      } else if let pitch = FrameEncoding.pitch(of: token) {
        frames[frames.count - 1].append(pitch - FrameSequence.pitches.lowerBound)
      }
    }
    return frames.dropLast()
  }
}

extension KeyBatcher {
  /// The batches in order of length.
  func plan() -> BatchPlan { batcher.plan() }

  /// The batches of one epoch, drawn at random.
  func plan(using generator: inout CounterGenerator) -> BatchPlan {
    batcher.plan(using: &generator)
  }

  /// The batch of a group, whole pieces whatever their length.
  func batch(of group: BatchPlan.Group) -> VectorBatch {
    let rows = group.sequences.count
    let positions = group.timeSteps * rows
    var inputs = [Float](repeating: 0, count: positions * Self.keys)
    var (targets, isScored) = (inputs, [Bool](repeating: false, count: positions))
    for (row, index) in group.sequences.enumerated() {
      for (step, frame) in pieces[index].enumerated() {
        let position = step * rows + row
        isScored[position] = true
        for key in frame {
          targets[position * Self.keys + key] = 1
          let next = position + rows
          if next < positions { inputs[next * Self.keys + key] = 1 }
        }
      }
    }
    return VectorBatch(
      timeSteps: group.timeSteps, batchSize: rows, inputs: inputs, targets: targets,
      isScored: isScored)
  }

  /// Frames of a piece.
  func frameCount(ofPiece index: Int) -> Int { pieces[index].count }

  /// How many pieces there are.
  var pieceCount: Int { pieces.count }
}
