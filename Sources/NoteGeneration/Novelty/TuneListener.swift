import MusicModel
import NoteVocabulary

/// Follows the tokens of a tune and keeps its melody as it will be played.
struct TuneListener {
  private(set) var played = PlayedNotes()

  /// The length of a full measure in ticks of ``PlayedNotes``; zero in the header.
  private(set) var measureTicks = 0

  private(set) var isTied = false
  private var unit = 0
  private var pending: Int?
  private var tuplet: (start: Int, left: Int, tuplet: Tuplet)?
  private var isInGraces = false
  private var chordTop: Int?
  private var isInFirstEnding = false

  /// Whether an ending is open, and whether a start repeat opened the section: what else ends a section
  /// depends on them, see `PlayOrder`.
  private var isInEnding = false
  private var isExplicit = false

  /// Whether a chord or grace notes are open.
  var isInGroup: Bool { isInGraces || chordTop != nil }

  /// The time from which the grammar counts: within a tuplet its start.
  var grammarTime: Int { tuplet?.start ?? played.time }

  /// The written length of the next note or rest in ticks of ``PlayedNotes``.
  var nextTicks: Int {
    let ticks = pending ?? unit
    guard let tuplet = tuplet?.tuplet else { return ticks }
    return ticks * tuplet.normal / tuplet.actual
  }

  mutating func hear(_ token: TuneToken) {
    switch token {
    case .meter(let meter) where measureTicks == 0:
      measureTicks = meter.measureDuration.map(Self.ticks) ?? 0
    case .unit(let length): unit = Self.ticks(length)
    case .duration(let length): pending = Self.ticks(length)
    case .tuplet(let new): tuplet = (played.time, new.count, new)
    case .pitch(let pitch): hear(pitch.pitch)
    case .rest:
      played.pass(ticks: nextTicks)
      finishItem()
    case .tie: isTied = true
    case .chordStart: chordTop = .min
    case .chordEnd:
      let top = chordTop ?? 0
      chordTop = nil
      hear(top)
    case .graceStart, .acciaccaturaStart: isInGraces = true
    case .graceEnd: isInGraces = false
    case .bar(let line): hear(line)
    case .ending(let number):
      isInEnding = true
      guard number == 1 else { return }
      isInFirstEnding = true
      played.startFirstEnding()
    default: break
    }
  }

  private mutating func hear(_ pitch: Int) {
    guard !isInGraces else { return }
    if let top = chordTop {
      chordTop = max(top, pitch)
      return
    }
    if isTied { played.pass(ticks: nextTicks) } else { played.addNote(pitch, ticks: nextTicks) }
    finishItem()
  }

  private mutating func finishItem() {
    isTied = false
    pending = nil
    guard let open = tuplet else { return }
    tuplet = open.left == 1 ? nil : (open.start, open.left - 1, open.tuplet)
  }

  private mutating func hear(_ line: BarLine) {
    if line.endedRepeats > 0 {
      played.repeatSection()
      // After a first ending the second one belongs to the section still.
      if !isInFirstEnding { startSection(isExplicit: line.startedRepeats > 0) }
      (isInFirstEnding, isInEnding) = (false, false)
    } else if line.startedRepeats > 0 {
      startSection(isExplicit: true)
    } else if line.style != .single, isInEnding || !isExplicit {
      startSection(isExplicit: false)
    }
  }

  private mutating func startSection(isExplicit: Bool) {
    played.startSection()
    self.isExplicit = isExplicit
    isInEnding = false
  }

  private static func ticks(_ duration: NoteDuration) -> Int {
    let ticks = duration * PlayedNotes.ticksPerWhole
    return ticks.numerator / ticks.denominator
  }
}
