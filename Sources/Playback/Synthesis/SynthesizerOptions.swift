/// How a synthesizer sounds.
public struct SynthesizerOptions: Hashable, Sendable {
  /// Frames per second.
  public var sampleRate = 48_000

  /// The factor from FluidSynth's scale to full scale, 0...10.
  ///
  /// Fixed because the library's own default differs between its versions.
  public var gain = 0.6

  public var reverb = true
  public var chorus = true

  public init(
    sampleRate: Int = 48_000, gain: Double = 0.6, reverb: Bool = true, chorus: Bool = true
  ) {
    self.sampleRate = sampleRate
    self.gain = gain
    self.reverb = reverb
    self.chorus = chorus
  }
}
