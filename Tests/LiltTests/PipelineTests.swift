import Foundation
import Testing

/// The main job, on a few tunes and with a tiny network.
@Suite struct PipelineTests {
  /// Eight little tunes whose notes differ.
  private let tunes = (1...8).map { number in
    let notes = Array("DEFGABcdefg".dropFirst(number % 4))
    let measures = (0..<8).map { measure in
      String((0..<6).map { notes[($0 * number + measure) % notes.count] })
    }
    return "X:\(number)\nT:Tune \(number)\nR:jig\nM:6/8\nL:1/8\nK:D\n|:"
      + measures.joined(separator: "|") + ":|\n"
  }

  private func train(in folder: TemporaryFolder, epochs: Int = 2) throws {
    try folder.write(tunes.joined(separator: "\n"), to: "tunes.abc")
    let run = try LiltProcess(
      [
        "train", "tunes.abc", "-o", "m.safetensors", "--epochs", "\(epochs)", "--hidden", "16",
        "--layers", "1", "--split", "0.2", "--threads", "1",
      ], in: folder.url)
    try #require(run.exitCode == 0, "\(run.errors)")
    #expect(run.output == "m.safetensors\n")
  }

  @Test func `tunes become a model, and the model new tunes in every format`() throws {
    let folder = try TemporaryFolder()
    try train(in: folder)
    #expect(try folder.names == ["m.csv", "m.index", "m.safetensors", "m.svg", "tunes.abc"])
    let run = try LiltProcess(
      ["generate", "m.safetensors", "-o", "tune.mid", "--format", "abc,svg,wav"], in: folder.url)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output == "tune.mid\ntune.abc\ntune.svg\ntune.wav\n")
  }

  @Test func `the same seed gives the same bytes, and the recipe gives them again`() throws {
    let folder = try TemporaryFolder()
    try train(in: folder)
    for name in ["a", "b"] {
      let run = try LiltProcess(
        ["generate", "m.safetensors", "-n", "3", "-o", name + "/", "--rhythm", "jig"],
        in: folder.url)
      try #require(run.exitCode == 0, "\(run.errors)")
    }
    let again = try LiltProcess(
      ["regenerate", "a/tune-1-0002.mid", "-o", "again.mid"], in: folder.url)
    try #require(again.exitCode == 0, "\(again.errors)")
    func bytes(_ name: String) throws -> Data {
      try Data(contentsOf: folder.url.appending(path: name))
    }
    #expect(try bytes("a/tune-1-0002.mid") == bytes("b/tune-1-0002.mid"))
    #expect(try bytes("a/tune-1-0002.mid") == bytes("again.mid"))
    #expect(try bytes("a/tune-1-0001.mid") != bytes("a/tune-1-0002.mid"))
  }

  @Test func `a tune is in the key that was asked for`() throws {
    let folder = try TemporaryFolder()
    try train(in: folder)
    let run = try LiltProcess(
      ["generate", "m.safetensors", "--key", "Edor", "--meter", "6/8"], in: folder.url)
    #expect(run.output.contains("\nK:Edor\n"), "\(run.output)\(run.errors)")
    #expect(run.output.contains("\nM:6/8\n"))
  }

  @Test func `what is played into a file is what is rendered`() throws {
    let folder = try TemporaryFolder()
    try folder.write(tunes[0], to: "tune.abc")
    let render = try LiltProcess(["render", "tune.abc", "-o", "r.wav"], in: folder.url)
    try #require(render.exitCode == 0, "\(render.errors)")
    let play = try LiltProcess(
      ["play", "tune.abc", "--device", "file:'\(folder.url.path)/p.raw',raw"], in: folder.url)
    try #require(play.exitCode == 0, "\(play.errors)")
    let rendered = try Data(contentsOf: folder.url.appending(path: "r.wav")).dropFirst(44)
    let played = try Data(contentsOf: folder.url.appending(path: "p.raw"))
    #expect(Data(rendered) == played)
  }
}
