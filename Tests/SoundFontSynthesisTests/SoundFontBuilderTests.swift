import Foundation
import Playback
import SoundFontSynthesis
import Testing

@Suite struct SoundFontBuilderTests {
  private let font: SoundFontFile

  init() throws {
    font = try SoundFontFile(path: CommittedFont.path)
  }

  /// Programs without a pitch that could be measured.
  private static let unpitched: Set<Int> = [55, 119, 120, 121, 122, 123, 125, 126, 127]

  /// Frames from one note to the next.
  private static let spacing = 38_400

  private static let keys = [45, 52, 59, 66, 73, 80]

  /// Notes of 0.6 s in every 0.8 s, on a dry synthesizer.
  private func render(
    program: Int, bank: Int = 0, channel: Int = 0, keys: [Int], velocity: Int = 100
  ) throws -> [Int16] {
    var events = [
      EventSchedule.Event(
        frame: 0, message: ChannelMessage(.controlChange, channel: channel, 0, bank)),
      .init(frame: 0, message: ChannelMessage(.programChange, channel: channel, program)),
    ]
    for (index, key) in keys.enumerated() {
      let start = index * Self.spacing
      events.append(
        .init(frame: start, message: ChannelMessage(.noteOn, channel: channel, key, velocity)))
      events.append(
        .init(frame: start + 28_800, message: ChannelMessage(.noteOff, channel: channel, key)))
    }
    let schedule = EventSchedule(
      sampleRate: 48_000, events: events, endFrame: keys.count * Self.spacing)
    let options = SynthesizerOptions(reverb: false, chorus: false)
    return try Renderer(
      soundFont: font, options: options, tail: .untilSilent
    ).samples(of: schedule)
  }

  @Test func `the font of the package is what the builder gives`() throws {
    let committed = [UInt8](try Data(contentsOf: URL(filePath: font.path)))
    // Comparing with == keeps a failure from printing three million numbers.
    let isSame = SoundFontBuilder.build() == committed
    #expect(isSame, "write it again: lilt soundfont build SoundFonts/Lilt.sf2")
    #expect(committed.count <= 3_000_000)
  }

  @Test func `the font holds every program and FluidSynth has no complaint`() throws {
    #expect(font.presets.filter { $0.bank == 0 }.map(\.program) == Array(0...127))
    #expect(font.presets.filter { $0.bank == 128 }.map(\.program) == [0, 1])
    #expect(try Synthesizer(soundFont: font).warnings == [])
  }

  @Test(arguments: 0..<128)
  func `a program is in tune, loud enough, and silent after its release`(program: Int) throws {
    let samples = try render(program: program, keys: Self.keys)
    for (index, key) in Self.keys.enumerated() {
      let note = samples[(index * 2 * Self.spacing)..<((index + 1) * 2 * Self.spacing)]
      let peak = ToneAnalysis.peak(note)
      #expect((-20 ... -1).contains(peak), "program \(program), key \(key): \(peak) dB")
      guard !Self.unpitched.contains(program) else { continue }
      let frequency = 440 * pow(2, Double(key - 69) / 12)
      let cents = ToneAnalysis.cents(note.prefix(57_600), from: frequency, rate: 48_000)
      #expect(abs(cents) < 3, "program \(program), key \(key): \(cents) cents")
    }
    #expect(samples.suffix(64).allSatisfy { $0 == 0 })
    #expect(samples.count < 16 * 96_000)
  }

  @Test(arguments: [0, 22, 24, 40, 46, 56, 73, 78, 105, 109, 110])
  func `a soft note is quieter`(program: Int) throws {
    let loud = ToneAnalysis.peak(try render(program: program, keys: [69], velocity: 110)[...])
    let soft = ToneAnalysis.peak(try render(program: program, keys: [69], velocity: 40)[...])
    #expect((8.0...24).contains(loud - soft), "\(loud) dB and \(soft) dB")
  }

  @Test(arguments: [56, 105, 110])
  func `a soft note is darker`(program: Int) throws {
    let loud = try render(program: program, keys: [62], velocity: 120)
    let soft = try render(program: program, keys: [62], velocity: 40)
    let (bright, dark) = (ToneAnalysis.brightness(loud), ToneAnalysis.brightness(soft))
    #expect(dark < bright * 0.95, "\(bright) and \(dark)")
  }

  @Test func `the drones of the pipes stay on D`() throws {
    for key in [69, 71] {
      let samples = try render(program: 109, bank: 8, keys: [key])
      let low = ToneAnalysis.cents(
        samples.prefix(57_600), from: 440 * pow(2, Double(38 - 69) / 12), rate: 48_000)
      #expect(abs(low) < 3, "key \(key): \(low) cents")
    }
  }

  @Test(arguments: Array(27...81))
  func `a key of the kit sounds and ends`(key: Int) throws {
    let samples = try render(program: 0, channel: 9, keys: [key])
    let peak = ToneAnalysis.peak(samples[...])
    #expect((-20 ... -1).contains(peak), "key \(key): \(peak) dB")
    #expect(samples.suffix(64).allSatisfy { $0 == 0 })
  }
}
