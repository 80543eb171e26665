import MusicModel
import NoteGeneration

extension KeySignature {
  /// The keys in which sets begin when nobody says.
  static let usualForSets = ["D", "G", "A", "Em", "Edor", "Ador", "Bm", "Am", "Amix", "Dmix"]
    .compactMap { KeySignature(tonicAndMode: $0) }

  /// Keys to which a set may go on: other tonics or modes, at most one sharp or flat away.
  var related: [KeySignature] {
    let tonics = (-1...5).compactMap(PitchName.init(fifths:))
    let keys = tonics.flatMap { tonic in
      LiveSettings.modes.map { KeySignature(tonic, $0) }
    }
    return keys.filter {
      $0 != self && abs($0.sharps - sharps) <= 1 && (-1...4).contains($0.sharps)
    }
  }

  /// The same mode on a tonic some fifths higher, within five flats and six sharps.
  func moved(fifths: Int) -> KeySignature {
    guard let tonic, let mode else { return self }
    let target = tonic.fifths + fifths
    let sharps = sharps + fifths
    // Around the circle of fifths: twelve steps lead to the same sound.
    let turn = sharps > 6 ? -12 : sharps < -5 ? 12 : 0
    return PitchName(fifths: target + turn).map { KeySignature($0, mode) } ?? self
  }

  /// Semitones by the shortest way from another tonic, -5...6.
  func semitones(from other: KeySignature) -> Int {
    guard let tonic, let start = other.tonic else { return 0 }
    let up = (tonic.pitchClass - start.pitchClass + 12) % 12
    return up > 6 ? up - 12 : up
  }
}

extension PitchName {
  /// The name at a place on the line of fifths, C being 0; `nil` beyond single accidentals.
  init?(fifths: Int) {
    let names = PitchStep.allCases.flatMap { step in
      (-1...1).map { PitchName(step, alteration: $0) }
    }
    guard let name = names.first(where: { $0.fifths == fifths }) else { return nil }
    self = name
  }
}
