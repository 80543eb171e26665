import Foundation
import TestSupport
import Testing

/// What bad input gets: one line that says what is wrong and what to do, and the right exit code.
@Suite struct BadInputTests {
  /// A command that fails.
  struct Case: Sendable, CustomTestStringConvertible {
    let arguments: String
    let exitCode: Int32
    let message: String

    init(_ arguments: String, _ exitCode: Int32, _ message: String) {
      (self.arguments, self.exitCode, self.message) = (arguments, exitCode, message)
    }

    var testDescription: String { arguments }
  }

  private static let cases = [
    Case("inspect no.abc", 1, "lilt: no.abc: cannot read: no such file or directory"),
    Case("inspect notune.txt", 2, "lilt: notune.txt: no tune found"),
    Case("train empty -o m.safetensors", 2, "lilt: empty: no file ends in .abc"),
    Case("train no -o m.safetensors", 1, "lilt: no: cannot read: no such file or directory"),
    Case("train notune.txt --encoding tune -o m.safetensors", 2, "lilt: no tune in 1 file"),
    Case(
      "train good.abc -o nowhere/m.safetensors --epochs 1", 1,
      "lilt: nowhere/m.checkpoint.safetensors: cannot write: no such file or directory"),
    Case("train good.abc -o m.safetensors --resume", 1, "m.checkpoint.safetensors: cannot resume"),
    Case("train good.abc -o m.safetensors --dropout 2", 64, "lilt: dropout 2.0; expected 0..<1"),
    Case("generate good.abc", 1, "lilt: good.abc: "),
    Case("generate truncated.safetensors", 1, "lilt: truncated.safetensors: "),
    Case("generate no.safetensors", 1, "lilt: no.safetensors: cannot read"),
    Case("generate m.safetensors --key H", 64, "unknown key 'H'; expected one such as D"),
    Case("generate m.safetensors --temperature 9", 64, "temperature is 9.0; expected 0.01 to 5"),
    Case("generate m.safetensors -n 3 -o tune.mid", 64, "many tunes need a folder"),
    Case("generate m.safetensors -o tune.xyz", 64, "tune.xyz: unknown format"),
    Case("convert good.abc tune.xyz", 64, "tune.xyz: unknown format"),
    Case("convert good.abc nowhere/tune.mid", 1, "nowhere/tune.mid: cannot write"),
    Case("render good.abc -o tune.xyz", 1, "lilt: tune.xyz: unknown audio format"),
    Case("render good.abc --soundfont good.abc", 1, "lilt: good.abc: cannot use as a SoundFont"),
    Case("play good.abc --device nosuch", 1, "lilt: cannot open the audio device 'nosuch'"),
    Case("regenerate good.abc -o a.abc", 2, "lilt: good.abc: holds no recipe"),
    Case("inspect good.abc --tune 9", 1, "lilt: there is no tune 9; the file holds 1"),
    Case("dance", 64, "lilt: Unexpected argument 'dance'"),
  ]

  @Test(arguments: cases)
  func `a failure names its cause in one line and leaves nothing behind`(_ failing: Case) throws {
    let folder = try TemporaryFolder()
    try folder.write("X:1\nT:Good\nM:2/4\nL:1/8\nK:D\nDEFG | A4 |]\n", to: "good.abc")
    try folder.write("nothing musical\n", to: "notune.txt")
    try folder.write("\u{8}\0\0\0\0\0\0\0{", to: "truncated.safetensors")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "empty"), withIntermediateDirectories: true)
    let before = try folder.names
    let run = try LiltProcess(
      failing.arguments.split(separator: " ").map(String.init), in: folder.url)
    #expect(run.exitCode == failing.exitCode)
    #expect(run.errors.contains(failing.message), "\(run.errors)")
    #expect(try folder.names == before)
  }
}

extension TemporaryFolder {
  /// The names of the files, hidden ones left out.
  var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: url.path)
        .filter { !$0.hasPrefix(".") }.sorted()
    }
  }
}
