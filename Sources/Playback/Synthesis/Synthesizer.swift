import CFluidSynth

/// FluidSynth with one SoundFont.
///
/// Used by one thread at a time; ``send(_:)`` and ``render(into:from:count:)`` allocate nothing.
@safe public struct Synthesizer: ~Copyable {
  private let settings: OpaquePointer
  private let synth: OpaquePointer

  /// The font that sounds.
  public let soundFont: SoundFontFile

  /// What FluidSynth complained about while it loaded the font.
  public let warnings: [String]

  public init(
    soundFont: SoundFontFile, options: SynthesizerOptions = SynthesizerOptions()
  ) throws(PlaybackError) {
    FluidSynthLibrary.prepare
    _ = SynthesizerLog.take()
    guard let settings = unsafe new_fluid_settings() else {
      throw .synthesizer(reason: "FluidSynth gave no settings")
    }
    do throws(PlaybackError) {
      try unsafe Self.apply(options, to: settings)
    } catch {
      unsafe delete_fluid_settings(settings)
      throw error
    }
    guard let synth = unsafe new_fluid_synth(settings) else {
      unsafe delete_fluid_settings(settings)
      throw .synthesizer(reason: SynthesizerLog.take().first ?? "FluidSynth gave no reason")
    }
    guard unsafe fluid_synth_sfload(synth, soundFont.path, 1) != FLUID_FAILED else {
      unsafe delete_fluid_synth(synth)
      unsafe delete_fluid_settings(settings)
      let reason = SynthesizerLog.take().first ?? "FluidSynth gave no reason"
      throw .soundFont(path: soundFont.path, reason: reason)
    }
    unsafe (self.settings, self.synth) = (settings, synth)
    self.soundFont = soundFont
    warnings = SynthesizerLog.take()
  }

  deinit {
    unsafe delete_fluid_synth(synth)
    unsafe delete_fluid_settings(settings)
  }

  private static func apply(
    _ options: SynthesizerOptions, to settings: OpaquePointer
  ) throws(PlaybackError) {
    let numbers = [
      ("synth.sample-rate", Double(options.sampleRate)), ("synth.gain", options.gain),
    ]
    for (name, value) in numbers
    where unsafe fluid_settings_setnum(settings, name, value) != FLUID_OK {
      throw .synthesizer(reason: "FluidSynth refuses \(name) = \(value)")
    }
    let switches = [
      ("synth.reverb.active", options.reverb ? 1 : 0),
      ("synth.chorus.active", options.chorus ? 1 : 0),
      // Locked memory only brings a complaint where the limit is low.
      ("synth.lock-memory", 0),
      // One thread owns the synthesizer, so FluidSynth's own lock would only cost time.
      ("synth.threadsafe-api", 0),
    ]
    for (name, value) in switches
    where unsafe fluid_settings_setint(settings, name, Int32(value)) != FLUID_OK {
      throw .synthesizer(reason: "FluidSynth refuses \(name) = \(value)")
    }
  }
}

extension Synthesizer {
  /// Carries out a message at the next block.
  ///
  /// FluidSynth's return codes only say that a note to end was not sounding or that no voice was
  /// free, which is no failure of the music.
  public mutating func send(_ message: ChannelMessage) {
    let channel = Int32(message.channel)
    let (data1, data2) = (Int32(message.data1), Int32(message.data2))
    switch message.kind {
    case .noteOff: unsafe fluid_synth_noteoff(synth, channel, data1)
    case .noteOn: unsafe fluid_synth_noteon(synth, channel, data1, data2)
    case .keyPressure: unsafe fluid_synth_key_pressure(synth, channel, data1, data2)
    case .controlChange: unsafe fluid_synth_cc(synth, channel, data1, data2)
    case .programChange: unsafe fluid_synth_program_change(synth, channel, data1)
    case .channelPressure: unsafe fluid_synth_channel_pressure(synth, channel, data1)
    case .pitchBend: unsafe fluid_synth_pitch_bend(synth, channel, data1 | data2 << 7)
    }
  }

  /// Lifts the pedals and releases every note; the releases still sound.
  public mutating func releaseAllNotes() {
    for channel in Int32(0)..<16 {
      unsafe fluid_synth_cc(synth, channel, 64, 0)
      unsafe fluid_synth_cc(synth, channel, 66, 0)
    }
    unsafe fluid_synth_all_notes_off(synth, -1)
  }

  /// Silences everything and sets every channel to its beginning.
  public mutating func reset() {
    unsafe fluid_synth_system_reset(synth)
  }

  /// The voices that sound, releases included.
  public var activeVoiceCount: Int { Int(unsafe fluid_synth_get_active_voice_count(synth)) }

  /// Computes the next frames, left and right interleaved.
  ///
  /// - Parameters:
  ///   - samples: Receives the sound, 1 being full scale.
  ///   - start: The first frame of `samples` to write.
  ///   - count: The number of frames, a multiple of ``EventSchedule/blockSize``.
  public mutating func render(into samples: inout MutableSpan<Float>, from start: Int, count: Int) {
    precondition(count % EventSchedule.blockSize == 0 && (start + count) * 2 <= samples.count)
    unsafe samples.withUnsafeMutableBufferPointer { buffer in
      let base = buffer.baseAddress
      let (left, right) = (Int32(start * 2), Int32(start * 2 + 1))
      unsafe fluid_synth_write_float(synth, Int32(count), base, left, 2, base, right, 2)
    }
  }
}
