import Glibc
import RecurrentNetwork
import Testing

@testable import Training

@Suite struct NGramModelTests {
  /// Random sequences over tokens 2..<8 between the start token 0 and the end token 1.
  private func sequences(count: Int, seed: UInt64) -> [[Int32]] {
    var generator = CounterGenerator(seed: seed)
    return (0..<count).map { _ in
      let length = Int.random(in: 0..<12, using: &generator)
      var token: Int32 = 2
      let middle = (0..<length).map { _ in
        token = Bool.random(using: &generator) ? token : .random(in: 2..<8, using: &generator)
        return token
      }
      return [0] + middle + [1]
    }
  }

  @Test(arguments: 1...10)
  func `probabilities after any context sum to one`(order: Int) {
    let model = NGramModel(
      order: order, vocabularySize: 9, trainedOn: sequences(count: 60, seed: 7))
    let contexts: [[Int32]] = [
      [0], [0, 2], [0, 2, 2, 3], [0, 8, 8], [0, 2, 3, 4, 5, 6, 7, 2, 3, 4, 5],
    ]
    for context in contexts {
      let probabilities = model.probabilities(after: context)
      #expect(abs(probabilities.reduce(0, +) - 1) < 1e-12)
      #expect(probabilities[0] == 0)
      #expect(probabilities[1...].allSatisfy { $0 > 0 })
    }
  }

  /// The sequences ab, ab, ac over s = 0, e = 1, a = 2, b = 3, c = 4, d = 5.
  ///
  /// Order 2, every discount 1/2 because no bigram occurs four times. Before a stands s; before b
  /// and c stands a; before e stand b and c: continuation counts 1, 1, 1, 2, together 5.
  @Test func `bigram probabilities are those of the formula`() throws {
    let model = NGramModel(
      order: 2, vocabularySize: 6, trainedOn: [[0, 2, 3, 1], [0, 2, 3, 1], [0, 2, 4, 1]])
    let base = (0.5 * 4 / 5) / 5
    let one = 0.5 / 5 + base
    let afterA = model.probabilities(after: [0, 2])
    let freedAfterA = 0.5 * 2 / 3
    #expect(abs(afterA[3] - (1.5 / 3 + freedAfterA * one)) < 1e-12)
    #expect(abs(afterA[4] - (0.5 / 3 + freedAfterA * one)) < 1e-12)
    #expect(abs(afterA[1] - freedAfterA * (1.5 / 5 + base)) < 1e-12)
    #expect(abs(afterA[5] - freedAfterA * base) < 1e-12)
    let afterStart = model.probabilities(after: [0])
    #expect(abs(afterStart[2] - (2.5 / 3 + 0.5 / 3 * one)) < 1e-12)
  }

  @Test func `a known token costs less after its usual context`() {
    let model = NGramModel(
      order: 4, vocabularySize: 9,
      trainedOn: Array(repeating: [0, 2, 3, 4, 5, 1], count: 20) + [[0, 5, 4, 3, 2, 1]])
    let usual = model.losses(of: [0, 2, 3, 4, 5, 1])
    let turned = model.losses(of: [0, 4, 5, 3, 2, 1])
    #expect(usual.count == 5)
    #expect(usual.reduce(0, +) < turned.reduce(0, +) / 4)
    #expect(turned.allSatisfy { $0.isFinite })
  }

  @Test func `losses are the logarithms of the probabilities`() {
    let model = NGramModel(
      order: 5, vocabularySize: 9, trainedOn: sequences(count: 200, seed: 1))
    let sequence = sequences(count: 30, seed: 2).max { $0.count < $1.count } ?? []
    for (index, loss) in model.losses(of: sequence).enumerated() {
      let probabilities = model.probabilities(after: Array(sequence[...index]))
      #expect(abs(exp(-loss) - probabilities[Int(sequence[index + 1])]) < 1e-12)
    }
  }
}
