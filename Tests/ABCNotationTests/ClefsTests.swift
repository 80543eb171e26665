import ABCNotation
import MusicModel
import Testing

/// Section 4.6: clefs and transposition.
@Suite struct ClefsTests {
  @Test(arguments: [
    "treble", "alto", "tenor", "bass", "perc", "clef=none", "clef=treble", "clef=bass3",
    "treble1", "alto1", "alto2", "tenor4", "clef=alto stafflines=1", "bass middle=d",
    "clef=bass m=D", "stafflines=1",
  ])
  func `4.6 a clef by name changes no pitch, in K and in V`(clef: String) {
    let inKey = Reading("CE", header: "L:1/4\nK:C \(clef)")
    #expect(inKey.playedPitches == [60, 64])
    #expect(inKey.codes.isEmpty)
    let inVoice = Reading("CE", header: "L:1/4\nV:1 \(clef)\nK:C")
    #expect(inVoice.playedPitches == [60, 64])
    #expect(inVoice.codes.isEmpty)
  }

  @Test(arguments: [
    ("clef=treble-8", [48, 52]), ("treble+8", [72, 76]), ("bass-8", [48, 52]),
    ("octave=1", [72, 76]), ("octave=-2", [36, 40]), ("transpose=2", [62, 66]),
    ("transpose=-3", [57, 61]), ("clef=treble-8 octave=1", [60, 64]),
    ("clef=treble-8 transpose=2", [50, 54]), ("octave=1 transpose=-2", [70, 74]),
  ])
  func `4.6 what a clef says of pitch holds in K, in V and in the middle of a tune`(
    properties: String, pitches: [Int]
  ) {
    #expect(Reading("CE", header: "L:1/4\nK:C \(properties)").playedPitches == pitches)
    #expect(Reading("CE", header: "L:1/4\nV:1 \(properties)\nK:C").playedPitches == pitches)
    #expect(Reading("V:1 \(properties)\nCE", header: "L:1/4\nK:C").playedPitches == pitches)
    #expect(Reading("G|[K:C \(properties)]CE|").playedPitches == [67] + pitches)
  }

  @Test func `4.6 a transposition moves the key with the notes`() {
    #expect(Reading("CFB", header: "L:1/4\nK:F transpose=2").playedPitches == [62, 67, 72])
  }

  @Test(arguments: [
    ("sound=cB", [59, 63]), ("sound=_E", [60, 64]), ("shift=CD", [62, 66]),
    ("shift=cB", [59, 63]), ("score=Bc", [60, 64]), ("instrument=cA", [57, 61]),
  ])
  func `4.6 intervals of the drafts of 2.2 move what sounds, not what is shown`(
    property: String, pitches: [Int]
  ) {
    for header in ["L:1/4\nK:C \(property)", "L:1/4\nV:1 \(property)\nK:C"] {
      #expect(Reading("CE", header: header).playedPitches == pitches)
      #expect(Reading("CE", header: header).pitches == [[60], [64]])
    }
  }
}
