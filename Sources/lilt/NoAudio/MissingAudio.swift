/// What stands in for sound where the program was built without it.
enum MissingAudio {
  /// What to do to get it.
  static let remedy =
    "apt-get install libfluidsynth-dev libasound2-dev libsndfile1-dev, swift package purge-cache, "
    + "and build again"

  static var failure: CommandFailure {
    .failed("this program was built without the audio packages; to get sound: \(remedy)")
  }
}
