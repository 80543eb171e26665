import Testing

@testable import RecurrentNetwork

@Suite struct SamplingBenchmarkTests {
  @Test func `a report holds the rate and the time to the first token`() throws {
    let shape = NetworkConfiguration(vocabularySize: 11, hiddenSize: 16, layers: 1)
    let report = try SamplingBenchmark(shape, threads: 1, batchSize: 3, steps: 5).run()
    #expect(report.tokensPerSecond > 0 && report.secondsToFirstToken > 0)
    #expect(report.gflops > 0 && report.peakGflops > 0 && report.peakResidentBytes > 0)
  }
}
