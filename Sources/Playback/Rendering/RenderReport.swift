import Glibc

/// What a rendering gave.
public struct RenderReport: Hashable, Sendable {
  /// The file that was written.
  public var path: String

  /// The length in frames, the ringing included.
  public var frames: Int

  /// Frames per second.
  public var sampleRate: Int

  /// The highest magnitude, 1 being full scale.
  public var peak: Double

  /// The integrated loudness after EBU R 128 in LUFS, or `nil` for silence.
  public var loudness: Double?

  /// The factor by which the samples were made louder.
  public var gain: Float

  /// Samples that were cut off at full scale.
  public var clippedSamples: Int

  /// Instruments that the font lacks, and what sounds instead.
  public var substitutions: [ProgramSubstitution]

  /// What FluidSynth complained about.
  public var warnings: [String]

  /// The length in seconds.
  public var seconds: Double { Double(frames) / Double(sampleRate) }

  /// The peak in dB relative to full scale; minus infinity for silence.
  public var peakDecibels: Double { 20 * log10(peak) }
}
