import MusicModel

extension TuneBuilder {
  /// Reads a `%%` line; a text block is skipped to its end.
  mutating func readDirective(_ bytes: ArraySlice<UInt8>, line: inout Int, before end: Int) {
    let text = bytes.dropFirst(2).trimmed
    if let block = TextBlock(opening: text) {
      while line < end {
        let bytes = self.text[line: line]
        line += 1
        if block.isClosed(by: bytes) { break }
      }
      return
    }
    keepDirective(text.withoutComment.trimmed, at: bytes.startIndex)
  }

  /// Follows a directive, and keeps it where it has no meaning for the notes.
  mutating func keepDirective(_ instruction: ArraySlice<UInt8>, at offset: Int) {
    let isUsed = readInstruction(instruction, at: offset)
    let kept = TextDecoder.verbatim(instruction)
    // Without its NUL bytes a line may open a block of text after all.
    if !isUsed, !isInBody, !kept.isEmpty, TextBlock(opening: Array(kept.utf8)[...]) == nil {
      if instruction.starts(with: "score") || instruction.starts(with: "staves") {
        header.hasScore = true
        header.scoreOffset = readsElsewhere ? nil : offset
      }
      tune.fields.append(TextField("%", kept))
    }
  }

  /// Reads what stands after `%%` or `I:`; `false` where it has no meaning for the notes.
  @discardableResult
  mutating func readInstruction(_ text: ArraySlice<UInt8>, at offset: Int) -> Bool {
    guard let first = text.first else { return true }
    // Most directives are about print: their first letter is enough to pass them over.
    guard "mpla".utf8.contains(first.lowercased) else { return false }
    let words = text.words
    guard let name = words.first else { return true }
    if name.matches("MIDI") {
      if readMIDIDirective(Array(words.dropFirst()), at: offset) { return true }
      // What cannot stand in brackets has no place among the notes.
      guard isInBody, !text.contains(UInt8(ascii: "]")) else { return isInBody }
      let words = words.map { TextDecoder.verbatim($0) }
      voice.add(.directive((["MIDI"] + words.dropFirst()).joined(separator: " ")), at: offset)
    } else if name.matches("propagate-accidentals") {
      setReach(words.dropFirst().first ?? [], at: offset)
    } else if name.matches("linebreak") {
      lexerOptions.bangBreaksLines = words.dropFirst().contains { $0.elementsEqual([.bang]) }
    } else if name.matches("abc-charset") || name.matches("abc-version") {
      // What is written is UTF-8, and of the writer's version.
      return true
    } else if name.matches("abc-include") {
      include(words.dropFirst().first ?? [], at: offset)
    } else {
      return false
    }
    return true
  }

  private mutating func setReach(_ value: ArraySlice<UInt8>, at offset: Int) {
    if value.matches("pitch") {
      setReach(.pitch)
    } else if value.matches("octave") {
      setReach(.octave)
    } else if value.matches("not") {
      setReach(.note)
    } else {
      context.findings.warn(
        .badDirective, "propagate-accidentals is pitch, octave or not; ignored", at: offset)
    }
  }

  private mutating func setReach(_ reach: AccidentalReach) {
    context.reach = reach
    voice.accidentals.reach = context.reach
    for index in voices.indices { voices[index].accidentals.reach = context.reach }
  }

  /// Reads the MIDI directives that a voice keeps: program, channel, transpose.
  private mutating func readMIDIDirective(
    _ words: [ArraySlice<UInt8>], at offset: Int
  ) -> Bool {
    guard let name = words.first else { return false }
    // In music without bar lines an accidental is one of its note.
    if name.matches("nobarlines") || name.matches("barlines") {
      setReach(name.matches("barlines") ? .pitch : .note)
      return true
    }
    let numbers = words.dropFirst().compactMap(\.signedValue)
    guard let last = numbers.last else { return false }
    if name.matches("program"), (0...127).contains(last) {
      if numbers.count == 2 { setChannel(numbers[0]) }
      if !isInBody {
        header.program = last
      } else if voice.voice.measures.isEmpty, !voice.isMeasureOpen {
        voice.voice.program = last
      } else {
        voice.add(.directive("MIDI program \(last)"), at: offset)
      }
    } else if name.matches("channel") {
      setChannel(last)
    } else if name.matches("transpose"), (-60...60).contains(last) {
      transpose(by: last)
    } else if name.matches("rtranspose"), (-60...60).contains(last) {
      transpose(by: last + (isInBody ? voice.directedTransposition : header.transposition))
    } else {
      return false
    }
    return true
  }

  /// Transposes from here on by semitones that replace those of an earlier directive.
  private mutating func transpose(by semitones: Int) {
    let semitones = max(-60, min(60, semitones))
    if !isInBody {
      header.transposition = semitones
    } else if !voice.isMeasureOpen, voice.voice.measures.isEmpty {
      voice.voice.transposition += semitones - voice.startTransposition
      voice.startTransposition = semitones
    } else {
      voice.laterTransposition = semitones - voice.startTransposition
    }
  }

  /// Channels are counted from 1 in text.
  private mutating func setChannel(_ number: Int) {
    guard (1...16).contains(number) else { return }
    if isInBody {
      voice.voice.channel = voice.voice.channel ?? number - 1
    } else {
      header.channel = number - 1
    }
  }
}

/// A block of text between `%%begin…` and `%%end…`.
struct TextBlock {
  private let name: [UInt8]

  /// Creates the block that a directive opens, or `nil` if it opens none.
  init?(opening directive: ArraySlice<UInt8>) {
    let word = directive.prefix { !$0.isBlank }
    guard word.count > 5, word.starts(with: "begin") else { return nil }
    name = word.dropFirst(5).map(\.lowercased)
  }

  /// Whether a line is the block's end.
  func isClosed(by line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "%%") else { return false }
    let word = line.dropFirst(2).trimmed.prefix { !$0.isBlank }
    return word.starts(with: "end") && word.dropFirst(3).map(\.lowercased) == name
  }
}
