/// Music as an audio file, faster than it plays.
///
/// The same music, font and options give the same samples on every run.
public struct Renderer: Sendable {
  /// Frames that are computed and written at once.
  static let framesPerBuffer = 4096

  public var soundFont: SoundFontFile
  public var options: SynthesizerOptions
  public var tail: Tail

  /// The peak in dB relative to full scale to bring the music to, or `nil` to leave its level.
  public var normalizedPeak: Double?

  /// A factor for every sample, where no peak is asked for.
  public var level: Float = 1

  /// A comment that the audio file holds.
  public var comment: String?

  public init(
    soundFont: SoundFontFile, options: SynthesizerOptions = SynthesizerOptions(),
    tail: Tail = .untilSilent, normalizedPeak: Double? = nil, comment: String? = nil
  ) {
    self.soundFont = soundFont
    self.options = options
    self.tail = tail
    self.normalizedPeak = normalizedPeak
    self.comment = comment
  }

  /// Writes music to a file whose extension names the format.
  ///
  /// Memory does not grow with the length of the music: bringing it to a level takes a second run.
  ///
  /// - Parameters:
  ///   - schedule: Events at ``SynthesizerOptions/sampleRate``.
  ///   - controls: Stops the rendering early; nothing appears at `path` then.
  ///   - progress: Receives the part that is done, 0...1.
  /// - Returns: `nil` when it was stopped.
  public func render(
    _ schedule: EventSchedule, to path: String, controls: PlaybackControls = PlaybackControls(),
    progress: (Double) -> Void = { _ in }
  ) throws(PlaybackError) -> RenderReport? {
    let format = try AudioFormat(path: path)
    var file = try AudioFileWriter(
      path: path, format: format, sampleRate: schedule.sampleRate, comment: comment)
    let gain = try gain(for: schedule)
    var source = try source(of: schedule)
    var samples = [Float](repeating: 0, count: Self.framesPerBuffer * 2)
    var numbers = [Int16](repeating: 0, count: Self.framesPerBuffer * 2)
    var meter = LevelMeter()
    var loudness = LoudnessMeter(sampleRate: schedule.sampleRate)
    var frames = 0
    while !controls.isStopped {
      let count = source.render(into: &samples)
      meter.add(samples.span.extracting(first: count * 2), gain: gain)
      loudness.add(samples.span.extracting(first: count * 2), gain: gain)
      SampleConversion.quantize(samples.span, gain: gain, into: &numbers)
      try file.append(numbers.span.extracting(first: count * 2))
      frames += count
      progress(min(1, Double(source.position) / Double(max(1, source.endFrame))))
      guard count < Self.framesPerBuffer else { continue }
      try file.commit()
      return RenderReport(
        path: path, frames: frames, sampleRate: schedule.sampleRate, peak: Double(meter.peak),
        loudness: loudness.integrated, gain: gain,
        clippedSamples: meter.clippedSamples, substitutions: source.substitutions,
        warnings: source.warnings)
    }
    return nil
  }

  /// The samples of a schedule, as sixteen-bit numbers, left and right interleaved.
  ///
  /// Memory grows with the music; for measurements and short pieces.
  public func samples(of schedule: EventSchedule) throws(PlaybackError) -> [Int16] {
    var source = try source(of: schedule)
    var samples = [Float](repeating: 0, count: Self.framesPerBuffer * 2)
    var numbers = [Int16](repeating: 0, count: Self.framesPerBuffer * 2)
    var result: [Int16] = []
    while true {
      let count = source.render(into: &samples)
      SampleConversion.quantize(samples.span, into: &numbers)
      result += numbers[..<(count * 2)]
      if count < Self.framesPerBuffer { return result }
    }
  }

  private func source(of schedule: EventSchedule) throws(PlaybackError) -> SampleSource {
    precondition(schedule.sampleRate == options.sampleRate, "\(schedule.sampleRate) Hz")
    let synthesizer = try Synthesizer(soundFont: soundFont, options: options)
    return SampleSource(synthesizer: synthesizer, schedule: schedule, tail: tail)
  }

  /// The factor that brings the music to its level, found by a run whose sound is not kept.
  private func gain(for schedule: EventSchedule) throws(PlaybackError) -> Float {
    guard let normalizedPeak else { return level }
    var source = try source(of: schedule)
    var samples = [Float](repeating: 0, count: Self.framesPerBuffer * 2)
    var meter = LevelMeter()
    while true {
      let count = source.render(into: &samples)
      meter.add(samples.span.extracting(first: count * 2))
      if count < Self.framesPerBuffer { return meter.gain(toPeak: normalizedPeak) }
    }
  }
}
