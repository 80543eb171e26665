import Testing

@testable import RecurrentNetwork

@Suite struct CounterGeneratorTests {
  @Test func `the sequence is SplitMix64's`() {
    // First outputs for seed 1234567, as published with the algorithm.
    var generator = CounterGenerator(key: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect((0..<5).map { _ in generator.next() } == expected)
    #expect((0..<5).map { CounterGenerator(key: 1_234_567).bits(at: $0) } == expected)
  }

  @Test func `streams and splits differ, and do not depend on what was drawn`() {
    var a = CounterGenerator(seed: 1, stream: 2)
    let split = a.split(3)
    _ = a.next()
    #expect(a.split(3) == split)
    let keys = [
      a.key, split.key, a.split(4).key, CounterGenerator(seed: 1, stream: 3).key,
      CounterGenerator(seed: 2, stream: 2).key, CounterGenerator(seed: 2, stream: 1).key,
    ]
    #expect(Set(keys).count == keys.count)
  }

  @Test func `uniform numbers fill the interval evenly`() {
    var generator = CounterGenerator(seed: 5)
    let numbers = (0..<20000).map { _ in generator.uniform() }
    #expect(numbers.allSatisfy { (0..<1).contains($0) })
    #expect(abs(numbers.reduce(0, +) / 20000 - 0.5) < 0.01)
  }

  @Test func `normal numbers have mean 0 and variance 1`() {
    var generator = CounterGenerator(seed: 5)
    let numbers = (0..<20000).map { _ in generator.normal() }
    #expect(abs(numbers.reduce(0, +) / 20000) < 0.03)
    #expect(abs(numbers.reduce(0) { $0 + $1 * $1 } / 20000 - 1) < 0.05)
  }
}

@Suite struct DropoutMaskTests {
  @Test(arguments: [0.1, 0.5, 0.9] as [Float])
  func `as many are dropped as asked for, and the mean stays`(probability: Float) {
    let mask = DropoutMask(probability: probability, seed: 1, step: 2, site: 3)
    let factors = (0..<40000).map { mask.factor(at: $0) }
    let dropped = factors.count { $0 == 0 }
    #expect(abs(Float(dropped) / 40000 - probability) < 0.01)
    #expect(abs(factors.reduce(0, +) / 40000 - 1) < 0.06)
  }

  @Test(arguments: [24, 30, 96])
  func `applying equals multiplying by the factor`(period: Int) {
    let mask = DropoutMask(probability: 0.4, seed: 1, step: 2, site: 3)
    let buffer = Buffer(floatCount: 96)
    buffer.store((0..<96).map(Float.init))
    mask.apply(
      buffer.floats, to: buffer.floats, count: 96, period: period, team: ThreadTeam(threads: 1))
    #expect(buffer.floats(0..<96) == (0..<96).map { Float($0) * mask.factor(at: $0 % period) })
  }
}
