import Foundation
import Testing

@testable import RecurrentNetwork

@Suite struct NetworkTests {
  private let shape = NetworkConfiguration(
    vocabularySize: 9, embeddingSize: 4, hiddenSize: 6, layers: 2)

  @Test(arguments: Cell.allCases)
  func `tensors have PyTorch's names and shapes`(cell: Cell) throws {
    var shape = shape
    shape.cell = cell
    let rows = cell.gateCount * 6
    var expected = ["embedding.weight": [9, 4], "head.weight": [9, 6], "head.bias": [9]]
    for (layer, inputs) in [4, 6].enumerated() {
      expected["\(cell.prefix).weight_ih_l\(layer)"] = [rows, inputs]
      expected["\(cell.prefix).weight_hh_l\(layer)"] = [rows, 6]
      expected["\(cell.prefix).bias_ih_l\(layer)"] = [rows]
      expected["\(cell.prefix).bias_hh_l\(layer)"] = [rows]
    }
    #expect(try Network(shape, seed: 1).tensors.mapValues(\.shape) == expected)
  }

  @Test func `tensors of a second direction are named as PyTorch names them`() throws {
    var shape = shape
    shape.direction = .concatenated
    let tensors = try Network(shape, seed: 1).tensors.mapValues(\.shape)
    #expect(tensors["lstm.weight_ih_l0_reverse"] == [24, 4])
    #expect(tensors["lstm.weight_ih_l1"] == [24, 12])
    #expect(tensors["lstm.weight_hh_l1_reverse"] == [24, 6])
    #expect(tensors["lstm.bias_hh_l1_reverse"] == [24])
    #expect(tensors["head.weight"] == [9, 12])
  }

  @Test(arguments: Cell.allCases, [true, false])
  func `tensors lead back to the same network`(cell: Cell, isTied: Bool) throws {
    let shape = NetworkConfiguration(
      cell: cell, vocabularySize: 9, hiddenSize: 6, layers: 2, tiesEmbedding: isTied)
    let network = try Network(shape, seed: 5).randomized(seed: 6)
    #expect(try Network(shape, tensors: network.tensors) == network)
    #expect((network.tensors["head.weight"] == nil) == isTied)
  }

  @Test func `both biases of PyTorch are added`() throws {
    var tensors = try Network(shape, seed: 1).tensors
    tensors["lstm.bias_ih_l0"] = Tensor(shape: [24], [Float](repeating: 0.5, count: 24))
    tensors["lstm.bias_hh_l0"] = Tensor(shape: [24], [Float](repeating: 0.25, count: 24))
    let again = try Network(shape, tensors: tensors).tensors
    #expect(again["lstm.bias_ih_l0"]?.floats == [Float](repeating: 0.75, count: 24))
    #expect(again["lstm.bias_hh_l0"]?.floats == [Float](repeating: 0, count: 24))
  }

  @Test func `a missing or foreign tensor is named`() throws {
    var tensors = try Network(shape, seed: 1).tensors
    tensors["lstm.weight_hh_l1"] = nil
    #expect(throws: NetworkError.missingTensor("lstm.weight_hh_l1")) {
      try Network(shape, tensors: tensors)
    }
    tensors["lstm.weight_hh_l1"] = Tensor(shape: [2], [0, 0])
    #expect {
      try Network(shape, tensors: tensors)
    } throws: {
      "\($0)" == "tensor 'lstm.weight_hh_l1' is F32 (2); expected F32 (24, 6)"
    }
  }

  @Test func `recurrent weights start orthogonal`() {
    var generator = CounterGenerator(seed: 1)
    let matrix = orthogonal(60, using: &generator)
    for a in 0..<60 {
      for b in 0...a {
        let dot = (0..<60).reduce(Float(0)) { $0 + matrix[a * 60 + $1] * matrix[b * 60 + $1] }
        #expect(abs(dot - (a == b ? 1 : 0)) < 1e-4)
      }
    }
  }

  @Test func `forget biases start at one`() throws {
    let bias = try Network(shape, seed: 1).tensors["lstm.bias_ih_l1"]?.floats
    #expect(bias == [0, 1, 0, 0].flatMap { [Float](repeating: $0, count: 6) })
  }

  @Test func `initialization decides how weights start`() throws {
    var options = InitializationOptions()
    options.recurrent = .identity
    options.inputScale = 0
    options.forgetBias = 5
    options.headScale = 0
    options.headBias = -3
    let tensors = try Network(shape, seed: 1, initialization: options).tensors
    let recurrent = tensors["lstm.weight_hh_l0"]?.floats ?? []
    #expect((0..<144).allSatisfy { recurrent[$0] == ($0 / 6 % 6 == $0 % 6 ? 1 : 0) })
    #expect(tensors["lstm.weight_ih_l0"]?.floats?.allSatisfy { $0 == 0 } == true)
    #expect(tensors["lstm.bias_ih_l0"]?.floats?[6..<12].allSatisfy { $0 == 5 } == true)
    #expect(tensors["head.weight"]?.floats?.allSatisfy { $0 == 0 } == true)
    #expect(tensors["head.bias"]?.floats == [Float](repeating: -3, count: 9))
    options.recurrent = .uniform
    options.input = .uniform
    options.inputScale = 1
    let uniform = try Network(shape, seed: 1, initialization: options).tensors
    for name in ["lstm.weight_ih_l0", "lstm.weight_hh_l1"] {
      let largest = uniform[name]?.floats?.map(abs).max() ?? 0
      #expect((0.35...(1 / 6.0.squareRoot())).contains(Double(largest)))
    }
    options.input = .identity
    #expect(
      throws: NetworkError.invalidConfiguration(
        "input initialization is identity; expected glorot or uniform")
    ) { try Network(shape, seed: 1, initialization: options) }
  }

  @Test func `a configuration without later fields is read as it was`() throws {
    let text = #"""
      {"cell":"lstm","vocabularySize":9,"embeddingSize":4,"hiddenSize":6,"layers":2,\#
      "tiesEmbedding":false}
      """#
    #expect(try JSONDecoder().decode(NetworkConfiguration.self, from: Data(text.utf8)) == shape)
  }

  @Test func `seeds decide every weight`() throws {
    #expect(try Network(shape, seed: 1) == Network(shape, seed: 1))
    #expect(try Network(shape, seed: 1) != Network(shape, seed: 2))
  }

  @Test(arguments: [
    (0, 4, 6, 2, false, "vocabulary size is 0; expected 1...1048576"),
    (9, -1, 6, 2, false, "embedding size is -1; expected 1...1048576"),
    (9, 4, .max, 2, false, "hidden size is 9223372036854775807; expected 1...1048576"),
    (9, 4, 6, 65, false, "layers is 65; expected 1...64"),
    (9, 4, 6, 2, true, "a tied head needs embedding size 4 to equal hidden size 6"),
  ])
  func `sizes out of range are refused`(
    vocabulary: Int, embedding: Int, hidden: Int, layers: Int, tied: Bool, message: String
  ) {
    let shape = NetworkConfiguration(
      vocabularySize: vocabulary, embeddingSize: embedding, hiddenSize: hidden, layers: layers,
      tiesEmbedding: tied)
    #expect(throws: NetworkError.invalidConfiguration(message)) { try Network(shape, seed: 1) }
  }
}
