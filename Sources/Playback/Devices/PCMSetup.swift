import CALSA

/// A wish that a device did not grant.
struct PCMRefusal: Error {
  var request: String
  var reason: String
}

/// The negotiation with a device that was just opened.
@safe struct PCMSetup {
  /// The device, which belongs to the caller.
  private let handle: OpaquePointer

  init(handle: OpaquePointer) {
    unsafe self.handle = handle
  }

  /// Agrees on stereo, sixteen bits, a rate and a buffer.
  ///
  /// - Returns: Frames of a period and of the buffer.
  func apply(
    sampleRate: Int, latency: Latency
  ) throws(PCMRefusal) -> (period: Int, buffer: Int) {
    let granted = try applyHardware(sampleRate: sampleRate, latency: latency)
    try applySoftware(period: granted.period, buffer: granted.buffer)
    return (Int(granted.period), Int(granted.buffer))
  }

  private func applyHardware(
    sampleRate: Int, latency: Latency
  ) throws(PCMRefusal) -> (period: snd_pcm_uframes_t, buffer: snd_pcm_uframes_t) {
    var parameters: OpaquePointer?
    try check(unsafe snd_pcm_hw_params_malloc(&parameters), "memory")
    defer { unsafe snd_pcm_hw_params_free(parameters) }
    try check(unsafe snd_pcm_hw_params_any(handle, parameters), "its abilities")
    try check(
      unsafe snd_pcm_hw_params_set_access(handle, parameters, SND_PCM_ACCESS_RW_INTERLEAVED),
      "interleaved samples")
    try check(
      unsafe snd_pcm_hw_params_set_format(handle, parameters, SND_PCM_FORMAT_S16),
      "16-bit samples (a name that begins with plughw: converts them)")
    try check(unsafe snd_pcm_hw_params_set_channels(handle, parameters, 2), "two channels")
    try check(
      unsafe snd_pcm_hw_params_set_rate(handle, parameters, UInt32(sampleRate), 0),
      "\(sampleRate) Hz (a name that begins with plughw: converts it)")
    var period = snd_pcm_uframes_t(latency.period)
    var buffer = snd_pcm_uframes_t(latency.period * latency.periods)
    try check(
      unsafe snd_pcm_hw_params_set_period_size_near(handle, parameters, &period, nil), "periods")
    try check(
      unsafe snd_pcm_hw_params_set_buffer_size_near(handle, parameters, &buffer), "a buffer")
    try check(unsafe snd_pcm_hw_params(handle, parameters), "these settings together")
    return (period, buffer)
  }

  private func applySoftware(
    period: snd_pcm_uframes_t, buffer: snd_pcm_uframes_t
  ) throws(PCMRefusal) {
    var parameters: OpaquePointer?
    try check(unsafe snd_pcm_sw_params_malloc(&parameters), "memory")
    defer { unsafe snd_pcm_sw_params_free(parameters) }
    try check(unsafe snd_pcm_sw_params_current(handle, parameters), "its settings")
    let threshold = buffer > period ? buffer - period : buffer
    try check(
      unsafe snd_pcm_sw_params_set_start_threshold(handle, parameters, threshold), "a full start")
    try check(unsafe snd_pcm_sw_params_set_avail_min(handle, parameters, period), "wake-ups")
    try check(unsafe snd_pcm_sw_params(handle, parameters), "these wake-ups together")
  }

  private func check(_ status: Int32, _ request: String) throws(PCMRefusal) {
    guard status >= 0 else {
      throw PCMRefusal(request: request, reason: ALSALog.text(of: status))
    }
  }
}
