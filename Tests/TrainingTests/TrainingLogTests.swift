import Testing

@testable import Training

@Suite struct TrainingLogTests {
  @Test func `the table has a line for each epoch`() {
    var log = TrainingLog()
    log.records = [
      EpochRecord(
        epoch: 1, step: 120, seconds: 12.34, trainingLoss: 2.5, validationLoss: 2.25,
        validationFrameLoss: 8.5, learningRate: 0.003, tokensPerSecond: 51_234.4, isBest: true),
      EpochRecord(
        epoch: 2, step: 240, seconds: 24, trainingLoss: 1.999996, validationLoss: nil,
        learningRate: 0.00006, tokensPerSecond: 9.5, isBest: true),
    ]
    #expect(
      log.csv == """
        epoch,step,seconds,train,valid,valid_frame,learning_rate,tokens_per_second
        1,120,12.3,2.50000,2.25000,8.50000,0.0030000,51234
        2,240,24.0,2.00000,,,0.0000600,10

        """)
  }

  @Test func `the curves are named`() {
    var log = TrainingLog()
    log.records = [
      EpochRecord(
        epoch: 1, step: 1, seconds: 1, trainingLoss: 2, validationLoss: 3, learningRate: 1,
        tokensPerSecond: 1, isBest: true)
    ]
    let svg = log.svg(title: "Loss of reels")
    #expect(svg.contains("Loss of reels"))
    #expect(svg.contains("held-out tunes"))
    #expect(svg.contains("nats/token"))
  }
}
