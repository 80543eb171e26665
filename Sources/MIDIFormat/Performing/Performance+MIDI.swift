public import MusicModel

/// How a file becomes a performance.
public struct PerformanceOptions: Hashable, Sendable {
  /// Whether notes that end while the sustain pedal is down sound until it goes up.
  public var appliesSustainPedal: Bool

  public init(appliesSustainPedal: Bool = false) {
    self.appliesSustainPedal = appliesSustainPedal
  }
}

extension Performance {
  /// Creates the music that a file plays.
  ///
  /// Each channel and program of each track is a part. The patterns of a format-2 file are laid
  /// over each other. In a file in SMPTE time a quarter is half a second, whatever its tempo
  /// events say.
  public init(_ file: MIDIFile, options: PerformanceOptions = PerformanceOptions()) {
    var diagnostics: [Diagnostic] = []
    self.init(file, options: options, diagnostics: &diagnostics)
  }

  /// Creates the music that a file plays, and appends what had to be mended for it.
  ///
  /// - Parameter name: The name of the file that diagnostics give.
  public init(
    _ file: MIDIFile, named name: String = "", options: PerformanceOptions = PerformanceOptions(),
    diagnostics: inout [Diagnostic]
  ) {
    self.init()
    var log = FindingLog(file: name)
    let clock = TickClock(file.division)
    let tracks = file.tracks
    var notes = file.notes()
    if options.appliesSustainPedal { file.applySustainPedal(to: &notes) }
    readMaps(file, clock)
    for (index, track) in notes.enumerated() where !track.notes.isEmpty {
      let name = file.format == .singleTrack ? nil : tracks[index].name
      parts += PartSplitter(track, name: name).parts(clock)
      if track.unendedCount > 0 {
        log.note(
          .unendedNote, at: 0,
          "\(track.unendedCount) notes of track \(index + 1) have no end; "
            + "closed at the end of the track, tick \(tracks[index].endTick)")
      }
    }
    title = tracks.first?.name
    Performance.check(file, &log)
    diagnostics += log.diagnostics
  }

  private static func check(_ file: MIDIFile, _ log: inout FindingLog) {
    if file.format == .independentPatterns, file.tracks.count > 1 {
      log.note(
        .independentPatterns, at: 0,
        "\(file.tracks.count) patterns of a format-2 file are laid over each other")
    }
    if case .timecode = file.division {
      log.note(.timecodeDivision, at: 0, "SMPTE time; a quarter is taken as half a second")
    }
  }

  private mutating func readMaps(_ file: MIDIFile, _ clock: TickClock) {
    var maps = FileMaps()
    for (index, track) in file.tracks.enumerated() { maps.collect(track, index: index) }
    if case .ticksPerQuarter = file.division {
      tempi = maps.tempi.inOrder(lastTrackWins: true, clock) { 60_000_000 / Double($0) }
    }
    meters = maps.meters.inOrder(lastTrackWins: false, clock) { $0 }
    keys = maps.keys.inOrder(lastTrackWins: false, clock) { $0 }
  }
}
