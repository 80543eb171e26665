import Foundation
import Playback

/// Small pieces and places for the tests.
enum TestMusic {
  /// Eight strokes of the claves, half a second apart, the first after half a second.
  static func clicks(sampleRate: Int = 48_000) -> EventSchedule {
    notes(
      (1...8).map { (Double($0) / 2, 0.25, 75, 100) }, channel: 9, seconds: 4.5,
      sampleRate: sampleRate)
  }

  /// Notes of one channel by onset, length, key and velocity.
  static func notes(
    _ notes: [(onset: Double, length: Double, key: Int, velocity: Int)], channel: Int = 0,
    program: Int? = nil, seconds: Double, sampleRate: Int = 48_000
  ) -> EventSchedule {
    func frame(_ seconds: Double) -> Int { Int((seconds * Double(sampleRate)).rounded()) }
    var events: [EventSchedule.Event] = []
    if let program {
      events.append(.init(frame: 0, message: .init(.programChange, channel: channel, program)))
    }
    for note in notes {
      events.append(
        .init(
          frame: frame(note.onset),
          message: .init(.noteOn, channel: channel, note.key, note.velocity)))
      events.append(
        .init(
          frame: frame(note.onset + note.length),
          message: .init(.noteOff, channel: channel, note.key, 64)))
    }
    return EventSchedule(sampleRate: sampleRate, events: events, endFrame: frame(seconds))
  }

  /// A font of this machine, or `nil`.
  static let soundFont = try? SoundFontFinder().find()

  /// Runs a test in a folder of its own, which is removed afterwards.
  static func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = NSTemporaryDirectory() + "lilt-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// The frames where sound begins after at least 50 ms of near silence.
  static func onsets(_ samples: [Int16], threshold: Int = 300, sampleRate: Int = 48_000) -> [Int] {
    var onsets: [Int] = []
    var quietSince = -sampleRate
    for frame in 0..<samples.count / 2 where abs(Int(samples[frame * 2])) > threshold {
      if frame - quietSince > sampleRate / 20 { onsets.append(frame) }
      quietSince = frame
    }
    return onsets
  }
}
