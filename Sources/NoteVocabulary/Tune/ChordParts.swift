import MusicModel

/// A chord symbol in its parts: `F#m7/C#` is F#, m7 and C#.
struct ChordParts: Hashable {
  var root: PitchName
  var quality: String
  var bass: PitchName?

  init(root: PitchName, quality: String, bass: PitchName? = nil) {
    self.root = root
    self.quality = quality
    self.bass = bass
  }

  /// Takes a symbol apart, so that ``text`` gives it back; `nil` if it does not start with a root.
  init?(_ text: String) {
    var rest = text[...]
    guard let root = Self.name(&rest) else { return nil }
    self.init(root: root, quality: String(rest))
    guard let slash = rest.lastIndex(of: "/") else { return }
    var name = rest[rest.index(after: slash)...]
    guard let bass = Self.name(&name), name.isEmpty else { return }
    quality = String(rest[..<slash])
    self.bass = bass
  }

  /// Takes a letter and its sharps or flats off a text.
  private static func name(_ text: inout Substring) -> PitchName? {
    guard let letter = text.first, "ABCDEFG".contains(letter), let step = PitchStep(letter: letter)
    else { return nil }
    text.removeFirst()
    guard let sign = text.first, sign == "#" || sign == "b" else { return PitchName(step) }
    let signs = text.prefix { $0 == sign }.count
    text.removeFirst(signs)
    return PitchName(step, alteration: sign == "#" ? signs : -signs)
  }

  var text: String { "\(root)" + quality + (bass.map { "/\($0)" } ?? "") }
}
