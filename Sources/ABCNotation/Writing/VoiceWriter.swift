import MusicModel

/// Writes the music of one voice, line by line.
struct VoiceWriter {
  private(set) var text = ""

  private let voice: Voice
  private let measuresPerLine: Int
  private var state: MeasureWriter

  /// Whether any note of the voice has a syllable.
  private let hasWords: Bool

  /// The line being written, and the measures in it.
  private var line = ""
  private var measuresInLine = 0

  /// Whether the measure being written stands in a numbered ending.
  private var isInEnding = false
  private var lyrics = LyricLines()

  /// The sign that starts a repeat, until the label of its part is written.
  private var repeatStart = ""

  init(_ tune: Tune, voice index: Int, options: ABCWriter.Options) {
    voice = tune.voices[index]
    measuresPerLine = options.measuresPerLine
    hasWords = voice.measures.contains { measure in
      var lines = LyricLines()
      lines.add(measure)
      return !lines.text.isEmpty
    }
    state = MeasureWriter(tune)
    writeDirectives()
    if let opening = voice.openingBarLine { write(opening, before: 0) }
    for index in voice.measures.indices { write(index) }
    endLine()
  }

  private mutating func writeDirectives() {
    if let channel = voice.channel { text += "%%MIDI channel \(channel + 1)\n" }
    if let program = voice.program { text += "%%MIDI program \(program)\n" }
  }

  /// Whether a measure is the first one after a repeat sign, a double bar line or nothing.
  private func startsSection(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    guard let barLine = voice.measures[index - 1].barLine else { return false }
    return barLine.style != .single || barLine.endedRepeats > 0 || barLine.startedRepeats > 0
  }

  /// Writes a bar line; the start of a repeat goes behind the label of the part that it is of.
  private mutating func write(_ barLine: BarLine, before index: Int) {
    guard barLine.startedRepeats > 0, voice.measures.indices.contains(index),
      voice.measures[index].partLabel != nil
    else {
      line += isInEnding ? barLine.abcAfterEnding : barLine.abc
      return
    }
    repeatStart = BarLine(startedRepeats: barLine.startedRepeats).abc
    let rest = BarLine(barLine.style, endedRepeats: barLine.endedRepeats)
    if index > 0 {
      line += (rest == .single ? .double : rest).abc
    } else if rest != .single {
      line += rest.abc
    }
  }

  private mutating func write(_ index: Int) {
    let measure = voice.measures[index]
    if let label = measure.partLabel {
      if !line.isEmpty { endLine() }
      text += "P:\(TextEscapes.escaped(label))\n"
      line = repeatStart
      repeatStart = ""
    }
    if let ending = measure.ending { line += Self.ending(ending, after: line) }
    let isFull = state.isFull(measure)
    let notes = state.write(measure, isPickUp: startsSection(index))
    if !line.isEmpty, line.last != " " { line += " " }
    line += notes
    lyrics.add(measure)
    for overlay in measure.overlays {
      state.startOverlay()
      line += " & " + state.write(overlay)
    }
    state.endMeasure(measure)
    if measure.ending != nil { isInEnding = true }
    if let barLine = measure.barLine {
      line += " "
      write(barLine, before: index + 1)
      if barLine.endedRepeats > 0 || barLine.style != .single { isInEnding = false }
    }
    if isFull || index > 0 { measuresInLine += 1 }
    let ends = measure.barLine.map { $0.style == .double || $0.endedRepeats > 0 } ?? false
    let leadsToEnding =
      index + 1 < voice.measures.count && voice.measures[index + 1].ending != nil
    let isLast = index == voice.measures.count - 1
    if isLast || measuresInLine >= measuresPerLine && !leadsToEnding
      || ends && measuresInLine >= 2 && !leadsToEnding
    {
      endLine()
    }
  }

  /// The numbers of an ending: right after a plain bar line or a repeat, elsewhere with a bracket.
  private static func ending(_ numbers: [Int], after line: String) -> String {
    let list = numbers.map(String.init).joined(separator: ",")
    let follows = line.last == "|" && (line.hasSuffix(" |") || line.hasSuffix(":|"))
    return follows ? list : (line.isEmpty || line.last == " " ? "[" : " [") + list
  }

  private mutating func endLine() {
    guard !line.isEmpty else { return }
    text += line + "\n"
    // Words reach back to the last words: a line without any says so.
    text += lyrics.text.isEmpty && hasWords ? "w:\n" : lyrics.text
    line = ""
    lyrics = LyricLines()
    measuresInLine = 0
  }
}

extension BarLine {
  /// The line as ABC writes it at the end of an ending, where players take `::` amiss.
  var abcAfterEnding: String {
    guard self == .endAndStartRepeat else { return abc }
    return "\(BarLine.endRepeat) \(BarLine.startRepeat)"
  }

  /// The line as ABC writes it.
  ///
  /// A repeat sign is a double line already. A thick line and a repeat sign that players do not know
  /// as one stand side by side.
  var abc: String {
    let ended = BarLine(endedRepeats: endedRepeats)
    let started = BarLine(startedRepeats: startedRepeats)
    guard ended != .single || started != .single else { return description }
    let signs =
      switch style {
      case .thinThick: [BarLine(.thinThick, endedRepeats: endedRepeats), started]
      case .thickThin: [ended, BarLine(.thickThin), started]
      default: [BarLine(endedRepeats: endedRepeats, startedRepeats: startedRepeats)]
      }
    return signs.filter { $0 != .single }.map(\.description).joined(separator: " ")
  }
}
