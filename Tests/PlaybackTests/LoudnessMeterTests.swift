import Foundation
import Testing

@testable import Playback

@Suite struct LoudnessMeterTests {
  /// Frames of a sine of one kilohertz in both channels, by its peaks in dB.
  private func sine(_ parts: [(decibels: Double, seconds: Int)], rate: Int) -> [Float] {
    parts.flatMap { part -> [Float] in
      let amplitude = pow(10, part.decibels / 20)
      return (0..<part.seconds * rate).flatMap { frame -> [Float] in
        let value = Float(amplitude * sin(2 * .pi * 1000 * Double(frame) / Double(rate)))
        return [value, value]
      }
    }
  }

  // EBU Tech 3341, test signals 1 to 3, shortened.
  @Test(arguments: [44_100, 48_000])
  func `sines have the loudness that the standard gives`(rate: Int) throws {
    let signals: [(parts: [(decibels: Double, seconds: Int)], loudness: Double)] = [
      ([(-23, 3)], -23), ([(-33, 3)], -33), ([(-36, 1), (-23, 16), (-36, 1)], -23),
    ]
    for signal in signals {
      var meter = LoudnessMeter(sampleRate: rate)
      meter.add(sine(signal.parts, rate: rate).span)
      #expect(abs(try #require(meter.integrated) - signal.loudness) < 0.1)
    }
  }

  @Test func `silence has no loudness`() {
    var meter = LoudnessMeter(sampleRate: 48_000)
    meter.add([Float](repeating: 0, count: 96_000).span)
    #expect(meter.integrated == nil)
  }
}
