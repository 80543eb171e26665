import Testing

@testable import Playback

@Suite struct SequencerOutputTests {
  @Test func `a note ends at the key where it began though the transposition changed`() {
    var output = SequencerOutput()
    output.transposition = 5
    #expect(output.sounding(ChannelMessage(.noteOn, channel: 2, 60, 90))?.data1 == 65)
    output.transposition = -3
    #expect(output.sounding(ChannelMessage(.noteOff, channel: 2, 60))?.data1 == 65)
  }

  @Test func `every key that was ever down is ended`() {
    var output = SequencerOutput()
    for key in [60, 64, 67] {
      _ = output.sounding(ChannelMessage(.noteOn, channel: 1, key, 90))
    }
    _ = output.sounding(ChannelMessage(.noteOff, channel: 1, 64))
    let end = output.endOfEverything()
    #expect(end.filter { $0.kind == .noteOff }.map(\.data1) == [60, 64, 67])
    #expect(end.count { $0.kind == .controlChange && $0.data1 == 123 } == 16)
    #expect(!output.endOfEverything().contains { $0.kind == .noteOff })
  }

  @Test func `what a receiver got whole is not ended again`() {
    var output = SequencerOutput()
    output.transposition = 2
    for key in [60, 64] { _ = output.sounding(ChannelMessage(.noteOn, channel: 1, key, 90)) }
    _ = output.sounding(ChannelMessage(.noteOff, channel: 1, 64))
    output.noteEverythingLeft()
    let end = output.endOfEverything()
    #expect(end.filter { $0.kind == .noteOff }.map(\.data1) == [62])
  }

  @Test func `drums are not transposed, and what leaves the keyboard is left out`() {
    var output = SequencerOutput()
    output.transposition = 12
    #expect(output.sounding(ChannelMessage(.noteOn, channel: 9, 38, 90))?.data1 == 38)
    #expect(output.sounding(ChannelMessage(.noteOn, channel: 0, 120, 90)) == nil)
  }
}
