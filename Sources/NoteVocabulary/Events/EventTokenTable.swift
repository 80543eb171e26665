import MusicModel

/// The ids of the tokens of music as played: one run of ids for each kind.
struct EventTokenTable: Sendable {
  static let standard = EventTokenTable()

  /// The tokens by id.
  let tokens: [EventToken]

  let firstEmptyBars: Int32
  let firstMeter: Int32
  let firstPosition: Int32
  let firstTempo: Int32
  let firstSound: Int32
  let firstLayer: Int32
  let firstVelocity: Int32
  let firstWholeNotes: Int32
  let firstDuration: Int32
  let firstPitch: Int32
  let firstStroke: Int32

  /// The id of the token that starts a measure.
  static let bar: Int32 = 2

  /// The steps of a whole note.
  static let stepsPerWhole = 96

  /// The steps of the longest measure.
  static let longestBar = 3 * stepsPerWhole

  /// How many measures one token can skip.
  static let emptyBars = [4, 16, 64, 256, 1024, 4096, 16_384]

  /// The layers of one sound.
  static let layerCount = 16

  /// The powers of two of whole notes that are added to a duration.
  static let wholeNotePowers = 14

  /// The programs of the General MIDI 2 and GS drum kits.
  static let kits = [0, 8, 16, 24, 25, 32, 40, 48, 56]

  /// The meters whose measures fit in ``longestBar``, by beat unit and number of beats.
  static let meters = [(1, 3), (2, 6), (4, 12), (8, 24), (16, 32), (32, 32)].flatMap { unit, most in
    (1...most).map { Meter($0, unit) }
  }

  /// The tempi: every whole number, from 120 on every second and from 240 on every fifth.
  static let tempi =
    Array(16..<120) + stride(from: 120, to: 240, by: 2) + stride(from: 240, through: 500, by: 5)

  /// The velocities: every fourth, and the loudest.
  static let velocities = stride(from: 4, through: 124, by: 4) + [127]

  private init() {
    var tokens: [EventToken] = [.start, .end, .bar]
    func add(_ more: [EventToken]) -> Int32 {
      tokens += more
      return Int32(tokens.count - more.count)
    }
    firstEmptyBars = add(Self.emptyBars.map { .emptyBars($0) })
    firstMeter = add(Self.meters.map { .meter($0) })
    firstPosition = add((0..<Self.longestBar).map { .position($0) })
    firstTempo = add(Self.tempi.map { .tempo($0) })
    firstSound = add(
      (0..<128).map { .sound(.program($0)) } + Self.kits.map { .sound(.kit($0)) })
    firstLayer = add((0..<Self.layerCount).map { .layer($0) })
    firstVelocity = add(Self.velocities.map { .velocity($0) })
    firstWholeNotes = add((0..<Self.wholeNotePowers).map { .wholeNotes(1 << $0) })
    firstDuration = add((0...Self.stepsPerWhole).map { .duration($0) })
    firstPitch = add((0..<128).map { .pitch($0) })
    firstStroke = add((0..<128).map { .stroke($0) })
    self.tokens = tokens
  }
}

extension EventTokenTable {
  /// The number of a sound: programs 0...127, then the kits; `nil` for a kit without a token.
  static func index(of sound: EventSound) -> Int? {
    switch sound {
    case .program(let program): program
    case .kit(let kit): kits.firstIndex(of: kit).map { 128 + $0 }
    }
  }

  /// The sound of a number.
  static func sound(_ index: Int) -> EventSound {
    index < 128 ? .program(index) : .kit(kits[index - 128])
  }

  /// The number of the tempo nearest to one.
  static func tempoIndex(_ tempo: QuartersPerMinute) -> Int {
    tempi.indices.min { abs(Double(tempi[$0]) - tempo) < abs(Double(tempi[$1]) - tempo) } ?? 0
  }

  /// The number of the meter with the length of one, this very one if it has a token; `nil` if
  /// there is none.
  static func meterIndex(_ meter: Meter) -> Int? {
    if let exact = meters.firstIndex(of: Meter(meter.beats, meter.beatUnit)) { return exact }
    return meter.measureDuration.flatMap { length in
      meters.firstIndex { $0.measureDuration == length }
    }
  }

  /// The steps of a measure of a meter of ``meters``.
  static func barSteps(_ meterIndex: Int) -> Int {
    stepsPerWhole * meters[meterIndex].beats / meters[meterIndex].beatUnit
  }
}
