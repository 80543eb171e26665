public import MusicModel
public import NoteGeneration
public import NoteVocabulary
public import RecurrentNetwork

/// Makes up the bars of a session, one after the other.
///
/// The same model and seed and, before the same bars, the same settings and calls give the same
/// bars.
public struct BarGenerator: ~Copyable {
  /// The number of bars that a call and an answer have each.
  private static let phrase = CallPhrase.bars

  /// The notes of tunes, from G3, a fiddle's lowest, to D6.
  private static let range = 55...86

  private enum Phase {
    case tunes
    case listening(bars: Int)
    case answering(bars: Int)
  }

  private var stream: TuneStream
  private let seed: UInt64
  private var settings = LiveSettings()
  private var phase = Phase.tunes
  private var set: SetPlan
  private var setCount = 0
  private var tuneCount = 0
  private var barCount = 0
  private var needsNewTune = true
  private var current = CurrentTune()

  public init(
    _ network: Network, _ vocabulary: Vocabulary, seed: UInt64
  ) throws(GenerationError) {
    stream = try TuneStream(network, vocabulary)
    self.seed = seed
    set = SetPlan(seed: seed, number: 0)
  }

  /// The number of the next bar.
  public var nextIndex: Int { barCount }

  /// The key that sounds.
  public var key: KeySignature { current.key }

  /// Whether the next bar answers a call, which has to be heard first.
  ///
  /// - Parameter settings: The settings for the next bar.
  public func needsCall(_ settings: LiveSettings) -> Bool {
    guard settings.answers, !settings.needNewTune(after: self.settings),
      case .listening(Self.phrase) = phase
    else { return false }
    return true
  }
}

extension BarGenerator {
  /// Makes up the next bar.
  ///
  /// - Parameters:
  ///   - settings: What holds from this bar on.
  ///   - call: What was played while the session listened, where ``needsCall(_:)`` says so; without
  ///     notes it goes on listening.
  public mutating func next(
    _ settings: LiveSettings, call: CallPhrase? = nil
  ) throws(GenerationError) -> LiveBar {
    take(up: settings)
    stream.temperature = settings.temperature
    if case .listening(Self.phrase) = phase {
      if let call, !call.notes.isEmpty {
        try beginAnswer(to: call)
        phase = .answering(bars: 0)
      } else {
        phase = .listening(bars: 0)
      }
    }
    let bar: LiveBar
    switch phase {
    case .tunes: bar = try tuneBar()
    case .listening(let bars):
      if bars == 0 { beginListening() }
      bar = listeningBar()
      phase = .listening(bars: bars + 1)
    case .answering(let bars):
      bar = try answerBar()
      phase = bars + 1 < Self.phrase ? .answering(bars: bars + 1) : .listening(bars: 0)
    }
    barCount += 1
    return bar
  }

  private mutating func take(up settings: LiveSettings) {
    let old = self.settings
    self.settings = settings
    if settings.needNewTune(after: old) {
      needsNewTune = true
      phase = settings.answers ? .listening(bars: 0) : .tunes
      beginSet()
    }
    guard let wish = settings.key, wish != old.key, wish != current.key else { return }
    if wish.mode == current.key.mode {
      current.key = wish
    } else {
      needsNewTune = true
      beginSet()
      if settings.answers { phase = .listening(bars: 0) }
    }
  }

  private mutating func beginSet() {
    set = SetPlan(seed: seed, number: setCount)
    setCount += 1
    current.rhythmOfSet = nil
    current.lastKeyOfSet = nil
  }
}

// MARK: - Tunes

extension BarGenerator {
  private mutating func tuneBar() throws(GenerationError) -> LiveBar {
    if needsNewTune { try beginTune(after: .zero) }
    // Every tune has measures, so that this comes to an end.
    while true {
      if let measure = current.walk.advance() { return try ended(bar(of: measure)) }
      if let measure = try stream.nextMeasure() {
        current.walk.append(measure)
      } else {
        try beginTune(after: .zero)
      }
    }
  }

  /// Lengthens the last note of a tune whose last bar is not full, up to the pick-up of the next
  /// tune, so that the beat goes on without a gap.
  private mutating func ended(_ bar: LiveBar) throws(GenerationError) -> LiveBar {
    guard bar.duration < current.measureDuration, !current.walk.knowsNext else { return bar }
    if let measure = try stream.nextMeasure() {
      current.walk.append(measure)
      return bar
    }
    let missing = current.measureDuration - bar.duration
    var bar = bar
    let gap = try beginTune(after: missing)
    for index in bar.notes.indices
    where bar.notes[index].onset + bar.notes[index].duration == bar.duration {
      bar.notes[index].duration += gap
    }
    bar.duration += gap
    return bar
  }

