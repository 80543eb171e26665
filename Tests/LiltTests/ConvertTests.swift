import Foundation
import MIDIFormat
import MusicModel
import TestSupport
import Testing

/// What `lilt convert` makes of MIDI files, as a person runs it.
@Suite struct ConvertTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      X:1
      T:Duo
      M:4/4
      L:1/4
      Q:1/4=120
      V:1 nm="Fiddle"
      V:2 nm="Bass line"
      K:G
      [V:1] GABc|dBAF|GABc|d2G2|GABc|dBAF|GABc|d2G2|]
      [V:2] G,4|D,4|G,4|D,2G,2|G,4|D,4|G,4|D,2G,2|]

      """, to: "duo.abc")
  }

  private func lilt(_ arguments: String) throws -> LiltProcess {
    try LiltProcess(arguments.split(separator: " ").map(String.init), in: folder.url)
  }

  private func file(_ name: String) throws -> MIDIFile {
    try MIDIFile(
      reading: Array(try Data(contentsOf: folder.url.appending(path: name))), strict: true)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
  }

  @Test func `one track for each part, or a single one, with a copyright that is kept`() throws {
    #expect(try lilt("convert duo.abc duo.mid --copyright none").exitCode == 0)
    #expect(try lilt("convert duo.mid one.mid --midi-format 0").exitCode == 0)
    #expect(try file("duo.mid").tracks.map(\.name) == ["Duo", "Fiddle", "Bass line"])
    let single = try file("one.mid")
    #expect(single.format == .singleTrack && single.tracks.count == 1)
    #expect(single.copyright == "none")
    #expect(try lilt("convert duo.abc x.mid --midi-format 2").exitCode == 64)
  }

  @Test func `parts are listed, and chosen by number and by name`() throws {
    _ = try lilt("convert duo.abc duo.mid")
    let list = try lilt("inspect duo.mid").output
    #expect(list.contains("\tpart 2\tBass line\tprogram 1\tchannel 2\t10 notes"), "\(list)")
    #expect(try lilt("convert duo.mid bass.abc --part bass").exitCode == 0)
    #expect(try text("bass.abc").contains("G,4"))
    #expect(try !text("bass.abc").contains("GABc"))
    #expect(try lilt("convert duo.abc fiddle.abc --part 1").exitCode == 0)
    #expect(try !text("fiddle.abc").contains("G,4"))
    let wrong = try lilt("convert duo.mid x.abc --part 3")
    #expect(wrong.exitCode == 1)
    #expect(
      wrong.errors == "lilt: there is no part 3; the piece has 2, and lilt inspect lists them\n")
  }

  @Test func `what is played twice is written once, unless that is not wanted`() throws {
    _ = try lilt("convert duo.abc duo.mid")
    _ = try lilt("convert duo.mid short.abc --melody")
    _ = try lilt("convert duo.mid long.abc --melody --no-repeats")
    #expect(try text("short.abc").contains(":|"))
    #expect(try !text("long.abc").contains(":|"))
  }

  @Test func `the pedal holds notes where that is asked for`() throws {
    let track = MIDITrack([
      TimedMIDIEvent(0, .controlChange(channel: 0, controller: 64, value: 127)),
      TimedMIDIEvent(0, .noteOn(channel: 0, pitch: 60, velocity: 80)),
      TimedMIDIEvent(96, .noteOff(channel: 0, pitch: 60, velocity: 0)),
      TimedMIDIEvent(384, .controlChange(channel: 0, controller: 64, value: 0)),
    ])
    let bytes = MIDIFile(
      format: .singleTrack, division: .ticksPerQuarter(96), chunks: [.track(track)]
    ).bytes
    try Data(bytes).write(to: folder.url.appending(path: "pedal.mid"))
    #expect(try lilt("inspect pedal.mid --notes").output.contains("0/1\t1/4\t60"))
    #expect(try lilt("inspect pedal.mid --notes --pedal").output.contains("0/1\t1/1\t60"))
  }

  @Test func `a damaged file is mended with a warning, and refused strictly`() throws {
    _ = try lilt("convert duo.abc duo.mid")
    let bytes = try Data(contentsOf: folder.url.appending(path: "duo.mid"))
    try bytes.dropLast(40).write(to: folder.url.appending(path: "cut.mid"))
    let mended = try lilt("convert cut.mid cut.abc")
    #expect(mended.exitCode == 0)
    #expect(mended.errors.contains("has no end-of-track event [missing-end-of-track]"))
    let refused = try lilt("convert cut.mid strict.abc --strict")
    #expect(refused.exitCode == 1)
    #expect(refused.errors.hasPrefix("lilt: cut.mid:0x"), "\(refused.errors)")
    #expect(refused.errors.hasSuffix("(refused: strict reading)\n"), "\(refused.errors)")
    #expect(try !folder.names.contains("strict.abc"))
  }

  @Test func `what was mended is told by all that read the file, and not where quiet is wanted`()
    throws
  {
    _ = try lilt("convert duo.abc duo.mid")
    let bytes = try Data(contentsOf: folder.url.appending(path: "duo.mid"))
    try bytes.dropLast(40).write(to: folder.url.appending(path: "cut.mid"))
    func told(by command: String) throws -> [Substring] {
      try lilt(command).errors.split(separator: "\n").filter { $0.hasPrefix("cut.mid:0x") }
    }
    let expected = try told(by: "convert cut.mid cut.mid.abc")
    #expect(expected.contains { $0.hasSuffix(" [truncated]") }, "\(expected)")
    #expect(try told(by: "draw cut.mid -o cut.svg") == expected)
    // Whether or not there is a device to play on.
    #expect(try told(by: "play cut.mid --device null") == expected)
    #expect(try told(by: "play cut.mid --device null --quiet").isEmpty)
    #expect(try told(by: "render cut.mid -o cut.wav") == expected)
    #expect(try told(by: "render cut.mid -o cut.wav --quiet").isEmpty)
    #expect(try told(by: "render cut.mid -o sound/") == expected)
    #expect(try told(by: "render cut.mid -o sound/ --quiet").isEmpty)
  }

  @Test func `what has no place in the notation is told as a warning`() throws {
    _ = try lilt("convert duo.abc duo.mid")
    let told = try lilt("convert duo.mid melody.abc --melody").errors
    #expect(told == "warning: 10 notes beside the melody are left out\n")
  }
}
