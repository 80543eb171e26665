import MusicModel

extension TuneBuilder {
  /// Reads `U: T = !trill!` (ABC 2.1, section 4.16).
  mutating func defineSymbol(_ field: FieldText) {
    let sides = field.text.split(separator: .equals, maxSplits: 1)
    let letter = sides.first?.trimmed ?? []
    guard sides.count == 2, let symbol = Self.symbol(sides[1].trimmed), letter.count == 1,
      let name = letter.first,
      name == .tilde || name.isLetter && (0x48...0x57).contains(name & 0xDF)
    else {
      context.findings.warn(
        .badUserSymbol,
        "'U:\(field.string)' defines no symbol; expected one such as T = !trill!, "
          + "for a letter H-W, h-w or ~", at: field.offset)
      return
    }
    context.userSymbols[name] = symbol
  }

  /// What a text stands for: a text in quotes, or a name between `!` and `!` or bare.
  private static func symbol(_ text: ArraySlice<UInt8>) -> UserSymbol? {
    guard text.count > 2, text.first == text.last, let delimiter = text.first,
      [.quote, .bang, .plus].contains(delimiter)
    else { return decoration(text) }
    let name = text.dropFirst().dropLast()
    return delimiter == .quote ? .annotation(TextDecoder.string(from: name)) : decoration(name)
  }

  private static func decoration(_ name: ArraySlice<UInt8>) -> UserSymbol? {
    if name.matches("nil") || name.matches("none") { return .nothing }
    return isDecorationName(name) ? .decoration(TextDecoder.verbatim(name)) : nil
  }

  /// Whether a name can stand between `!` and `!`.
  private static func isDecorationName(_ name: ArraySlice<UInt8>) -> Bool {
    !name.isEmpty
      && name.allSatisfy {
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
        let name = word.dropFirst().dropLast()
        if Self.isDecorationName(name) {
          voice.change(places[next]) {
            $0.changeOrnaments { $0.decorations.append(TextDecoder.verbatim(name)) }
          }
        } else {
          context.findings.warn(
            .unknownDecoration,
            "'\(TextDecoder.verbatim(name.prefix(40)))' cannot name a decoration; ignored",
            at: word.startIndex)
        }
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
