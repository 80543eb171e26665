/// The search for a SoundFont, from the user's own words to what the system brings.
public struct SoundFontFinder: Sendable {
  /// A place where a font may be, and who named it.
  public struct Candidate: Hashable, Sendable {
    public var path: String

    /// Who named the place: `--soundfont`, `LILT_SOUNDFONT`, `beside the program`, `system`.
    public var origin: String

    /// Whether the place was asked for, so that passing it over would deceive.
    public var isRequired: Bool
  }

  private let environment: [String: String]
  private let folders: [String]
  private let systemPaths: [String]

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - environment: The variables of the process.
  ///   - folders: The folders whose `SoundFonts` are searched; by default those of the program up
  ///     to five levels, and the current one.
  ///   - systemPaths: The fonts that distributions install.
  public init(
    environment: [String: String]? = nil, folders: [String]? = nil,
    systemPaths: [String] = SoundFontFinder.systemPaths
  ) {
    self.systemPaths = systemPaths
    self.environment = environment ?? ProcessPlaces.environment
    self.folders = folders ?? ProcessPlaces.foldersOfProgram(levels: 5) + ["."]
  }

  /// The places in the order of their search, those without a file included.
  public func candidates(explicit: String? = nil) -> [Candidate] {
    var candidates: [Candidate] = []
    func add(_ paths: [String], _ origin: String, required: Bool = false) {
      for path in paths where !candidates.contains(where: { $0.path == path }) {
        candidates.append(Candidate(path: path, origin: origin, isRequired: required))
      }
    }
    if let explicit { add([explicit], "--soundfont", required: true) }
    add(variable("LILT_SOUNDFONT"), "LILT_SOUNDFONT", required: true)
    add(variable("SDL_SOUNDFONTS", separator: ":;"), "SDL_SOUNDFONTS")
    if let file = configurationFile, let path = ProcessPlaces.firstLine(of: file) {
      add([path], file, required: true)
    }
    for folder in folders {
      add(ProcessPlaces.soundFonts(in: "\(folder)/SoundFonts"), "beside the program")
    }
    if let folder = home("XDG_DATA_HOME", below: ".local/share") {
      add(ProcessPlaces.soundFonts(in: "\(folder)/soundfonts"), "own fonts")
    }
    add(systemPaths, "system")
    return candidates
  }

  /// The first font that can be used.
  ///
  /// - Parameter explicit: A font that was asked for; nothing else is tried.
  /// Where there is none, Lilt's own is synthesised into the user's cache, so that there is always
  /// sound.
  ///
  /// - Throws: ``PlaybackError/soundFont(path:reason:)`` when a place that was asked for has no
  ///   usable font, ``PlaybackError/noSoundFont(searched:)`` when there is none anywhere and no
  ///   cache to write one to.
  public func find(explicit: String? = nil) throws(PlaybackError) -> SoundFontFile {
    let candidates = candidates(explicit: explicit)
    for candidate in candidates {
      do throws(PlaybackError) {
        return try SoundFontFile(path: candidate.path)
      } catch {
        if candidate.isRequired { throw error }
      }
    }
    guard let folder = home("XDG_CACHE_HOME", below: ".cache"),
      let font = CachedSoundFont.font(in: "\(folder)/lilt")
    else { throw .noSoundFont(searched: candidates.map(\.path)) }
    return font
  }

  /// Debian's, Fedora's and Arch's places and NixOS's.
  public static let systemPaths = [
    "/usr/share/sounds/sf2/default-GM.sf2",
    "/usr/share/sounds/sf3/default-GM.sf3",
    "/usr/share/soundfonts/default.sf2",
    "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "/usr/share/soundfonts/FluidR3_GM.sf2",
    "/run/current-system/sw/share/soundfonts/FluidR3_GM2-2.sf2",
    "/usr/share/sounds/sf2/TimGM6mb.sf2",
  ]
}

extension SoundFontFinder {
  /// A text file whose first line is the path of a font.
  private var configurationFile: String? {
    home("XDG_CONFIG_HOME", below: ".config").map { "\($0)/lilt/soundfont" }
  }

  private func variable(_ name: String, separator: String = "") -> [String] {
    guard let value = environment[name] else { return [] }
    return value.split(whereSeparator: separator.contains).map(String.init)
  }

  private func home(_ name: String, below folder: String) -> String? {
    if let path = environment[name], path.hasPrefix("/") { return path }
    return environment["HOME"].map { "\($0)/\(folder)" }
  }
}
