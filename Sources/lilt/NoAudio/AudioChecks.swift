/// What the doctor says about sound in a program that has none.
enum AudioChecks {
  static func findings(soundFont: String?, device: String, beep: Bool) -> [Finding] {
    [
      Finding(
        "sound", .bad, "this program was built without the audio packages",
        remedy: MissingAudio.remedy)
    ]
  }
}
