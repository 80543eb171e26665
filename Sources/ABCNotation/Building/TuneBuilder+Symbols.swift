import MusicModel

extension TuneBuilder {
  /// Reads `U: T = !trill!` (ABC 2.1, section 4.16).
  mutating func defineSymbol(_ field: FieldText) {
    let sides = field.text.split(separator: .equals, maxSplits: 1)
    let letter = sides.first?.trimmed ?? []
    guard sides.count == 2, Self.isSymbol(sides[1].trimmed), letter.count == 1,
      let name = letter.first,
      name == .tilde || name.isLetter && (0x48...0x57).contains(name & 0xDF)
    else {
      context.findings.warn(
        .badUserSymbol,
        "'U:\(field.string)' defines no symbol; expected one such as T = !trill!, "
          + "for a letter H-W, h-w or ~", at: field.offset)
      return
    }
    let value = sides[1].trimmed
    if value.first == .quote, value.count > 2, value.last == .quote {
      context.userSymbols[name] =
        .annotation(TextDecoder.string(from: value.dropFirst().dropLast()))
      return
    }
    let delimiters = value.first == value.last && (value.first == .bang || value.first == .plus)
    let symbol = delimiters && value.count > 2 ? value.dropFirst().dropLast() : value
    if symbol.matches("nil") || symbol.matches("none") {
      context.userSymbols[name] = .nothing
    } else {
      context.userSymbols[name] = .decoration(TextDecoder.verbatim(symbol))
    }
  }

  /// Whether a text is a symbol: a text in quotes, or a name that can stand between `!` and `!`.
  private static func isSymbol(_ text: ArraySlice<UInt8>) -> Bool {
    if text.first == .quote { return true }
    let isDelimited = text.count > 2 && text.first == text.last && text.first == .bang
    return (isDelimited ? text.dropFirst().dropLast() : text).allSatisfy {
      ![.bang, .bar, .openBracket, .closeBracket, .colon].contains($0) && !$0.isBlank
    }
  }

  /// Aligns a line of decorations and chord symbols with the notes before it (ABC 2.1, section
  /// 4.15).
  mutating func readSymbolLine(_ field: FieldText) {
    let places = voice.lyrics.current
    var next = 0
    var additions: [(place: VoiceBuilder.Place, item: MeasureItem)] = []
    for word in SymbolLineWords(field.text).words {
      switch word.first {
      case .star?: next += 1
      case .bar?:
        guard next > 0, next < places.count else { continue }
        let measure = places[next - 1].measure
        while next < places.count, places[next].measure == measure { next += 1 }
      case .quote?:
        let text = TextDecoder.string(from: word.dropFirst().dropLast())
        guard next < places.count, let first = text.utf8.first else { break }
        let isAnnotation = "^_<>@".utf8.contains(first)
        additions.append(
          (places[next], isAnnotation ? .annotation(text) : .chordSymbol(ChordSymbol(text))))
        next += 1
      default:
        guard next < places.count, word.count > 2 else { break }
        let name = TextDecoder.verbatim(word.dropFirst().dropLast())
        voice.change(places[next]) { $0.changeOrnaments { $0.decorations.append(name) } }
        next += 1
      }
    }
    voice.insert(additions)
  }
}

/// The words of a symbol line: `*`, `|`, `"Am"`, `!trill!`.
struct SymbolLineWords {
  private(set) var words: [ArraySlice<UInt8>] = []

  init(_ text: ArraySlice<UInt8>) {
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == .quote || byte == .bang || byte == .plus,
        let close = text[(index + 1)...].firstIndex(of: byte)
      {
        words.append(text[index...close])
        index = close + 1
        continue
      }
      if byte == .star || byte == .bar { words.append(text[index...index]) }
      index += 1
    }
  }
}

extension VoiceBuilder {
  /// Inserts items before notes that were placed earlier, given in the order of time.
  mutating func insert(_ additions: [(place: Place, item: MeasureItem)]) {
    for (place, item) in additions.reversed() {
      if place.measure < voice.measures.count {
        if place.layer == 0 {
          voice.measures[place.measure].items.insert(item, at: place.item)
        } else {
          voice.measures[place.measure].overlays[place.layer - 1].insert(item, at: place.item)
        }
      } else if place.layer < layers.count {
        layers[place.layer].insert(item, at: place.item)
      } else {
        items.insert(item, at: place.item)
      }
      shift(after: place)
    }
  }

  /// Moves the remembered places that an insertion pushed on.
  private mutating func shift(after place: Place) {
    func moved(_ other: Place) -> Place {
      guard other.measure == place.measure, other.layer == place.layer, other.item >= place.item
      else { return other }
      return Place(measure: other.measure, layer: other.layer, item: other.item + 1)
    }
    last = last.map(moved)
    if let open = tuplet?.place { tuplet?.place = moved(open) }
    lyrics.move(moved)
  }
}
