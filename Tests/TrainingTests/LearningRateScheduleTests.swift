import Testing

@testable import Training

@Suite struct LearningRateScheduleTests {
  @Test func `the rate climbs to its peak and falls to a fiftieth of it`() {
    let schedule = LearningRateSchedule(peak: 1, totalSteps: 1100)
    #expect(schedule.rate(at: 0) == 0.01)
    #expect(schedule.rate(at: 99) == 1)
    #expect(schedule.rate(at: 100) == 1)
    #expect(abs(schedule.rate(at: 600) - 0.51) < 1e-12)
    #expect(abs(schedule.rate(at: 1100) - 0.02) < 1e-12)
    #expect(abs(schedule.rate(at: 9999) - 0.02) < 1e-12)
  }

  @Test func `a short run warms up in a tenth of its steps`() {
    #expect(LearningRateSchedule(peak: 1, totalSteps: 50).warmUpSteps == 5)
    #expect(LearningRateSchedule(peak: 1, totalSteps: 1).rate(at: 0) == 1)
  }

  @Test func `steps fall to a tenth and to a hundredth, a constant rate stays`() {
    let steps = LearningRateSchedule(peak: 1, totalSteps: 1010, shape: .step, warmUpSteps: 10)
    #expect(
      [5, 10, 509, 510, 759, 760, 1010].map(steps.rate) == [0.6, 1, 1, 0.1, 0.1, 0.01, 0.01])
    let constant = LearningRateSchedule(
      peak: 1, totalSteps: 1000, shape: .constant, warmUpSteps: 0)
    #expect([0, 999].map(constant.rate) == [1, 1])
  }

  @Test func `a length measured later leaves the rates before it as they were`() {
    var schedule = LearningRateSchedule(peak: 1)
    let before = (0..<150).map(schedule.rate)
    schedule.fix(totalSteps: 2000, taken: 150)
    #expect((0..<100).map(schedule.rate) == Array(before[..<100]))
    #expect(abs(schedule.rate(at: 150) - 1) < 0.01)
    #expect(abs(schedule.rate(at: 2000) - 0.02) < 1e-12)
  }
}
