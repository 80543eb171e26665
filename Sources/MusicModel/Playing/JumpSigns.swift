/// The signs of a voice that send the player elsewhere (ABC 2.1, section 4.14): `D.C.`, `D.S.`,
/// `fine`, `segno` and `coda`, with the long forms of common programs (`D.C.alfine`).
///
/// `D.C.`, `D.S.` and `fine` hold at the end of the measure that they stand in. `segno` and `coda`
/// mark the start of their measure, or that of the next one where no note comes after them. The
/// first `coda` of two, or a `dacoda`, says where the music leaves for the last.
struct JumpSigns {
  /// Where a `D.C.` or `D.S.` goes back to.
  struct Return: Equatable {
    /// The measure to go on with.
    var target: Int

    /// Whether a `fine` on the way ends the music.
    var heedsFine: Bool

    /// Whether the sign for the coda is followed on the way.
    var heedsCoda: Bool
  }

  /// The way back after each measure that ends in a `D.C.` or in a `D.S.` with a `segno` before it.
  private(set) var returns: [Int: Return] = [:]

  /// The measures at whose end a `fine` stands.
  private(set) var fines: Set<Int> = []

  /// The measure before which the music leaves for the coda, and where that begins.
  private(set) var coda: (departure: Int, start: Int)?

  init(_ measures: [Measure]) {
    var segno: Int?
    var codas: [Int] = []
    var departure: Int?
    for (index, measure) in measures.enumerated() {
      for (name, isAtStart) in measure.decorations {
        let boundary = isAtStart ? index : index + 1
        switch name {
        case "segno": segno = boundary
        case "coda": codas.append(boundary)
        case "dacoda": departure = boundary
        case "fine": fines.insert(index)
        default:
          if let wayBack = Self.wayBack(name, segno: segno) { returns[index] = wayBack }
        }
      }
    }
    if let departure = departure ?? codas.dropLast().first, let start = codas.last,
      departure < start, start < measures.count
    {
      coda = (departure, start)
    }
  }

  private static func wayBack(_ name: String, segno: Int?) -> Return? {
    let isFromStart = name == "dacapo" || name.hasPrefix("D.C.")
    guard isFromStart || name.hasPrefix("D.S.") else { return nil }
    return (isFromStart ? 0 : segno).map { target in
      Return(
        target: target, heedsFine: !name.hasSuffix("alcoda"), heedsCoda: !name.hasSuffix("alfine"))
    }
  }
}

extension Measure {
  /// The decorations in order, each with whether no note stands before the one that it is on.
  fileprivate var decorations: [(name: String, isAtStart: Bool)] {
    var found: [(name: String, isAtStart: Bool)] = []
    var isAtStart = true
    for item in items {
      found += item.decorations.map { ($0, isAtStart) }
      if item.isTimed { isAtStart = false }
    }
    return found
  }
}

extension MeasureItem {
  fileprivate var decorations: [String] {
    switch self {
    case .note(let note): note.ornaments.decorations
    case .chord(let chord): chord.ornaments.decorations
    case .rest(let rest): rest.ornaments.decorations
    case .decoration(let name): [name]
    case .tuplet, .chordSymbol, .annotation, .directive, .meter, .key, .tempo: []
    }
  }
}
