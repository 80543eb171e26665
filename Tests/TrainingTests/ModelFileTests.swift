import NoteVocabulary
import RecurrentNetwork
import SafeFiles
import TestSupport
import Testing

@testable import Training

@Suite struct ModelFileTests {
  @Test func `a model comes back as it was written`() throws {
    let folder = try TemporaryFolder()
    let model = try Tiny.model()
    try model.write(to: folder.path + "/m.safetensors")
    let read = try ModelFile(reading: folder.path + "/m.safetensors")
    #expect(read.network == model.network)
    #expect(read.vocabulary == model.vocabulary)
    #expect(read.corpus == model.corpus)
    #expect(read.training == model.training)
    #expect(read.fingerprint == model.fingerprint)
    #expect(read.fingerprint.count == 16)
  }

  @Test func `a model of an earlier program is read, and keeps its fingerprint`() throws {
    let model = try Tiny.model()
    var file = try Safetensors(parsing: model.bytes)
    file.metadata["training"]?.replace("\"schedule\":\"cosine\",", with: "")
    #expect(file.metadata["training"]?.contains("schedule") == false)
    let bytes = file.bytes()
    let read = try ModelFile(parsing: bytes, path: "m.safetensors")
    #expect(read.training == model.training)
    #expect(read.fingerprint == ModelFile.fingerprint(of: bytes))
    #expect(read.fingerprint != model.fingerprint)
  }

  /// What is done to a good file, and what is said about the result.
  struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var reason: String
    var apply: @Sendable (inout Safetensors) -> Void
  }

  static let damages = [
    Damage(testDescription: "no format", reason: "it was not written by lilt train") {
      $0.metadata["format"] = nil
    },
    Damage(testDescription: "PyTorch's format", reason: "it was not written by lilt train") {
      $0.metadata["format"] = "pt"
    },
    Damage(
      testDescription: "a checkpoint",
      reason: "it is a checkpoint of an unfinished training; expected the model beside it"
    ) { $0.metadata["format"] = "lilt-checkpoint" },
    Damage(testDescription: "a later version", reason: "its format version is 2; expected 1") {
      $0.metadata["version"] = "2"
    },
    Damage(testDescription: "no version", reason: "its format version is none; expected 1") {
      $0.metadata["version"] = nil
    },
    Damage(
      testDescription: "no configuration", reason: "its metadata lacks 'configuration'"
    ) { $0.metadata["configuration"] = nil },
    Damage(
      testDescription: "a broken configuration",
      reason: "its metadata 'configuration' cannot be understood"
    ) { $0.metadata["configuration"] = "{\"layers\":2" },
    Damage(
      testDescription: "a broken vocabulary",
      reason: "its metadata 'vocabulary' cannot be understood"
    ) { $0.metadata["vocabulary"] = "[]" },
    Damage(
      testDescription: "another encoding",
      reason: "the vocabulary belongs to version 99 of the encoding 'words', "
        + "which this program does not read; train the model again"
    ) {
      $0.metadata["vocabulary"]?.replace("\"version\":1", with: "\"version\":99")
    },
    Damage(
      testDescription: "a smaller vocabulary",
      reason: "the vocabulary has 8 symbols; the network expects 9"
    ) { $0.metadata["vocabulary"]?.replace(",\"g\"", with: "") },
    Damage(testDescription: "a missing tensor", reason: "tensor 'head.weight' is missing") {
      $0.tensors["head.weight"] = nil
    },
    Damage(
      testDescription: "a tensor of another shape",
      reason: "tensor 'head.bias' is F32 (3, 3); expected F32 (9)"
    ) { $0.tensors["head.bias"] = Tensor(shape: [3, 3], [Float](repeating: 0, count: 9)) },
    Damage(
      testDescription: "a weight that is no number",
      reason: "tensor 'head.bias' holds a number that is not finite"
    ) { $0.tensors["head.bias"] = Tensor(shape: [9], [Float](repeating: .nan, count: 9)) },
    Damage(
      testDescription: "an absurd size",
      reason: "network: hidden size is 0; expected 1...1048576"
    ) { $0.metadata["configuration"]?.replace("\"hiddenSize\":16", with: "\"hiddenSize\":0") },
  ]

  @Test(arguments: damages)
  func `a damaged model is refused with the reason`(damage: Damage) throws {
    var file = try Safetensors(parsing: Tiny.model().bytes)
    damage.apply(&file)
    let error = #expect(throws: ModelFileError.self) {
      _ = try ModelFile(parsing: file.bytes(), path: "m.safetensors")
    }
    #expect(error?.description == "m.safetensors: not a usable model: " + damage.reason)
  }

  @Test func `a truncated model is refused at every length`() throws {
    let bytes = try Tiny.model().bytes
    for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 50)) {
      let error = #expect(throws: ModelFileError.self) {
        _ = try ModelFile(parsing: Array(bytes[..<count]), path: "m.safetensors")
      }
      #expect(error?.description.hasPrefix("m.safetensors: not a usable model: not a") == true)
    }
  }

  @Test func `a missing file is named`() {
    let error = #expect(throws: ModelFileError.self) {
      _ = try ModelFile(reading: "/nowhere/m.safetensors")
    }
    #expect(
      error?.description
        == "/nowhere/m.safetensors: cannot read: no such file or directory; check the name")
  }
}
