/// What stands on a note, chord or rest besides its pitch and length.
///
/// Most notes carry nothing, so what there is lives in a box of its own: an unadorned note stays
/// small and is copied without touching a reference count.
public struct Ornaments: Hashable, Sendable {
  private var storage: Storage

  private enum Storage: Hashable, Sendable {
    case none
    indirect case some(Marks)
  }

  private struct Marks: Hashable, Sendable {
    var decorations: [String] = []
    var graces: GraceGroup?
    var slurStarts = 0
    var slurEnds = 0
    var syllables: [String?] = []
  }

  public init(
    decorations: [String] = [], graces: GraceGroup? = nil, slurStarts: Int = 0, slurEnds: Int = 0,
    syllables: [String?] = []
  ) {
    storage = .none
    marks = Marks(
      decorations: decorations, graces: graces, slurStarts: slurStarts, slurEnds: slurEnds,
      syllables: syllables)
  }

  @usableFromInline init() { storage = .none }

  @inlinable public static var none: Ornaments { Ornaments() }

  /// Whether there is nothing on the note.
  public var isEmpty: Bool {
    if case .none = storage { return true }
    return false
  }

  /// The marks; a value without any is not stored, so that equal ornaments are equal in storage.
  private var marks: Marks {
    get {
      if case .some(let marks) = storage { return marks }
      return Marks()
    }
    set { storage = newValue == Marks() ? .none : .some(newValue) }
  }
}

extension Ornaments {
  /// Names of decorations without their delimiters, in the order written: `trill`, `staccato`.
  public var decorations: [String] {
    get { marks.decorations }
    set { marks.decorations = newValue }
  }

  /// Grace notes played just before.
  public var graces: GraceGroup? {
    get {
      if case .some(let marks) = storage { return marks.graces }
      return nil
    }
    set { marks.graces = newValue }
  }

  /// Slurs that start on this note.
  public var slurStarts: Int {
    get { marks.slurStarts }
    set { marks.slurStarts = newValue }
  }

  /// Slurs that end on this note.
  public var slurEnds: Int {
    get { marks.slurEnds }
    set { marks.slurEnds = newValue }
  }

  /// The syllable of each verse; `nil` where a verse has none here.
  public var syllables: [String?] {
    get { marks.syllables }
    set { marks.syllables = newValue }
  }
}
