import Glibc
import SafeFiles
import SoundFontSynthesis

/// Lilt's own font, made where no font is.
enum CachedSoundFont {
  /// The font in a folder, which is made together with the font where it is missing.
  ///
  /// - Returns: `nil` where the folder cannot be written.
  static func font(in folder: String) -> SoundFontFile? {
    let path = "\(folder)/Lilt-\(SoundFontBuilder.version).sf2"
    if let font = try? SoundFontFile(path: path) { return font }
    makeFolder(folder)
    try? AtomicFile.write(SoundFontBuilder.build(), to: path)
    return try? SoundFontFile(path: path)
  }

  /// Makes a folder and those above it; what is there already stays.
  private static func makeFolder(_ folder: String) {
    var path = ""
    for name in folder.split(separator: "/") {
      path += "/\(name)"
      unsafe mkdir(path, 0o755)
    }
  }
}
