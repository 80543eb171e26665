/// The one stream of samples behind files and devices.
///
/// Whatever the size of the buffers it fills, the samples are the same: events begin at their block
/// of ``EventSchedule/blockSize`` frames, and the end is decided block by block.
public struct SampleSource: ~Copyable {
  private enum Phase {
    case playing
    case paused
    case ringing(frames: Int, quiet: Int, longest: Int, endsWhenSilent: Bool)
    case finished
  }

  private var synthesizer: Synthesizer
  private var playhead: Playhead
  private let tail: Tail
  private var phase = Phase.playing
  private var loops = false

  /// Frames per second.
  public let sampleRate: Int

  /// The length of the music without its ringing, in frames.
  public let endFrame: Int

  /// Where the music begins again in a loop.
  private let startFrame: Int

  /// Replacements of instruments that the font lacks.
  public let substitutions: [ProgramSubstitution]

  /// What FluidSynth complained about when it loaded the font.
  public var warnings: [String] { synthesizer.warnings }

  /// Creates the stream.
  ///
  /// - Parameter schedule: Events in frames of the rate that the synthesizer was made for.
  public init(
    synthesizer: consuming Synthesizer, schedule: EventSchedule, tail: Tail = .untilSilent
  ) {
    let mapped = schedule.substitutingPrograms(missingFrom: synthesizer.soundFont)
    self.synthesizer = synthesizer
    playhead = Playhead(mapped.schedule)
    sampleRate = schedule.sampleRate
    endFrame = schedule.endFrame
    startFrame = schedule.startFrame
    self.tail = tail
    substitutions = mapped.substitutions
    for message in mapped.initialPrograms { self.synthesizer.send(message) }
  }

  /// The place in the music, in frames; stands still while the last notes ring.
  public var position: Int { playhead.position }

  /// Computes the next frames, left and right interleaved, 1 being full scale.
  ///
  /// No allocation.
  ///
  /// - Parameter samples: Room for a multiple of ``EventSchedule/blockSize`` frames.
  /// - Returns: The number of frames written, less than asked for only at the end.
  public mutating func render(into samples: inout [Float]) -> Int {
    var span = samples.mutableSpan
    return render(into: &span)
  }

  private mutating func render(into samples: inout MutableSpan<Float>) -> Int {
    let capacity = samples.count / 2
    precondition(capacity % EventSchedule.blockSize == 0, "\(capacity) frames are no whole blocks")
    var filled = 0
    while filled < capacity {
      switch phase {
      case .playing:
        filled += play(into: &samples, from: filled, capacity: capacity - filled)
      case .paused:
        synthesizer.render(into: &samples, from: filled, count: capacity - filled)
        filled = capacity
      case .ringing(let frames, let quiet, let longest, let endsWhenSilent):
        guard frames < longest, !endsWhenSilent || quiet < quietFrames else {
          phase = .finished
          break
        }
        ring(into: &samples, from: filled, frames: frames, longest: longest)
        let isQuiet = synthesizer.activeVoiceCount == 0 && isSilent(samples, from: filled)
        filled += EventSchedule.blockSize
        phase = .ringing(
          frames: frames + EventSchedule.blockSize,
          quiet: isQuiet ? quiet + EventSchedule.blockSize : 0, longest: longest,
          endsWhenSilent: endsWhenSilent)
      case .finished:
        return filled
      }
    }
    return filled
  }

  /// Does what the controls ask for, from the next frame on.
  ///
  /// No allocation.
  public mutating func follow(_ controls: PlaybackControls) {
    playhead.tempoPercent = controls.tempoPercent
    playhead.transposition = controls.transposition
    loops = controls.isLooping
    if controls.isStopped {
      stop()
      return
    }
    if let frame = controls.takeSeekTarget(), isUnderway {
      playhead.seek(to: frame, synthesizer: &synthesizer)
    }
    switch phase {
    case .playing where controls.isPaused:
      synthesizer.releaseAllNotes()
      phase = .paused
    case .paused where !controls.isPaused: phase = .playing
    default: break
    }
  }

  /// Releases every note now; the stream ends after three tenths of a second.
  public mutating func stop() {
    guard isUnderway else {
      shortenRinging()
      return
    }
    synthesizer.releaseAllNotes()
    phase = ringing(frames: wholeBlocks(seconds: 0.3), endsWhenSilent: true)
  }

  private var isUnderway: Bool {
    switch phase {
    case .playing, .paused: true
    case .ringing, .finished: false
    }
  }
}

extension SampleSource {
  /// Computes the blocks up to the next event or the end of the buffer.
  private mutating func play(
    into samples: inout MutableSpan<Float>, from start: Int, capacity: Int
  ) -> Int {
    playhead.sendDueEvents(to: &synthesizer)
    let count = min(capacity, playhead.framesToNextEvent)
    if count > 0 {
      synthesizer.render(into: &samples, from: start, count: count)
      playhead.advance(frames: count)
    } else if loops, endFrame > startFrame {
      playhead.seek(to: startFrame, synthesizer: &synthesizer)
    } else {
      beginRinging()
    }
    return count
  }

  private mutating func beginRinging() {
    synthesizer.releaseAllNotes()
    switch tail {
    case .untilSilent: phase = ringing(frames: wholeBlocks(seconds: 10), endsWhenSilent: true)
    case .seconds(let seconds):
      phase = ringing(frames: wholeBlocks(seconds: seconds), endsWhenSilent: false)
    }
  }

  private mutating func shortenRinging() {
    guard case .ringing(let frames, let quiet, let longest, _) = phase else { return }
    phase = .ringing(
      frames: frames, quiet: quiet, longest: min(longest, frames + wholeBlocks(seconds: 0.3)),
      endsWhenSilent: true)
  }

  private func ringing(frames: Int, endsWhenSilent: Bool) -> Phase {
    .ringing(frames: 0, quiet: 0, longest: frames, endsWhenSilent: endsWhenSilent)
  }

  /// Computes one block after the end, faded out towards the longest time allowed.
  private mutating func ring(
    into samples: inout MutableSpan<Float>, from start: Int, frames: Int, longest: Int
  ) {
    synthesizer.render(into: &samples, from: start, count: EventSchedule.blockSize)
    let fade = wholeBlocks(seconds: 0.05)
    guard frames + EventSchedule.blockSize > longest - fade else { return }
    for frame in 0..<EventSchedule.blockSize {
      let remaining = longest - frames - frame
      let factor = min(1, Float(remaining) / Float(fade))
      samples[(start + frame) * 2] *= factor
      samples[(start + frame) * 2 + 1] *= factor
    }
  }

  /// Whether a block rounds to nothing in sixteen bits.
  private func isSilent(_ samples: borrowing MutableSpan<Float>, from start: Int) -> Bool {
    let threshold: Float = 0.5 / 32768
    for index in start * 2..<(start + EventSchedule.blockSize) * 2
    where abs(samples[index]) >= threshold {
      return false
    }
    return true
  }

  /// The silence that ends the ringing.
  private var quietFrames: Int { wholeBlocks(seconds: 0.05) }

  private func wholeBlocks(seconds: Double) -> Int {
    EventSchedule.gridFrame(Int((max(0, seconds) * Double(sampleRate)).rounded()))
  }
}
