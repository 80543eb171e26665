import Foundation

/// The font of the package, which the tests listen to.
enum CommittedFont {
  /// `SoundFonts/Lilt.sf2` at the root of the package.
  static let path: String = {
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let path = folder.appending(path: "SoundFonts/Lilt.sf2").path
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    return "SoundFonts/Lilt.sf2"
  }()
}
