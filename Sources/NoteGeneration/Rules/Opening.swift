public import MusicModel
public import NoteVocabulary

/// How a tune begins: notes and bar lines that are given, and gaps that the model fills.
public struct Opening: Hashable, Sendable {
  enum Element: Hashable, Sendable {
    case token(Int32)

    /// One note of the model's choice; a duration may stand before it.
    case note

    /// A measure of the model's choice, up to the bar line that follows.
    case measure
  }

  /// The token of the unit length.
  let unit: Int32

  /// What follows the header.
  let elements: [Element]

  init(unit: Int32, elements: [Element]) {
    self.unit = unit
    self.elements = elements
  }

  /// Creates the opening that a tune is: its first voice up to where it stops, a closing double
  /// bar line left out.
  ///
  /// Invisible rests stand for notes of the model's choice, invisible measure rests for measures.
  public init(_ tune: Tune, _ encoding: TuneEncoding) throws(EncodingError) {
    let ids = try encoding.encode(tune).tokens
    let tokens = TuneTokenTable.extended.tokens
    let start = ids.firstIndex { if case .unit = tokens[Int($0)] { true } else { false } } ?? 0
    var elements: [Element] = []
    var number = false
    for id in ids[(start + 1)...] where id != Vocabulary.endToken {
      switch tokens[Int(id)] {
      case .invisibleRest: elements.append(.note)
      case .invisibleMeasuresRest:
        elements.append(.measure)
        number = true
      case .digit where number: break
      case .numberEnd where number: number = false
      default: elements.append(.token(id))
      }
    }
    while case .token(let id)? = elements.last, tokens[Int(id)].isClosing { elements.removeLast() }
    self.init(unit: ids[start], elements: elements)
  }
}

extension TuneToken {
  /// Whether it ends a tune's text without saying that more may follow.
  fileprivate var isClosing: Bool {
    switch self {
    case .bar(let bar): bar.style != .single && bar.endedRepeats == 0 && bar.startedRepeats == 0
    case .noBar, .emptyMeasure: true
    default: false
    }
  }
}

extension Opening: CustomStringConvertible {
  /// The symbols of the tokens with spaces, `*` for a note and `**` for a measure.
  public var description: String {
    let tokens = TuneTokenTable.extended.tokens
    let texts = elements.map { element in
      switch element {
      case .token(let id): tokens[Int(id)].symbol
      case .note: "*"
      case .measure: "**"
      }
    }
    return ([tokens[Int(unit)].symbol] + texts).joined(separator: " ")
  }

  /// Reads ``description``; `nil` for anything else.
  public init?(parsing text: String) {
    let vocabulary = TuneEncoding().vocabulary
    let words = text.split(separator: " ").map(String.init)
    guard let unit = words.first.flatMap({ vocabulary.id(of: $0) }) else { return nil }
    var elements: [Element] = []
    for word in words.dropFirst() {
      switch word {
      case "*": elements.append(.note)
      case "**": elements.append(.measure)
      default:
        guard let id = vocabulary.id(of: word) else { return nil }
        elements.append(.token(id))
      }
    }
    self.init(unit: unit, elements: elements)
  }
}
