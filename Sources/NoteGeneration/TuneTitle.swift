import NoteVocabulary

/// Titles of generated tunes: plain, and different for each tune of a seed.
enum TuneTitle {
  /// Returns a title such as `Lilt Jig No. 1-3`, of the seed and the number counted from 1.
  static func title(_ kind: RhythmKind?, seed: UInt64, index: Int) -> String {
    let words = (kind?.rawValue ?? "tune").split(separator: " ").map { word in
      word.prefix(1).uppercased() + word.dropFirst()
    }
    return "Lilt \(words.joined(separator: " ")) No. \(seed)-\(index + 1)"
  }
}
