/// The lists of zones, modulators and generators of presets or of instruments.
struct ZoneChunks {
  /// The zones so far.
  private(set) var count = 0

  private var bags = ChunkBytes()
  private var modulators = ChunkBytes()
  private var generators = ChunkBytes()

  /// Appends a zone; a range comes first in `settings` and what it refers to comes last.
  mutating func append(_ settings: [FontSetting], velocityToFilter: Int = 0) {
    beginBag()
    for setting in settings {
      generators.append(setting.generator.rawValue)
      generators.append(setting.amount)
    }
    // A concave curve: FluidSynth leaves out the linear one, which is a default of the format.
    if velocityToFilter != 0 {
      modulators.append(UInt16(0x0502))
      modulators.append(FontGenerator.filterCutoff.rawValue)
      modulators.append(Int16(velocityToFilter))
      modulators.append(UInt16(0))
      modulators.append(UInt16(0))
    }
    count += 1
  }

  private mutating func beginBag() {
    bags.append(UInt16(generators.bytes.count / 4))
    bags.append(UInt16(modulators.bytes.count / 10))
  }

  /// The chunks `bag`, `mod` and `gen`, each with the record that ends it.
  func chunks(prefix: String) -> [[UInt8]] {
    var ended = self
    ended.beginBag()
    ended.modulators.append([UInt8](repeating: 0, count: 10))
    ended.generators.append([UInt8](repeating: 0, count: 4))
    return [
      ended.bags.chunk(prefix + "bag"), ended.modulators.chunk(prefix + "mod"),
      ended.generators.chunk(prefix + "gen"),
    ]
  }
}
