/// The version that recipes and `--version` name.
enum LiltVersion {
  static let current = "0.1.0"
}
