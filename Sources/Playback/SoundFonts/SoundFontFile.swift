import Glibc

/// A SoundFont on disk whose structure was checked before any C library sees it.
///
/// Source: SoundFont Technical Specification 2.04, sections 4 to 7.
public struct SoundFontFile: Hashable, Sendable {
  /// The place of an instrument in the font.
  public struct Preset: Hashable, Sendable {
    /// 0 for General MIDI, 128 for drum kits.
    public var bank: Int

    /// 0...127.
    public var program: Int
    public var name: String
  }

  public let path: String

  /// The name that the font gives itself.
  public let name: String

  /// The size of the file in bytes.
  public let size: Int

  /// The instruments, by bank and program.
  public let presets: [Preset]

  /// Reads the headers of a SoundFont, not its samples.
  ///
  /// - Throws: ``PlaybackError/soundFont(path:reason:)`` with what was found instead.
  public init(path: String) throws(PlaybackError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .soundFont(path: path, reason: unsafe String(cString: strerror(errno)).lowercased())
    }
    defer { close(descriptor) }
    let content = try Self.content(of: RIFFFile(descriptor: descriptor), path: path)
    self.path = path
    name = content.name
    size = content.size
    presets = content.presets
  }
}

extension SoundFontFile {
  private typealias Content = (name: String, size: Int, presets: [Preset])

  private static func content(
    of file: RIFFFile, path: String
  ) throws(PlaybackError) -> Content {
    func fail(_ reason: String) -> PlaybackError { .soundFont(path: path, reason: reason) }
    guard let size = file.size else { throw fail("it is not a regular file") }
    guard let header = file.bytes(at: 0, count: 12), header[0..<4].elementsEqual("RIFF".utf8),
      header[8..<12].elementsEqual("sfbk".utf8)
    else { throw fail("it does not begin with RIFF and sfbk") }
    let declared = Int(littleEndian32(header, at: 4)) + 8
    guard declared <= size else {
      throw fail("it is cut off: \(size) bytes of \(declared)")
    }
    guard let lists = file.chunks(in: 12..<declared), let info = lists["INFO"],
      let data = lists["pdta"],
      lists["sdta"] != nil, let infoChunks = file.chunks(in: info),
      let chunks = file.chunks(in: data)
    else { throw fail("its lists INFO, sdta and pdta are damaged") }
    let required = ["phdr", "pbag", "pmod", "pgen", "inst", "ibag", "imod", "igen", "shdr"]
    if let missing = required.first(where: { chunks[$0] == nil }) {
      throw fail("its chunk \(missing) is missing")
    }
    guard let headers = chunks["phdr"], headers.count % 38 == 0, headers.count >= 76,
      let records = file.bytes(at: headers.lowerBound, count: headers.count)
    else { throw fail("it holds no instrument") }
    let name = infoChunks["INAM"].flatMap { file.bytes(at: $0.lowerBound, count: $0.count) }
    return (text(name?[...] ?? []), size, presets(records))
  }

  /// The records of `phdr` but the last, which only ends the list.
  private static func presets(_ records: [UInt8]) -> [Preset] {
    stride(from: 0, to: records.count - 38, by: 38).map { start in
      let numbers = littleEndian32(records, at: start + 20)
      let (program, bank) = (Int(numbers & 0xFFFF), Int(numbers >> 16))
      return Preset(bank: bank, program: program, name: text(records[start..<start + 20]))
    }.sorted { ($0.bank, $0.program) < ($1.bank, $1.program) }
  }

  /// A text of fixed width that ends at its first zero.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
