import CALSA

/// An open ALSA device for stereo sound of sixteen bits.
///
/// ``write(_:)`` allocates nothing.
@safe struct PCMDevice: ~Copyable {
  private let handle: OpaquePointer
  let name: String

  /// Frames between two wake-ups, as the device granted them.
  let periodSize: Int

  /// Frames in the whole buffer, as the device granted them.
  let bufferSize: Int

  /// Whether the device keeps time, as those do that are no files.
  private let isPaced: Bool

  /// How often the device ran dry.
  private(set) var underruns = 0

  /// Looks at the clock for gaps that the device does not tell about.
  private var watch: StallWatch

  /// Opens and sets up a device.
  ///
  /// - Throws: ``PlaybackError/deviceUnavailable(name:reason:available:)``.
  init(name: String, sampleRate: Int, latency: Latency) throws(PlaybackError) {
    ALSALog.silenceThisThread()
    var opened: OpaquePointer?
    let status = unsafe snd_pcm_open(&opened, name, SND_PCM_STREAM_PLAYBACK, 0)
    guard status >= 0, let handle = unsafe opened else {
      throw Self.unavailable(name, ALSALog.text(of: status))
    }
    do throws(PCMRefusal) {
      let setup = unsafe PCMSetup(handle: handle)
      (periodSize, bufferSize) = try setup.apply(sampleRate: sampleRate, latency: latency)
    } catch {
      unsafe snd_pcm_close(handle)
      throw Self.unavailable(name, "\(error.reason), when asked for \(error.request)")
    }
    let type = unsafe snd_pcm_type(handle)
    isPaced = type != SND_PCM_TYPE_FILE && type != SND_PCM_TYPE_NULL
    watch = StallWatch(
      buffer: isPaced ? Double(bufferSize) / Double(sampleRate) : .infinity, sampleRate: sampleRate)
    unsafe self.handle = handle
    self.name = name
  }

  deinit {
    unsafe snd_pcm_close(handle)
  }

  private static func unavailable(_ name: String, _ reason: String) -> PlaybackError {
    .deviceUnavailable(name: name, reason: reason, available: AudioDevice.all().map(\.name))
  }
}

extension PCMDevice {
  /// Plays frames, left and right interleaved, and waits while the device's buffer is full.
  ///
  /// A device that ran dry, slept or stalled is started again with the same frames.
  ///
  /// - Throws: ``PlaybackError/deviceLost(name:reason:)``.
  mutating func write(_ samples: Span<Int16>) throws(PlaybackError) {
    let frames = samples.count / 2
    var start = 0
    var recoveries = 0
    var ranDry = false
    while start < frames {
      let rest = samples.extracting((start * 2)...)
      let result = unsafe rest.withUnsafeBufferPointer { buffer in
        unsafe snd_pcm_writei(handle, buffer.baseAddress, snd_pcm_uframes_t(frames - start))
      }
      if result > 0 {
        start += result
        recoveries = 0
        continue
      }
      ranDry = ranDry || result == -Int(EPIPE) || result == -Int(EIO)
      recoveries += 1
      let status = recover(from: Int32(result), recoveries)
      guard status >= 0 else {
        throw .deviceLost(name: name, reason: ALSALog.text(of: status < 0 ? status : Int32(result)))
      }
    }
    if watch.hasNewGap(after: frames, saysSo: ranDry) { underruns += 1 }
  }

  /// Makes the device ready again after an error, if it can be.
  ///
  /// - Parameter attempts: How often that was tried since the device took frames.
  private func recover(from error: Int32, _ attempts: Int) -> Int32 {
    // The kernel gives up on a card that has not moved for a tenth of a second; most go on.
    if error == -EIO { return isPaced && attempts <= 3 ? unsafe snd_pcm_prepare(handle) : error }
    return attempts < 100 ? unsafe snd_pcm_recover(handle, error, 1) : error
  }

  /// Forgets what was written and not heard yet.
  mutating func drop() {
    unsafe snd_pcm_drop(handle)
  }

  /// Waits until everything was heard.
  mutating func drain() throws(PlaybackError) {
    let status = unsafe snd_pcm_drain(handle)
    // A device that ran dry at the very end has nothing left to play.
    guard status >= 0 || status == -EPIPE || status == -ESTRPIPE else {
      throw .deviceLost(name: name, reason: ALSALog.text(of: status))
    }
  }

  /// The frames that were written and not heard yet; zero where the device cannot say.
  var delay: Int {
    var frames: snd_pcm_sframes_t = 0
    return unsafe snd_pcm_delay(handle, &frames) == 0 ? max(0, frames) : 0
  }
}
