/// A stream of samples that a player follows.
public protocol FrameSource: ~Copyable {
  /// Frames per second.
  var sampleRate: Int { get }

  /// The place in the music, in frames.
  var position: Int { get }

  /// Does what the controls ask for, from the next frame on; no allocation.
  mutating func follow(_ controls: PlaybackControls)

  /// Computes the next frames, left and right interleaved, 1 being full scale; no allocation.
  ///
  /// - Parameter samples: Room for a multiple of ``EventSchedule/blockSize`` frames.
  /// - Returns: The number of frames written, less than asked for only at the end.
  mutating func render(into samples: inout [Float]) -> Int
}

extension SampleSource: FrameSource {}
