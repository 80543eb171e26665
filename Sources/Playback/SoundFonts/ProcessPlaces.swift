import Glibc

/// What the process knows about its surroundings.
enum ProcessPlaces {
  /// The variables of the process.
  static var environment: [String: String] {
    var variables: [String: String] = [:]
    for name in [
      "LILT_SOUNDFONT", "SDL_SOUNDFONTS", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
      "HOME",
    ] {
      if let value = unsafe getenv(name) { variables[name] = unsafe String(cString: value) }
    }
    return variables
  }

  /// The folder of the running program and those around it, the nearest first.
  static func foldersOfProgram(levels: Int) -> [String] {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    guard length > 0, length < buffer.count else { return [] }
    let path = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    var names = path.split(separator: "/").dropLast()
    var folders: [String] = []
    while !names.isEmpty && folders.count < levels {
      folders.append("/" + names.joined(separator: "/"))
      names = names.dropLast()
    }
    return folders
  }

  /// The paths of the fonts in a folder, `Lilt.sf2` first, then by name.
  static func soundFonts(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".sf2") || name.hasSuffix(".sf3") { names.append(name) }
    }
    let own = names.filter { $0 == "Lilt.sf2" }
    let others = names.filter { $0 != "Lilt.sf2" }.sorted()
    return (own + others).map { "\(folder)/\($0)" }
  }

  /// The first line of a text file without blanks around it, or `nil`.
  static func firstLine(of path: String) -> String? {
    guard let file = unsafe fopen(path, "r") else { return nil }
    defer { unsafe fclose(file) }
    var buffer = [CChar](repeating: 0, count: 4097)
    guard unsafe fgets(&buffer, 4096, file) != nil else { return nil }
    let line = buffer.prefix { $0 != 0 && $0 != 10 && $0 != 13 }.map(UInt8.init(bitPattern:))
    let text = String(decoding: line, as: UTF8.self).drop { $0 == " " }
    return text.isEmpty ? nil : String(text)
  }
}
