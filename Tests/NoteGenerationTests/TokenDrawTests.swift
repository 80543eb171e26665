import RecurrentNetwork
import Testing

@testable import NoteGeneration

@Suite struct TokenDrawTests {
  private func draw(
    _ logits: [Float], _ allowed: [Int]? = nil, at uniform: Double = 0.5, preferred: Int32? = nil,
    _ change: (inout SamplingOptions) -> Void = { _ in }
  ) -> TokenDraw {
    var options = SamplingOptions()
    change(&options)
    let mask = logits.indices.map { allowed?.contains($0) ?? true }
    return TokenDraw(
      from: logits[...], mask: mask, leaning: logits.map { _ in 0 },
      temperature: options.temperature, options, uniform: uniform, preferred: preferred)
  }

  @Test func `tokens are drawn in proportion to their probability`() {
    let logits: [Float] = [0, 1, 2, -1]
    var generator = CounterGenerator(seed: 7)
    var counts = [0, 0, 0, 0]
    for _ in 0..<20_000 { counts[Int(draw(logits, at: generator.uniform()).token)] += 1 }
    let expected = [0.0871, 0.2369, 0.6439, 0.0321]
    for (count, share) in zip(counts, expected) {
      #expect(abs(Double(count) / 20_000 - share) < 0.012)
    }
  }

  @Test(arguments: [0.01, 1, 5])
  func `forbidden tokens are never drawn, however likely`(temperature: Double) {
    for uniform in [0, 0.3, 0.999_999_999_999] {
      let result = draw([300, -3e38, 3e38, -300], [1, 3], at: uniform) {
        $0.temperature = temperature
      }
      #expect(result.token == 3)
    }
  }

  @Test func `the share of forbidden tokens is measured`() {
    func removed(_ logits: [Float], _ mask: [Bool]) -> Double {
      TokenDraw.removedShare(logits[...], mask, 1)
    }
    #expect(abs(removed([0, 0, 0, 0], [true, true, true, false]) - 0.25) < 1e-12)
    #expect(removed([0, 0], [true, true]) == 0)
    #expect(removed([-300, 3e38], [true, false]) == 1)
    #expect(abs(draw([0, 0, 0, 0]).logLikelihood + 1.386_294_361) < 1e-8)
  }

  @Test func `top-k, top-p and min-p leave the likeliest`() {
    let logits: [Float] = [0, 3, 2, 1]
    for uniform in [0, 0.5, 0.999_999] {
      #expect(draw(logits, at: uniform) { $0.topK = 1 }.token == 1)
      #expect(draw(logits, at: uniform) { $0.topP = 0.1 }.token == 1)
      #expect(draw(logits, at: uniform) { $0.minP = 1 }.token == 1)
      #expect([1, 2].contains(draw(logits, at: uniform) { $0.topK = 2 }.token))
      #expect([1, 2].contains(draw(logits, at: uniform) { $0.topP = 0.7 }.token))
      #expect([1, 2].contains(draw(logits, at: uniform) { $0.minP = 0.3 }.token))
    }
    #expect(draw(logits, at: 0.999_999) { $0.topP = 1 }.token == 0)
    #expect(draw(logits, at: 0.999_999) { $0.minP = 0 }.token == 0)
  }

  @Test func `low temperature takes the likeliest`() {
    for uniform in [0.01, 0.5, 0.99] {
      #expect(draw([0, 0.1, 0.2], at: uniform) { $0.temperature = 0.01 }.token == 2)
    }
  }

  @Test func `a preferred token is taken where it is likely enough`() {
    #expect(draw([0, 0, 0], at: 0.99, preferred: 0).token == 0)
    #expect(draw([-20, 0, 0], at: 0.99, preferred: 0).token == 2)
    #expect(draw([0, 0, 0], [1, 2], at: 0.99, preferred: 0).token == 2)
  }
}
