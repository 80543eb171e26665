public import MusicModel

extension KeySignature {
  /// Reads a key as recipes and commands write it: a tonic and three letters of a mode, such as
  /// `Edor`, `F#min`, `Bb`, `Am`; `nil` for anything else.
  public init?(tonicAndMode text: String) {
    guard let letter = text.first, let step = PitchStep(letter: letter) else { return nil }
    var rest = text.dropFirst()
    let alteration = rest.first == "#" ? 1 : rest.first == "b" ? -1 : 0
    if alteration != 0 { rest = rest.dropFirst() }
    let name = rest.drop { $0 == " " }.lowercased()
    let isLetters = name.allSatisfy { $0.isASCII && $0.isLetter }
    let mode: Mode? =
      switch name {
      case "": .major
      case "m": .minor
      default: Mode.allCases.first { $0.abbreviation == name.prefix(3) }
      }
    guard isLetters, let mode else { return nil }
    self.init(PitchName(step, alteration: alteration), mode)
  }
}
