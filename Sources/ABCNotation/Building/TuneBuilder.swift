import MusicModel

/// Reads the lines of one tune into a ``Tune``.
struct TuneBuilder {
  let text: SourceText
  let options: ABCReader.Options

  /// Fields of the file's header, which hold until the tune says otherwise.
  let defaults: FileHeader

  var context = TuneContext()
  var tune = Tune()

  /// The voice that is being read, and the others in the order of their declaration; the place of
  /// the current one among them holds nothing of use.
  var voice = VoiceBuilder(
    voice: Voice(), meter: .none, key: .cMajor, unitNoteLength: NoteDuration(1, 8))
  var voices: [VoiceBuilder] = []
  var currentVoice = 0

  /// Whether a `V:` has been read in the body.
  var hasNamedVoice = false

  /// Whether the header is over.
  var isInBody = false

  /// Whether the tune has lines of words or symbols.
  var hasWords = true

  var lexerOptions = MusicLexer.Options()

  /// Whether a `K:` is still to come, so that a line before it is no music.
  var keyFollows = true

  /// Fields of the header that are resolved when it ends.
  var header = HeaderState()

  var macros = Macros()

  /// The bytes of music that may still be read.
  var remainingMusic = TuneBuilder.longestMusic

  /// The names of the included files that are being read, the outermost first.
  var openIncludes: [String] = []

  /// Words that follow the tune: `W:`.
  var words: [TextField] = []

  /// The file offset of a byte, where the text that is being read was put together anew.
  var movedOffset: Int?

  /// Whether the fields that are being read stand in another text: the file's header or an included
  /// file.
  var readsElsewhere = false

  /// Fields of the header that are resolved when it ends.
  struct HeaderState {
    var hasReferenceNumber = false
    var hasMeter = false
    var hasRhythm = false

    /// The fields that a header has once, as bits.
    var seenFields: UInt64 = 0
    var unitNoteLength: NoteDuration?
    var tempo: FieldText?
    var key = KeyField([])
    var partOrder: [String] = []

    /// Where the order of parts and the list of voices stand, if they stand in this tune's header.
    var partsOffset: Int?
    var scoreOffset: Int?
    var hasScore = false
    var declaredVoices: [VoiceField] = []
    var transposition = 0
    var program: Int?
    var channel: Int?
  }

  init(_ text: SourceText, defaults: FileHeader, options: ABCReader.Options) {
    self.text = text
    self.defaults = defaults
    self.options = options
  }

  /// Reads the lines and returns the tune, or `nil` where there is no music in them.
  mutating func read(_ block: TunebookScanner.Block) -> Tune? {
    let lines = block.lines
    hasWords = block.hasWords
    lexerOptions.isLoose = !defaults.isStrict
    if !defaults.lines.isEmpty { readDefaults() }
    keyFollows = block.hasKey
    let first = text.lines[lines.lowerBound].start
    var line = lines.lowerBound
    while line < lines.upperBound { read(line: &line, before: lines.upperBound) }
    if !isInBody { endHeader(at: first, hasKey: false) }
    return finish(at: first)
  }

  /// Reads one line, or a field with the lines that go on with it.
  private mutating func read(line: inout Int, before end: Int) {
    let place = text.lines[line]
    line += 1
    switch place.kind {
    case .empty, .comment: break
    case .music: readMusicLine(place.start..<place.end)
    case .field(let letter): readField(letter, fieldText(place, line: &line, before: end))
    case .fieldContinuation:
      context.findings.warn(
        .continuationWithoutField, "'+:' has no field before it to go on with; ignored",
        at: place.start)
    case .directive: readDirective(text[line: line - 1], line: &line, before: end)
    case .tag:
      let tag = text.bytes[place.start..<place.end].trimmed.prefix(40)
      context.findings.warn(
        .htmlDebris, "'\(TextDecoder.string(from: tag))' is HTML, not ABC; ignored",
        at: place.start)
    }
  }

  /// The text of a field with its `+:` lines.
  private func fieldText(
    _ place: SourceText.Line, line: inout Int, before end: Int
  ) -> FieldText {
    let own = FieldText(text.bytes, (place.start + 2)..<place.end)
    guard line < end, text.lines[line].kind == .fieldContinuation else { return own }
    var joined = Array(own.text)
    while line < end, text.lines[line].kind == .fieldContinuation {
      joined.append(.space)
      joined += text[line: line].dropFirst(2).withoutComment.trimmed
      line += 1
    }
    return FieldText(joined: joined, offset: own.offset)
  }

  private mutating func readMusicLine(_ line: Range<Int>) {
    if !isInBody, keyFollows {
      readHeaderText(text.bytes[line])
      return
    }
    if !isInBody {
      context.findings.warn(
        .missingKey, "music before K:; read without sharps and flats", at: line.lowerBound)
      endHeader(at: line.lowerBound, hasKey: false)
    }
    if macros.isEmpty {
      readMusic(bounded(line), in: text.bytes)
    } else {
      readExpanded(bounded(line))
    }
  }

  /// Reads a line that goes on with the text of the field before, without saying so.
  private mutating func readHeaderText(_ bytes: ArraySlice<UInt8>) {
    context.findings.warn(
      .textInHeader, "text without a field before K:; expected N: or +: at its start",
      at: bytes.startIndex)
    let text = TextDecoder.string(from: bytes.withoutComment.trimmed)
    if tune.fields.isEmpty || text.isEmpty || tune.fields.last?.letter == "%" {
      tune.fields.append(TextField("N", text))
    } else {
      tune.fields[tune.fields.count - 1].text += " " + text
    }
  }

  /// The place in the file of an offset in the text that is being read.
  func place(_ offset: Int) -> Int { movedOffset ?? offset }
}
