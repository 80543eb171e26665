import MusicModel
import Testing

@testable import Training

@Suite struct PianoRollReaderTests {
  private func read(_ text: String) -> (frames: [[[Int]]?], findings: [String]) {
    var reader = PianoRollReader(Array(text.utf8), file: "r.json")
    let (pieces, diagnostics) = reader.read()
    return (
      pieces.map(\.frames),
      (pieces.flatMap(\.diagnostics) + diagnostics).map(\.description)
    )
  }

  @Test func `sequences, frames and silence are read`() {
    let (frames, findings) = read("[\n[[48,60],[48, 60],[]],\n[[108]]]\n")
    #expect(frames == [[[48, 60], [48, 60], []], [[108]]])
    #expect(findings.isEmpty)
    #expect(read(" [ ] ").frames.isEmpty)
  }

  @Test func `a fault costs its sequence, not those on other lines`() {
    let (frames, findings) = read("[[[60],[6x]],\n[[61]],\n[[20]],\n[[62]]]")
    #expect(frames == [nil, [[61]], nil, [[62]]])
    #expect(
      findings == [
        "r.json:1:10: error: found 'x'; expected ',' or ']' after a pitch",
        "r.json:3:1: error: frame 1 holds the pitch 20; expected 21 to 108",
      ])
  }

  @Test func `pitches out of order are put in order`() {
    let (frames, findings) = read("[[[64,60,64]]]")
    #expect(frames == [[[60, 64]]])
    #expect(
      findings == ["r.json:1:2: warning: a frame is not rising; its pitches are put in order"])
  }

  @Test(arguments: [
    ("", "r.json:1:1: error: the file ends; expected '[' and the array of all sequences"),
    ("{}", "r.json:1:1: error: found '{'; expected '[' and the array of all sequences"),
    ("[[[60]", "r.json:1:7: error: the file ends; expected ',' or ']' after a frame"),
    ("[[60]]", "r.json:1:3: error: found '6'; expected '[' and the pitches of a frame"),
    (
      "[[[60]]] x",
      "r.json:1:10: error: found 'x'; expected nothing after the array of all sequences"
    ),
    ("[[[-1]]]", "r.json:1:4: error: found '-'; expected a pitch as a whole number"),
    ("[[[60.5]]]", "r.json:1:6: error: found '.'; expected ',' or ']' after a pitch"),
  ])
  func `what is no piano roll is named with its place`(text: String, finding: String) {
    #expect(read(text).findings == [finding])
  }
}
