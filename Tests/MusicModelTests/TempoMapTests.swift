import MusicModel
import Testing

@Suite struct TempoMapTests {
  @Test func `music without a tempo goes at 120 quarters a minute`() {
    #expect(TempoMap([]).seconds(at: NoteDuration(1)) == 2)
  }

  @Test func `each stretch goes at its own tempo`() {
    let map = TempoMap([Timed(NoteDuration(1, 2), 60), Timed(NoteDuration(1), 240)])
    #expect(map.seconds(at: NoteDuration(1, 2)) == 1)
    #expect(map.seconds(at: NoteDuration(3, 4)) == 2)
    #expect(map.seconds(at: NoteDuration(1)) == 3)
    #expect(map.seconds(at: NoteDuration(2)) == 4)
  }

  @Test func `of two tempi at one onset the later holds`() {
    let map = TempoMap([Timed(.zero, 60), Timed(.zero, 240)])
    #expect(map.seconds(at: NoteDuration(1)) == 1)
  }
}
