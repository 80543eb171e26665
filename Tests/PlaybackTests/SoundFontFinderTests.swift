import Foundation
import Playback
import Testing

@Suite struct SoundFontFinderTests {
  @Test func `the user's own words come before the surroundings and the system`() throws {
    try TestMusic.inFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/SoundFonts", withIntermediateDirectories: true)
      for name in ["A.sf2", "Lilt.sf2", "notes.txt"] {
        try Data().write(to: URL(filePath: "\(folder)/SoundFonts/\(name)"))
      }
      let finder = SoundFontFinder(
        environment: ["LILT_SOUNDFONT": "/own.sf2", "SDL_SOUNDFONTS": "/a.sf2:/b.sf2"],
        folders: [folder])
      let paths = finder.candidates(explicit: "/explicit.sf2").map(\.path)
      #expect(
        Array(paths.prefix(6)) == [
          "/explicit.sf2", "/own.sf2", "/a.sf2", "/b.sf2", "\(folder)/SoundFonts/Lilt.sf2",
          "\(folder)/SoundFonts/A.sf2",
        ])
      #expect(paths.contains("/usr/share/sounds/sf2/default-GM.sf2"))
    }
  }

  @Test func `a font that was asked for is never replaced silently`() {
    let finder = SoundFontFinder(environment: [:], folders: [])
    let error = #expect(throws: PlaybackError.self) { _ = try finder.find(explicit: "/no.sf2") }
    #expect(
      error?.description
        == "/no.sf2: cannot use as a SoundFont: no such file or directory; "
        + "name another file with --soundfont")
    let own = SoundFontFinder(environment: ["LILT_SOUNDFONT": "/no.sf2"], folders: [])
    #expect(throws: PlaybackError.self) { _ = try own.find() }
  }

  @Test func `without any font Lilt's own is made in the cache`() throws {
    try TestMusic.inFolder { folder in
      let finder = SoundFontFinder(
        environment: ["XDG_CACHE_HOME": folder], folders: [], systemPaths: [])
      let font = try finder.find()
      #expect(font.path.hasPrefix(folder) && font.name == "Lilt")
      #expect(try finder.find().path == font.path)
      let nowhere = SoundFontFinder(environment: [:], folders: [], systemPaths: ["/no.sf2"])
      #expect(throws: PlaybackError.noSoundFont(searched: ["/no.sf2"])) { _ = try nowhere.find() }
    }
  }

  @Test func `the first line of the configuration names a font`() throws {
    try TestMusic.inFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/lilt", withIntermediateDirectories: true)
      try Data("/configured.sf2\n".utf8).write(to: URL(filePath: folder + "/lilt/soundfont"))
      let finder = SoundFontFinder(environment: ["XDG_CONFIG_HOME": folder], folders: [])
      #expect(finder.candidates().first?.path == "/configured.sf2")
    }
  }
}
