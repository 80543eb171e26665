import Testing

@testable import RecurrentNetwork

@Suite struct TrainingBenchmarkTests {
  private let shape = NetworkConfiguration(vocabularySize: 11, hiddenSize: 16, layers: 1)

  @Test func `a report holds every timed step and the peak`() throws {
    let benchmark = TrainingBenchmark(
      shape, options: .oneThread(), timeSteps: 4, batchSize: 2, repeats: 3)
    var turns = 0
    let report = try benchmark.run { turns += 1 }
    #expect(turns == 3)
    #expect(report.seconds.count == 3 && report.seconds == report.seconds.sorted())
    #expect(report.profile.steps == 3)
    #expect(report.tokensPerSecond > 0 && report.gflops > 0)
    #expect(report.peakGflops > 0 && report.peakResidentBytes > 0)
  }
}
