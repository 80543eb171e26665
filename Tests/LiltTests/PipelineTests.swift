import Foundation
import TestSupport
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
    let told = try LiltProcess(["inspect", "m.safetensors"], in: folder.url).output
    #expect(told.contains("network\tlstm, 1 layers of 16,"))
    #expect(told.contains("corpus\t8 pieces, 520 tokens"))
    #expect(told.contains("learned\t2 epochs,"))
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
        [
          "generate", "m.safetensors", "-n", "3", "-o", name + "/", "--rhythm", "jig",
          "--format", "mid,abc,svg,flac", "--feel", "session", "--accompaniment",
        ], in: folder.url)
      try #require(run.exitCode == 0, "\(run.errors)")
    }
    func bytes(_ name: String) throws -> Data {
      try Data(contentsOf: folder.url.appending(path: name))
    }
    #expect(try bytes("a/tune-1-0002.mid") == bytes("b/tune-1-0002.mid"))
    for format in ["mid", "abc", "svg", "flac"] {
      let again = try LiltProcess(
        ["regenerate", "a/tune-1-0002.\(format)", "-o", "again.\(format)"], in: folder.url)
      try #require(again.exitCode == 0, "\(again.errors)")
      #expect(try bytes("a/tune-1-0002.\(format)") == bytes("again.\(format)"))
    }
    #expect(try bytes("a/tune-1-0001.mid") != bytes("a/tune-1-0002.mid"))
  }

  @Test func `the best tunes that copy little are made again from their recipes`() throws {
    let folder = try TemporaryFolder()
    try train(in: folder)
    let run = try LiltProcess(
      [
        "generate", "m.safetensors", "-n", "3", "--best", "2", "--no-copy", "2", "-o", "best/",
        "--format", "abc", "--bars", "8",
      ], in: folder.url)
    try #require(run.exitCode == 0, "\(run.errors)")
    let names = run.output.split(separator: "\n").map {
      URL(filePath: String($0)).lastPathComponent
    }
    try #require(names.count == 2)
    #expect(run.errors.contains("1. Lilt"))
    #expect(run.errors.contains(" points; longest run "))
    let judged = try LiltProcess(
      ["judge", "best", "--model", "m.safetensors", "--json"], in: folder.url)
    let report = try JSONDecoder().decode(Judged.self, from: Data(judged.output.utf8))
    #expect(report.tunes.allSatisfy { ($0.novelty.longestRun?.bars ?? 0) < 2 })
    let again = try LiltProcess(
      ["regenerate", "best/" + names[1], "-o", "again.abc"], in: folder.url)
    try #require(again.exitCode == 0, "\(again.errors)")
    #expect(
      try Data(contentsOf: folder.url.appending(path: "again.abc"))
        == Data(contentsOf: folder.url.appending(path: "best/" + names[1])))
  }

  private struct Judged: Decodable {
    struct Tune: Decodable {
      struct Novelty: Decodable {
        struct Run: Decodable { let bars: Double }
        let longestRun: Run?
      }
      let novelty: Novelty
    }
    let tunes: [Tune]
  }

  @Test func `an index of another corpus is refused`() throws {
    let folder = try TemporaryFolder()
    try train(in: folder)
    try folder.write(tunes[0], to: "other.abc")
    let index = try LiltProcess(
      ["corpus", "index", "other.abc", "-o", "m.index"], in: folder.url)
    try #require(index.exitCode == 0, "\(index.errors)")
    let run = try LiltProcess(["judge", "tunes.abc", "--model", "m.safetensors"], in: folder.url)
    #expect(run.exitCode == 1)
    #expect(
      run.errors
        == "lilt: m.index is of another corpus than m.safetensors learned; "
        + "lilt corpus index PATHS --model m.safetensors writes the right one\n")
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
