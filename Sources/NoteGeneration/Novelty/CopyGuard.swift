public import Judgement
import MusicModel
import NoteVocabulary

/// Keeps tunes from sharing long runs of notes with a corpus, in whatever key.
///
/// A run that reaches from some note to one that starts ``bars`` full measures later, or more, is too
/// long. Before each note the corpus is asked how it goes on after the last so many bars; these notes
/// are taken away. A repeat sign makes a run of the section's end and its start too, so in measures
/// where the section may be repeated, a note that would make that run too long goes as well; a rest
/// or a tie by which an earlier note would become the section's last is judged in the same way.
///
/// No blind alley: other notes are left, or a rest, which shares nothing; chords and grace notes,
/// after which some note has to come, are not begun where notes are taken away. Only if all the notes
/// of a narrow range are taken at once does the sampler overrule the guard and count it.
public struct CopyGuard: TokenConstraint {
  /// The full measures that a shared run must not reach over.
  public let bars: Int

  private let index: NoveltyIndex
  private var listener = TuneListener()

  /// The first note from which on all notes so far are a shared run.
  private var runStart = 0

  /// - Precondition: `bars > 0`.
  public init(_ index: NoveltyIndex, bars: Int) {
    precondition(bars > 0, "\(bars) bars")
    self.index = index
    self.bars = bars
  }

  private var played: PlayedNotes { listener.played }
  private var limit: Int { bars * listener.measureTicks }

  public mutating func advance(by token: Int32, to place: borrowing TunePlace) {
    let known = played.notes.count
    listener.hear(TuneTokenTable.extended.tokens[Int(token)])
    guard played.notes.count > known else { return }
    let symbols = played.symbols
    while runStart < symbols.count, !index.contains(symbols[runStart...]) { runStart += 1 }
  }

  public mutating func restrict(_ allowed: inout [Bool], at place: borrowing TunePlace) {
    guard limit > 0, !listener.isInGroup, !listener.isTied else { return }
    if allowed[Tokens.tie], tieIsUnsafe(place) { allowed[Tokens.tie] = false }
    guard allowed[Tokens.rest] || Tokens.pitches.contains(where: { allowed[$0.id] }) else { return }
    let copied = copiedPitches
    let seam = seam(place)
    guard !copied.isEmpty || seam != nil else { return }
    let before = allowed
    for id in Tokens.groupStarts { allowed[id] = false }
    for (id, pitch) in Tokens.pitches where allowed[id] && copied.contains(pitch) {
      allowed[id] = false
    }
    if let seam { restrict(&allowed, bySeam: seam) }
    guard !allowed.contains(true) else { return }
    // What copies over the seam only is the lesser evil.
    allowed = before
    for (id, pitch) in Tokens.pitches where copied.contains(pitch) { allowed[id] = false }
  }

  /// The pitches by which the corpus goes on after the last so many bars.
  private var copiedPitches: Set<Int> {
    guard let start = played.lastNote(atLeast: limit, before: played.time), start >= runStart,
      let last = played.notes.last
    else { return [] }
    let time = PlayedNotes.time(last.onset, played.time)
    return Set(
      index.intervals(after: played.symbols[start...], time: time).map { last.pitch + $0 })
  }
}

// MARK: - Repeats

extension CopyGuard {
  /// Where the present measure may send the section back to its start.
  private struct Seam {
    /// The time of it.
    var end: Int
  }

  /// The seam of the present measure, if runs over it may become too long.
  private func seam(_ place: borrowing TunePlace) -> Seam? {
    guard let grammar = place.grammar, let state = place.state,
      let ticks = grammar.ticksToRepeat(in: state)
    else { return nil }
    return seam(after: ticks)
  }

  private func seam(after ticks: Int) -> Seam? {
    let end = listener.grammarTime + ticks * (PlayedNotes.ticksPerWhole / 64)
    let runOnset = runStart < played.notes.count ? played.notes[runStart].onset : played.time
    // The longest run over the seam starts no earlier than the one that the tune is in, and ends no
    // later than the one that the section starts with.
    let section = played.sectionSymbols
    let match = index.longestMatch(section).length
    let reached =
      match == section.count ? played.time : played.notes[played.sectionNote + match].onset
    let lastOnset = reached - played.sectionTime + end
    return lastOnset - runOnset >= limit ? Seam(end: end) : nil
  }

  private func restrict(_ allowed: inout [Bool], bySeam seam: Seam) {
    if seam.end > played.time {
      var judged: [Int: Bool] = [:]
      for (id, pitch) in Tokens.pitches where allowed[id] {
        let candidate = PlayedNotes.Note(onset: played.time, pitch: pitch)
        let isUnsafe = judged[pitch] ?? repeatIsUnsafe(seam, adding: candidate)
        judged[pitch] = isUnsafe
        if isUnsafe { allowed[id] = false }
      }
    }
    if allowed[Tokens.rest], played.time + listener.nextTicks >= seam.end,
      repeatIsUnsafe(seam, adding: nil)
    {
      allowed[Tokens.rest] = false
    }
  }

  /// Whether repeating the section makes too long a run over the seam.
  private func repeatIsUnsafe(_ seam: Seam, adding candidate: PlayedNotes.Note?) -> Bool {
    let (notes, second) = played.repeated(from: runStart, adding: candidate, end: seam.end)
    guard let end = notes.last?.onset, second < notes.count else { return false }
    let symbols = PlayedNotes.symbols(of: notes[...])
    for start in 0..<second {
      if end - notes[start].onset < limit { return false }
      let last = start + index.longestMatch(symbols[start...]).length
      if last >= second, notes[last].onset - notes[start].onset >= limit { return true }
    }
    return false
  }

  /// Whether a tie over the bar line could make the present note the last one of a section that must
  /// not be repeated after it.
  private func tieIsUnsafe(_ place: borrowing TunePlace) -> Bool {
    guard let grammar = place.grammar, place.state != nil else { return false }
    let tied = place.after(Int32(Tokens.tie))
    guard let state = tied.state, grammar.allows(Int32(Tokens.bar), in: state) else { return false }
    let next = tied.after(Int32(Tokens.bar))
    guard let nextState = next.state, let ticks = grammar.ticksToRepeat(in: nextState),
      let seam = seam(after: ticks)
    else { return false }
    return repeatIsUnsafe(seam, adding: nil)
  }
}

/// The ids of the tokens that matter.
private enum Tokens {
  static let table = TuneTokenTable.standard
  static let tie = Int(table.requiredID(of: .tie))
  static let rest = Int(table.requiredID(of: .rest))
  static let bar = Int(table.requiredID(of: .bar(.single)))
  static let groupStarts = [TuneToken.chordStart, .graceStart, .acciaccaturaStart].map {
    Int(table.requiredID(of: $0))
  }
  static let pitches = table.tokens.enumerated().compactMap { id, token -> (id: Int, pitch: Int)? in
    guard case .pitch(let pitch) = token else { return nil }
    return (id, pitch.pitch)
  }
}
