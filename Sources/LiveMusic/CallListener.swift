import Synchronization

/// What somebody plays on a keyboard, until it is asked for.
///
/// Written by the thread of the keyboard, read by the one that makes bars.
final class CallListener: Sendable {
  /// A key that went down, and when it came up again, in frames of the player.
  private struct Stroke {
    var pitch: Int
    var velocity: Int
    var start: Int
    var end: Int?
  }

  private let strokes = Mutex<[Stroke]>([])

  /// Strokes kept at most, so that a keyboard nobody listens to cannot fill the memory.
  private static let capacity = 1000

  func press(_ pitch: Int, velocity: Int, at frame: Int) {
    strokes.withLock { strokes in
      if strokes.count >= Self.capacity { strokes.removeFirst(Self.capacity / 2) }
      strokes.append(Stroke(pitch: pitch, velocity: velocity, start: frame))
    }
  }

  func lift(_ pitch: Int, at frame: Int) {
    strokes.withLock { strokes in
      guard let index = strokes.lastIndex(where: { $0.pitch == pitch && $0.end == nil }) else {
        return
      }
      strokes[index].end = frame
    }
  }

  /// The notes of a stretch of time, in ticks of a call; keys that are down end with it.
  ///
  /// - Parameters:
  ///   - frames: The stretch; what begins a little before belongs to it.
  ///   - framesPerWhole: Frames of a whole note.
  func phrase(in frames: Range<Int>, framesPerWhole: Double) -> CallPhrase {
    let early = Int(framesPerWhole / 32)
    func tick(_ frame: Int) -> Int {
      let place = Double(frame - frames.lowerBound) / framesPerWhole
      return Int((place * Double(CallPhrase.ticksPerWhole)).rounded())
    }
    return strokes.withLock { strokes in
      let inside = strokes.filter {
        $0.start >= frames.lowerBound - early && $0.start < frames.upperBound
      }
      strokes.removeAll { $0.start < frames.upperBound }
      return CallPhrase(
        notes: inside.map { stroke in
          let (start, end) = (tick(stroke.start), tick(stroke.end ?? frames.upperBound))
          return CallPhrase.Note(
            onset: max(0, start), duration: max(1, end - max(0, start)), pitch: stroke.pitch,
            velocity: min(max(stroke.velocity, 1), 127))
        })
    }
  }
}
