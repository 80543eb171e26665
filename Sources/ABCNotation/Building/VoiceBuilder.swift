import MusicModel

/// One voice while its symbols are read.
struct VoiceBuilder {
  /// The finished measures and the voice's properties.
  var voice: Voice

  /// The state of `M:`, `K:` and `L:` at this point; the meter is the last of all so far.
  var meters: [Meter]
  var key: KeySignature
  var unitNoteLength: NoteDuration

  /// Octaves that `octave=` adds, and those that a later clef adds to them.
  var octaveShift = 0
  var clefOctaves = 0

  /// Semitones by which notes sound above ``Voice/transposition``, since a later `transpose=` or
  /// `%%MIDI transpose`.
  var laterTransposition = 0

  /// What `%%MIDI transpose` before the first note added to ``Voice/transposition``.
  var startTransposition = 0

  /// The semitones by which notes sound off since the last directive.
  var directedTransposition: Int { startTransposition + laterTransposition }

  var accidentals: AccidentalState

  /// The items of the layer that is being read, in the measure that is not closed yet.
  var items: [MeasureItem] = []

  /// What is known of that measure besides ``items``.
  var ending: [Int]?
  var partLabel: String?
  var layers: [[MeasureItem]] = []

  /// Whether ``items`` hold a note, chord or rest.
  var hasTimedItems = false

  /// What was written for the next note, chord or rest.
  var pending = Ornaments.none
  var hasPending = false

  /// The chord or grace group that is open.
  var chord: OpenChord?

  /// What was written for the open chord as a whole.
  var held = Ornaments.none
  var graces: OpenGraces?

  var tuplet: OpenTuplet?

  /// What a `>` left for the next note.
  var brokenRhythm = 0

  /// Where the tie is written that leads to the next note.
  var openTie: Int?

  /// The note, chord or rest that came last.
  var last: Place?

  /// Notes that the next `w:` may give a syllable, and those that the last one gave one.
  var lyrics = LyricTargets()

  /// Where the open measure starts, and where each closed one started.
  var measureStart: Int?
  var spans: [MeasureSpan] = []

  /// An overlay of several measures: the index of the measure that it has reached.
  var overlaidMeasure: Int?

  /// A span of overlays, `(&`: the index of its first measure, and where it is written.
  var overlaySpan: (measure: Int, offset: Int)?

  /// Slurs that are open.
  var openSlurs = 0

  init(voice: Voice, meter: Meter, key: KeySignature, unitNoteLength: NoteDuration) {
    self.voice = voice
    meters = [meter]
    self.key = key
    self.unitNoteLength = unitNoteLength
    accidentals = AccidentalState(key: key)
  }

  /// Where an item stands.
  struct Place: Equatable {
    /// The index of the measure; the count of the voice's measures for the open one.
    var measure: Int

    /// The index of the layer, 0 for the main one.
    var layer: Int
    var item: Int
  }

  struct OpenChord {
    var notes: [Note] = []
    var start: Int
  }

  struct OpenGraces {
    var notes: [Note] = []
    var isAcciaccatura: Bool
    var start: Int
  }

  struct OpenTuplet {
    var ratio: NoteDuration
    var remaining: Int
    var place: Place
    var start: Int
  }

  /// What the check of measure lengths needs to know about a closed measure.
  struct MeasureSpan {
    var start: Int

    /// The index of its meter among the voice's.
    var meter: Int
  }
}

extension VoiceBuilder {
  /// The meter that holds now.
  var meter: Meter { meters[meters.count - 1] }

  /// Whether the open measure holds anything that makes it one.
  var isMeasureOpen: Bool { hasTimedItems || !layers.isEmpty }

  /// The place that the next item will have.
  var nextPlace: Place {
    Place(measure: voice.measures.count, layer: layers.count, item: items.count)
  }

  /// Changes an item that was placed before.
  mutating func change(_ place: Place, _ body: (inout MeasureItem) -> Void) {
    if place.measure < voice.measures.count {
      if place.layer == 0 {
        body(&voice.measures[place.measure].items[place.item])
      } else if place.layer <= voice.measures[place.measure].overlays.count {
        body(&voice.measures[place.measure].overlays[place.layer - 1][place.item])
      }
    } else if place.layer < layers.count {
      body(&layers[place.layer][place.item])
    } else {
      body(&items[place.item])
    }
  }

  /// The item at a place.
  func item(at place: Place) -> MeasureItem {
    if place.measure < voice.measures.count {
      let measure = voice.measures[place.measure]
      return place.layer == 0
        ? measure.items[place.item] : measure.overlays[place.layer - 1][place.item]
    }
    return place.layer < layers.count ? layers[place.layer][place.item] : items[place.item]
  }

  /// Whether the note or chord at a place is tied to what follows.
  func hasTie(at place: Place) -> Bool {
    if place.layer == 0, layers.isEmpty || place.measure < voice.measures.count {
      // The usual case, without a copy of the item.
      return place.measure < voice.measures.count
        ? voice.measures[place.measure].items[place.item].isTied : items[place.item].isTied
    }
    return item(at: place).isTied
  }

  /// Adds an item that takes no time.
  mutating func add(_ item: MeasureItem, at offset: Int) {
    if measureStart == nil { measureStart = offset }
    items.append(item)
  }

  /// Adds a note, chord or rest whose duration and ornaments are final.
  @inline(__always)
  mutating func addTimed(
    _ item: consuming MeasureItem, at offset: Int, takesLyrics: Bool,
    _ context: inout TuneContext
  ) {
    if openTie != nil { endTie(at: item, &context) }
    if measureStart == nil { measureStart = offset }
    let place = nextPlace
    items.append(item)
    hasTimedItems = true
    last = place
    if takesLyrics { lyrics.add(place) }
    accidentals.endCarrying()
    brokenRhythm = 0
    if tuplet != nil {
      tuplet?.remaining -= 1
      if tuplet?.remaining == 0 { tuplet = nil }
    }
  }

  /// Hands over what was written for the next note.
  @inline(__always)
  mutating func takePending() -> Ornaments {
    guard hasPending else { return .none }
    hasPending = false
    let ornaments = pending
    pending = .none
    return ornaments
  }
}

extension MeasureItem {
  /// Whether a tie leads on from it.
  fileprivate var isTied: Bool {
    switch self {
    case .note(let note): note.isTied
    case .chord(let chord): chord.notes.contains { $0.isTied }
    default: false
    }
  }
}
