public import MusicModel

/// Music as a piano roll: which pitches sound in each of equally long frames.
///
/// A pitch in two consecutive frames may be held or struck again; a roll does not tell.
public struct FrameSequence: Hashable, Sendable {
  /// The pitches that a frame can hold: the 88 keys of a piano, as MIDI notes.
  public static let pitches = 21...108

  /// The length of a frame in whole notes: 1/4 for a quarter.
  public let frameLength: NoteDuration

  /// The frames in order of time, each with its pitches from low to high; `[]` is silence.
  public let frames: [[Int]]

  /// Creates a roll.
  ///
  /// - Throws: ``FrameError`` for the first frame whose pitches are not in order, are there twice
  ///   or are no piano keys.
  public init(_ frames: [[Int]], frameLength: NoteDuration) throws(FrameError) {
    for (index, frame) in frames.enumerated() {
      for (place, pitch) in frame.enumerated() {
        guard Self.pitches.contains(pitch), place == 0 || frame[place - 1] < pitch else {
          throw FrameError(frame: index, pitch: pitch)
        }
      }
    }
    self.init(checked: frames, frameLength: frameLength)
  }

  /// Creates a roll of frames that are known to be in order.
  init(checked frames: [[Int]], frameLength: NoteDuration) {
    precondition(frameLength > .zero, "frames of \(frameLength)")
    self.frames = frames
    self.frameLength = frameLength
  }
}

/// A frame whose pitches are not ascending piano keys.
public struct FrameError: Error, Hashable, Sendable {
  /// The place of the frame, from 0.
  public let frame: Int

  /// The first pitch that is out of order or no piano key.
  public let pitch: Int
}

extension FrameError: CustomStringConvertible {
  public var description: String {
    let keys = FrameSequence.pitches
    return "frame \(frame + 1) holds \(pitch); expected ascending MIDI notes from "
      + "\(keys.lowerBound) to \(keys.upperBound)"
  }
}
