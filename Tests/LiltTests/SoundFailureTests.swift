import Foundation
import TestSupport
import Testing

/// What a wrong path, font, device or format of the commands that sound gets: one line that says
/// what is wrong and what to do, and an exit code that says that it failed.
@Suite struct SoundFailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let arguments: String
    let exitCode: Int32

    /// What was found.
    let message: String

    /// What to do.
    let remedy: String

    init(_ arguments: String, _ exitCode: Int32 = 1, _ message: String, _ remedy: String) {
      (self.arguments, self.exitCode) = (arguments, exitCode)
      (self.message, self.remedy) = (message, remedy)
    }

    var testDescription: String { arguments }
  }

  private static let cases = [
    Case("render no.abc", 1, "no.abc: cannot read: no such file", "check the name"),
    Case("render notune.txt", 2, "notune.txt: no tune found", "expected ABC"),
    Case("render cut.mid", 1, "cut.mid: cannot play: it holds no notes", "lilt inspect"),
    Case("render good.abc --tune 9", 1, "there is no tune 9", "lilt inspect lists them"),
    Case("render good.abc -o tune.xyz", 1, "tune.xyz: unknown audio format", ".wav, .flac"),
    Case("render good.abc -o tune", 1, "tune: unknown audio format", ".wav, .flac"),
    Case("render good.abc -o nowhere/t.wav", 1, "nowhere/t.wav: cannot write", "make its folder"),
    Case("render good.abc -o folder.wav", 1, "folder.wav: cannot write", "name a file"),
    Case("render good.abc --soundfont no.sf2", 1, "no.sf2: cannot use", "--soundfont"),
    Case("render good.abc --soundfont good.abc", 1, "does not begin with RIFF", "--soundfont"),
    Case("render good.abc --soundfont empty", 1, "empty: cannot use", "--soundfont"),
    Case("render good.abc --soundfont cut.sf2", 1, "cut.sf2: cannot use", "--soundfont"),
    Case("render good.abc other.abc -o both.wav", 1, "several files need a folder", "--output"),
    Case("render empty -o sound/", 2, "no file ends in .abc", "name a folder"),
    Case("render nowhere -o sound/", 1, "nowhere: cannot read", "check the name"),
    Case("render good.abc -o sound/ --format xyz", 1, "unknown audio format", ".wav, .flac"),
    Case("play no.mid", 1, "no.mid: cannot read", "check the name"),
    Case("play good.abc --from 99", 1, "there is no bar 99", "choose with --from"),
    Case("play good.abc --device nosuch", 1, "the audio device 'nosuch'", "render to a file"),
    Case("play good.abc --device hw:77,0", 1, "the audio device 'hw:77,0'", "render to a file"),
    Case("play good.abc --device plughw:9", 1, "the audio device 'plughw:9'", "render to a file"),
    Case("play -q good.abc --device file:'/nowhere/x',raw", 1, "the audio device 'file:", "again"),
    Case("play good.abc --soundfont no.sf2", 1, "no.sf2: cannot use", "--soundfont"),
    Case("play good.abc --sequencer Nobody:0", 1, "cannot connect to 'Nobody:0'", "lilt devices"),
    Case("play good.abc --sequencer 250:9", 1, "cannot connect to '250:9'", "lilt devices"),
    Case("live no.safetensors", 1, "no.safetensors: cannot read", "check the name"),
    Case("live good.abc", 1, "good.abc: ", "expected"),
    Case("play good.abc --tempo 5", 64, "--tempo takes 10 to 400", "see 'lilt play --help'"),
    Case("render good.abc --rate abc", 64, "The value 'abc'", "see 'lilt render --help'"),
    Case("play good.abc --latency never", 64, "--latency takes low, normal", "lilt play --help"),
    Case("generate no.safetensors -o t.mp3", 64, "t.mp3: unknown format", ".wav, .flac"),
    Case("soundfont info no.sf2", 1, "no.sf2: cannot use", "--soundfont"),
    Case("soundfont build nowhere/x.sf2", 1, "nowhere/x.sf2: cannot write", "make its folder"),
  ]

  @Test(arguments: cases)
  func `a failure is one line that says what to do, and leaves nothing behind`(
    _ failing: Case
  ) throws {
    let folder = try Self.folder()
    let before = try folder.names
    let run = try LiltProcess(
      failing.arguments.split(separator: " ").map(String.init), in: folder.url)
    #expect(run.exitCode == failing.exitCode, "\(run.errors)")
    #expect(run.errors.hasPrefix("lilt: ") && run.errors.contains(failing.message), "\(run.errors)")
    #expect(run.errors.contains(failing.remedy), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(try folder.names == before)
  }

  @Test(arguments: [
    ["LILT_SOUNDFONT": "/nowhere/a.sf2"], ["XDG_CONFIG_HOME": "."],
  ])
  func `a font that was asked for elsewhere is never passed over`(
    environment: [String: String]
  ) throws {
    let folder = try Self.folder()
    let config = folder.url.appending(path: "lilt")
    try FileManager.default.createDirectory(at: config, withIntermediateDirectories: true)
    try Data("/nowhere/b.sf2\n".utf8).write(to: config.appending(path: "soundfont"))
    var environment = environment
    if environment["XDG_CONFIG_HOME"] != nil { environment["XDG_CONFIG_HOME"] = folder.url.path }
    let run = try LiltProcess(["render", "good.abc"], in: folder.url, environment: environment)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("cannot use as a SoundFont"), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("X:1\nT:Good\nM:2/4\nL:1/8\nK:D\nDEFG | A4 |]\n", to: "good.abc")
    try folder.write("X:1\nT:Other\nM:2/4\nL:1/8\nK:D\nDEFG | A4 |]\n", to: "other.abc")
    try folder.write("nothing musical\n", to: "notune.txt")
    try folder.write("MThd", to: "cut.mid")
    try folder.write("RIFF\u{10}\u{27}\0\0sfbk", to: "cut.sf2")
    for name in ["empty", "folder.wav"] {
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: name), withIntermediateDirectories: true)
    }
    return folder
  }
}
