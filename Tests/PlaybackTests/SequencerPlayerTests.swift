import Foundation
import Playback
import Testing

@Suite struct SequencerPlayerTests {
  @Test(
    .enabled(
      if: !FileManager.default.fileExists(atPath: "/dev/snd/seq"), "this machine has a sequencer"))
  func `a machine without a sequencer says so`() {
    let error = #expect(throws: PlaybackError.self) {
      _ = try SequencerPlayer(destination: "128:0")
    }
    #expect(
      error?.description
        == "cannot connect to '128:0': the sequencer does not open: no such file or directory; "
        + "`lilt devices` lists ports; where there is no sequencer, modprobe snd-seq loads it")
  }
}
