import Testing

@testable import Playback

@Suite struct StallWatchTests {
  /// Writes of 480 frames at 48 kHz into a buffer of 20 ms, ending at these milliseconds.
  private func gaps(_ ends: [Double], toldAt: Set<Int> = []) -> Int {
    var watch = StallWatch(buffer: 0.02, sampleRate: 48_000)
    return ends.indices.count { index in
      watch.hasNewGap(after: 480, saysSo: toldAt.contains(index), now: 1 + ends[index] / 1000)
    }
  }

  @Test func `a stall longer than buffer and write is one gap, wherever the writer was`() {
    #expect(gaps([0, 0, 10, 20, 30, 40, 50]) == 0)
    #expect(gaps([0, 0, 10, 20, 30, 59, 69]) == 0)
    #expect(gaps([0, 0, 10, 20, 30, 540, 550]) == 1)
    #expect(gaps([0, 0, 10, 20, 30, 540, 550, 1100]) == 2)
  }

  @Test func `starting takes its time`() {
    #expect(gaps([0, 0, 500, 510, 520, 530]) == 0)
  }

  @Test func `what the device tells soon after is the same gap`() {
    #expect(gaps([0, 0, 10, 20, 30, 540, 550, 560], toldAt: [5]) == 1)
    #expect(gaps([0, 0, 10, 20, 30, 540, 550, 560], toldAt: [6, 7]) == 1)
    #expect(gaps([0, 0, 10, 20, 30, 40], toldAt: [4]) == 1)
  }
}
