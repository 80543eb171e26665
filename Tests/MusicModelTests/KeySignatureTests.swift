import MusicModel
import Testing

@Suite struct KeySignatureTests {
  @Test(arguments: [
    (PitchName(.d), Mode.major, "CF", ""), (PitchName(.e), .dorian, "CF", ""),
    (PitchName(.a), .minor, "", ""), (PitchName(.b, alteration: -1), .major, "", "BE"),
    (PitchName(.f, alteration: 1), .major, "FCGDAE", ""),
    (PitchName(.c, alteration: -1), .major, "", "BEADGCF"),
    (PitchName(.b), .locrian, "", ""), (PitchName(.g), .mixolydian, "", ""),
    (PitchName(.d), .phrygian, "", "BE"), (PitchName(.f), .lydian, "", ""),
  ])
  func `a mode alters the letters of its signature`(
    tonic: PitchName, mode: Mode, sharps: String, flats: String
  ) {
    let key = KeySignature(tonic, mode)
    for step in PitchStep.allCases {
      let expected = sharps.contains(step.letter) ? 1 : flats.contains(step.letter) ? -1 : 0
      #expect(key.alteration(of: step) == expected, "\(step) in \(tonic) \(mode)")
    }
  }
}
