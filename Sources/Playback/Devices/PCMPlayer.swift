import Glibc

/// Music on an ALSA device, as it is computed.
///
/// The samples are those of ``Renderer``, from the same source through the same conversion.
public struct PCMPlayer: ~Copyable {
  private var device: PCMDevice

  /// Opens a device.
  ///
  /// - Parameter name: ALSA's name of it: `default`, `hw:0,0`, `file:'out.wav',wav`.
  public init(
    device name: String = "default", sampleRate: Int = 48_000, latency: Latency = .normal
  ) throws(PlaybackError) {
    // Sound servers are spoken to by a thread that the library starts here.
    RealTimeRights.take(isInherited: true)
    defer { RealTimeRights.giveBack() }
    device = try PCMDevice(name: name, sampleRate: sampleRate, latency: latency)
  }

  /// The longest buffer that is played to its end when silence is asked for, in seconds; together with
  /// the release of the notes that takes under half a second.
  private static let longestEnd = 0.1

  /// Plays to the end, or until `controls` ask for silence; then all notes are released, or, where the
  /// device holds more than a tenth of a second, cut off.
  ///
  /// Pausing, seeking, tempo and transposition take effect at the next period.
  ///
  /// Runs on the calling thread, with real-time priority where the system grants it, and waits for
  /// the device. The loop allocates nothing and takes no lock.
  public mutating func play<Source: FrameSource & ~Copyable>(
    _ source: consuming Source, controls: PlaybackControls = PlaybackControls()
  ) throws(PlaybackError) -> PlayReport {
    let framesPerBuffer =
      max(1, device.periodSize / EventSchedule.blockSize) * EventSchedule.blockSize
    var samples = [Float](repeating: 0, count: framesPerBuffer * 2)
    var numbers = [Int16](repeating: 0, count: framesPerBuffer * 2)
    var frames = 0
    // A device that is a pipe may be closed at its other end, which is an error and no reason to die.
    signal(SIGPIPE, SIG_IGN)
    RealTimeRights.take()
    defer { RealTimeRights.giveBack() }
    let isSlow = Double(device.bufferSize) > Self.longestEnd * Double(source.sampleRate)
    while true {
      if isSlow, controls.isStopped {
        device.drop()
        break
      }
      source.follow(controls)
      let count = source.render(into: &samples)
      SampleConversion.quantize(samples.span, into: &numbers)
      try device.write(numbers.span.extracting(first: count * 2))
      frames += count
      controls.publish(
        position: source.position, delay: device.delay,
        peak: LevelMeter.peak(of: samples, frames: count))
      if count < framesPerBuffer { break }
    }
    try device.drain()
    return PlayReport(
      frames: frames, sampleRate: source.sampleRate, underruns: device.underruns,
      wasStopped: controls.isStopped)
  }
}