  /// Begins a tune in its set.
  ///
  /// - Parameter missing: What the last bar lacks to be full.
  /// - Returns: What is still missing before the pick-up. A pick-up without room is left out, the
  ///   first time.
  @discardableResult
  private mutating func beginTune(
    after missing: NoteDuration
  ) throws(GenerationError) -> NoteDuration {
    let isFirst = tuneCount == 0
    if set.tunesLeft == 0 || setCount == 0 { beginSet() }
    let key = set.nextKey(wish: settings.key, after: current.lastKeyOfSet)
    var options = SamplingOptions()
    options.seed = seed
    options.temperature = settings.temperature
    options.constraints.rhythm = settings.rhythm ?? current.rhythmOfSet
    options.constraints.mode = key.mode
    options.constraints.soundingTonic = key.tonic
    options.constraints.range = Self.range
    options.constraints.form = TuneForm(sections: [
      .init(measures: 8, isRepeated: true), .init(measures: 8, isRepeated: true),
    ])
    try stream.begin(options, index: tuneCount)
    tuneCount += 1
    needsNewTune = false
    let first = try stream.nextMeasure()
    let tune = stream.tune
    let kind = tune.rhythm.flatMap { RhythmKind($0) }
    current = CurrentTune(
      key: key, writtenKey: key, meter: tune.meter, rhythm: kind, rhythmOfSet: kind,
      lastKeyOfSet: key)
    current.walk = RepeatWalk(opening: tune.voices[0].openingBarLine)
    guard let first else { return missing }
    current.walk.append(first)
    let pickup = first.duration < current.measureDuration ? first.duration : .zero
    if isFirst || pickup == .zero { return missing }
    if pickup <= missing { return missing - pickup }
    _ = current.walk.advance()
    return missing
  }

  private mutating func bar(of measure: Measure) -> LiveBar {
    var bar = numbered(emptyBar(measure.duration, kind: .tune))
    (bar.notes, bar.held) = LiveBar.sound(
      of: measure, in: current.meter, current.writtenKey,
      semitones: current.key.semitones(from: current.writtenKey))
    return bar
  }

  private mutating func numbered(_ bar: LiveBar) -> LiveBar {
    var bar = bar
    current.number += 1
    bar.number = current.number
    return bar
  }

  private func emptyBar(_ duration: NoteDuration, kind: LiveBar.Kind) -> LiveBar {
    let usual = Tempo(usualFor: current.rhythm, in: current.meter).quartersPerMinute ?? 120
    let name = current.rhythm.map { $0.rawValue.prefix(1).uppercased() + $0.rawValue.dropFirst() }
    return LiveBar(
      index: barCount, kind: kind, title: "\(name ?? "Tune") in \(current.key)",
      number: current.number, meter: current.meter, key: current.key,
      tempo: usual * Double(settings.tempoPercent) / 100, program: settings.program,
      duration: duration, notes: [], held: [], clicks: [])
  }
}

// MARK: - Call and response

extension BarGenerator {
  private mutating func beginListening() {
    let kind = settings.rhythm ?? current.rhythm ?? .reel
    let key = settings.key ?? (tuneCount > 0 ? current.key : KeySignature(PitchName(.d), .major))
    let isSame = current.rhythm == kind && tuneCount > 0
    current = CurrentTune(
      key: key, writtenKey: key,
      meter: isSame ? current.meter : kind.usualMeters?.first ?? .common, rhythm: kind,
      rhythmOfSet: kind, lastKeyOfSet: key)
    needsNewTune = true
  }

  private mutating func listeningBar() -> LiveBar {
    var bar = numbered(emptyBar(current.measureDuration, kind: .listening))
    let pulse = current.meter.pulse ?? NoteDuration(1, 4)
    var onset = NoteDuration.zero
    while onset < bar.duration {
      bar.clicks.append(
        PerformedNote(
          onset: onset, duration: NoteDuration(1, 16), pitch: onset == .zero ? 76 : 77,
          velocity: onset == .zero ? 100 : 70))
      onset += pulse
    }
    return bar
  }

  /// Lets the model go on from the call, in the same meter and key.
  private mutating func beginAnswer(to call: CallPhrase) throws(GenerationError) {
    var options = SamplingOptions()
    options.seed = seed
    options.temperature = settings.temperature
    options.constraints.rhythm = current.rhythm
    options.constraints.meter = current.meter
    options.constraints.mode = current.key.mode
    options.constraints.soundingTonic = current.key.tonic
    options.constraints.form = TuneForm(sections: [
      .init(measures: 2 * Self.phrase, isRepeated: false)
    ])
    current.writtenKey = current.key
    current.number = 0
    let opening = call.tune(rhythm: current.rhythm, meter: current.meter, key: current.key)
    try stream.begin(options, index: tuneCount, opening: opening)
    tuneCount += 1
    current.walk = RepeatWalk()
    // What of the call the grammar refuses, the model fills up.
    while stream.tune.voices[0].measures.count < Self.phrase {
      guard try stream.nextMeasure() != nil else { break }
    }
  }

  private mutating func answerBar() throws(GenerationError) -> LiveBar {
    guard let measure = try stream.nextMeasure() else {
      return numbered(emptyBar(current.measureDuration, kind: .answer))
    }
    var bar = bar(of: measure)
    bar.kind = .answer
    return bar
  }
}

/// The tune that is being played.
private struct CurrentTune {
  var key = KeySignature.cMajor

  /// The key in which the model wrote it.
  var writtenKey = KeySignature.cMajor
  var meter = Meter.common
  var rhythm: RhythmKind?
  var rhythmOfSet: RhythmKind?
  var lastKeyOfSet: KeySignature?
  var walk = RepeatWalk()

  /// The number of the bar that was played last.
  var number = 0

  var measureDuration: NoteDuration { meter.measureDuration ?? .whole }
}
