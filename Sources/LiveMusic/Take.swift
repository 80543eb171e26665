public import MIDIFormat
import MusicModel

/// What a session played, bar after bar.
public struct Take: Sendable {
  /// The speed, meter, key and bars, and the notes by part.
  private var performance = Performance(title: "Lilt live")
  private var melodies: [Int: Part] = [:]
  private var clicks = Part(name: "Count", channel: 9)
  private var calls = Part(name: "Call", channel: 1)

  /// Notes that were held over the last bar line: place in their part, by pitch.
  private var held: [Int: (program: Int, note: Int)] = [:]
  private var onset = NoteDuration.zero

  /// Where the bars of the present call began.
  private var callStart: NoteDuration?

  /// How to play it again.
  public var recipe: LiveRecipe

  public init(recipe: LiveRecipe) {
    self.recipe = recipe
  }
}

extension Take {
  /// Adds a bar that was played, and counts it.
  ///
  /// - Parameter isRepeated: Whether it stood in for one that was late.
  public mutating func append(_ bar: LiveBar, isRepeated: Bool) {
    if isRepeated { recipe.repeats.append(recipe.bars) }
    recipe.bars += 1
    performance.measureOnsets.append(onset)
    if performance.meters.last?.value != bar.meter {
      performance.meters.append(Timed(onset, bar.meter))
    }
    if performance.keys.last?.value != bar.key { performance.keys.append(Timed(onset, bar.key)) }
    if performance.tempi.last?.value != bar.tempo {
      performance.tempi.append(Timed(onset, bar.tempo))
    }
    appendNotes(of: bar)
    for click in bar.clicks { clicks.notes.append(click.delayed(by: onset)) }
    if bar.kind == .listening, bar.number == 1 { callStart = onset }
    onset += bar.duration
  }

  /// Adds what was played while the session listened.
  public mutating func append(_ call: CallPhrase) {
    recipe.note(call)
    guard let callStart else { return }
    calls.notes += call.performedNotes.map { $0.delayed(by: callStart) }
  }

  private mutating func appendNotes(of bar: LiveBar) {
    var holding: [Int: (program: Int, note: Int)] = [:]
    for note in bar.notes {
      let goesOn = note.onset == .zero ? held[note.pitch] : nil
      let place: (program: Int, note: Int)
      if let goesOn {
        melodies[goesOn.program]?.notes[goesOn.note].duration += note.duration
        place = goesOn
      } else {
        let name = melodies.isEmpty ? "Melody" : "Melody \(melodies.count + 1)"
        var part = melodies[bar.program] ?? Part(name: name, channel: 0, program: bar.program)
        place = (bar.program, part.notes.count)
        part.notes.append(note.delayed(by: onset))
        melodies[bar.program] = part
      }
      let isLast = note.onset + note.duration == bar.duration
      if isLast, bar.held.contains(note.pitch) { holding[note.pitch] = place }
    }
    held = holding
  }

  /// The take as a file that holds its recipe.
  public func midiFile() -> MIDIFile {
    var performance = performance
    performance.parts =
      melodies.sorted { $0.key < $1.key }.map(\.value)
      + [clicks, calls].filter { !$0.notes.isEmpty }
    return MIDIFile(performance, options: MIDIWritingOptions(recipe: recipe.text))
  }
}

extension PerformedNote {
  fileprivate func delayed(by time: NoteDuration) -> PerformedNote {
    var note = self
    note.onset += time
    return note
  }
}
