/// Reads the chunks of a file.
struct FileReader {
  private(set) var midiFile = MIDIFile()
  var log: FindingLog

  /// Where the next chunk starts, and where the file ends.
  private var position = 0
  private var end = 0

  /// How many events may still be looked at in search of a way out of damage, in all tracks.
  private var recoveryBudget = 0

  /// For how many bytes of tracks memory may still be set aside, however many claim the same ones.
  private var unreservedByteCount = 0

  /// A place from which on the next track starts at another place; the end where there is none.
  private var nextTrack = (searchedFrom: 0, found: -1)

  private var announcedTracks: Int?
  private var leftOutStatus = false
  private var repeatedStatus = false

  init(file: String) {
    log = FindingLog(file: file)
  }

  /// Reads a whole file, or returns `false` where nothing in it is MIDI.
  mutating func read(_ bytes: Span<UInt8>) -> Bool {
    end = bytes.count
    recoveryBudget = 16 * bytes.count
    unreservedByteCount = bytes.count
    takeOffWrapper(bytes)
    guard readHeader(bytes) else { return false }
    while position < end { readChunk(bytes) }
    checkTracks()
    midiFile.usesRunningStatus = leftOutStatus || !repeatedStatus
    return true
  }
}

// MARK: - Header

extension FileReader {
  /// Skips a RIFF header of the kind `RMID` up to the content of its `data` chunk.
  private mutating func takeOffWrapper(_ bytes: Span<UInt8>) {
    guard bytes.hasType("RIFF", at: 0), bytes.hasType("RMID", at: 8) else { return }
    var chunk = 12
    while chunk + 8 <= end, !bytes.hasType("data", at: chunk) {
      let size = Int(bytes.word(at: chunk + 4).byteSwapped)
      chunk += 8 + size + size % 2
    }
    guard chunk + 8 <= end else { return }
    log.note(.riffWrapper, at: 0, "a RIFF file of the kind RMID; its data chunk is read")
    position = chunk + 8
    let size = Int(bytes.word(at: chunk + 4).byteSwapped)
    if bytes.hasType("MThd", at: position), size <= end - position { end = position + size }
  }

  /// Reads the header and moves to the chunk after it, or returns `false` for no MIDI at all.
  private mutating func readHeader(_ bytes: Span<UInt8>) -> Bool {
    if !bytes.hasNearly("MThd", at: position) {
      guard findHeader(bytes) else { return false }
    } else if !bytes.hasType("MThd", at: position) {
      log.note(.damagedChunkType, at: position, "damaged type of the header; expected MThd")
    }
    guard bytes.hasNearly("MThd", at: position) else { return true }
    guard position + 14 <= end else {
      log.note(.truncated, at: position, "the file ends within its header; expected 14 bytes")
      position = end
      return true
    }
    readFields(bytes)
    moveBeyondHeader(bytes)
    return true
  }

  /// Moves to a header further on, or to the first track where there is none.
  private mutating func findHeader(_ bytes: Span<UInt8>) -> Bool {
    let start = position
    if let header = bytes.firstIndex(of: "MThd", from: start, to: end) {
      log.note(
        .bytesBeforeHeader, at: start, "\(header - start) bytes before the header; skipped")
      position = header
      return true
    }
    guard let track = bytes.firstIndex(of: "MTrk", from: start, to: end) else { return false }
    log.note(
      .missingHeader, at: start,
      "no MThd chunk before the first track; read as format 1 with 480 ticks a quarter")
    position = track
    return true
  }

  private mutating func readFields(_ bytes: Span<UInt8>) {
    let number = bytes.halfWord(at: position + 8)
    if let format = MIDIFile.Format(rawValue: number) {
      midiFile.format = format
    } else {
      midiFile.format = .simultaneousTracks
      log.note(
        .unknownFormat, at: position + 8, "format \(number); expected 0, 1 or 2, read as 1")
    }
    announcedTracks = bytes.halfWord(at: position + 10)
    readDivision(bytes.halfWord(at: position + 12))
  }

  private mutating func readDivision(_ word: Int) {
    if word & 0x8000 == 0 {
      if word == 0 {
        log.note(.badDivision, at: position + 12, "zero ticks a quarter; read as 480")
      }
      midiFile.division = .ticksPerQuarter(word == 0 ? 480 : word)
      return
    }
    let frames = 256 - word >> 8
    let ticks = word & 0xFF
    if ![24, 25, 29, 30].contains(frames) || ticks == 0 {
      log.note(
        .badDivision, at: position + 12,
        "\(frames) frames a second of \(ticks) ticks; expected 24, 25, 29 or 30 of 1...255")
    }
    midiFile.division = .timecode(framesPerSecond: frames, ticksPerFrame: max(ticks, 1))
  }

  /// Honours a header longer than six bytes, and mends a length that cannot be.
  private mutating func moveBeyondHeader(_ bytes: Span<UInt8>) {
    let length = Int(bytes.word(at: position + 4))
    let stated = position + 8 + length
    let shortest = position + 14
    let isPlausible = stated <= end && (stated == end || bytes.isChunk(at: stated, end: end))
    if length != 6 {
      log.note(
        .headerLength, at: position + 4, "a header of \(length) bytes; expected 6")
    }
    if length > 6, isPlausible {
      midiFile.headerExtension = (shortest..<stated).map { bytes[$0] }
      position = stated
    } else {
      position = shortest
    }
  }
}

// MARK: - Chunks

extension FileReader {
  private mutating func readChunk(_ bytes: Span<UInt8>) {
    if bytes.hasNearly("MTrk", at: position) {
      readTrack(bytes)
    } else if bytes.isChunk(at: position, end: end) {
      let stop = position + 8 + Int(bytes.word(at: position + 4))
      midiFile.chunks.append(
        .unknown(
          type: (position..<(position + 4)).map { bytes[$0] },
          bytes: ((position + 8)..<stop).map { bytes[$0] }))
      position = stop
    } else if case let track = startOfTrack(bytes, from: position), track < end {
      log.note(
        .strayBytes, at: position, "\(track - position) bytes that are no chunk; skipped")
      position = track
    } else {
      log.note(
        .dataAfterEnd, at: position, "\(end - position) bytes after the last chunk; left out")
      position = end
    }
  }

  private mutating func readTrack(_ bytes: Span<UInt8>) {
    let start = position
    if !bytes.hasType("MTrk", at: start) {
      log.note(.damagedChunkType, at: start, "damaged type of a chunk; read as MTrk")
    }
    guard start + 8 <= end else {
      log.note(.truncated, at: start, "the file ends within the header of a track")
      position = end
      return
    }
    let stated = start + 8 + Int(bytes.word(at: start + 4))
    let limit = trackLimit(bytes, from: start + 8, stated: stated)
    // A share for each track, so that one cannot use up what others need, and a common rest.
    let share = 1024 + min(16 * (limit - start - 8), recoveryBudget)
    var reader = TrackReader(from: start + 8, to: limit, recoveryBudget: share)
    let reserved = min(limit - start - 8, unreservedByteCount)
    unreservedByteCount -= reserved
    reader.read(bytes, expectedByteCount: reserved, log: &log)
    recoveryBudget -= min(max(share - reader.recovery.budget - 1024, 0), recoveryBudget)
    leftOutStatus = leftOutStatus || reader.leftOutStatus
    repeatedStatus = repeatedStatus || reader.repeatedStatus
    midiFile.chunks.append(.track(reader.track))
    position = reader.position
    finishTrack(bytes, start: start, stated: stated, foundEnd: reader.foundEndOfTrack)
  }

  /// Where a track ends at most: where its length says if a chunk or nothing follows there.
  private mutating func trackLimit(_ bytes: Span<UInt8>, from start: Int, stated: Int) -> Int {
    if stated == end || stated < end && bytes.isChunk(at: stated, end: end) { return stated }
    return startOfTrack(bytes, from: start)
  }

  /// The first place from one on where `MTrk` stands, or the end of the file.
  ///
  /// What was found is kept, so that many damaged tracks do not look through the same bytes.
  private mutating func startOfTrack(_ bytes: Span<UInt8>, from start: Int) -> Int {
    if start < nextTrack.searchedFrom || start > nextTrack.found {
      nextTrack = (start, bytes.firstIndex(of: "MTrk", from: start, to: end) ?? end)
    }
    return nextTrack.found
  }

  /// Compares where a track ended with its stated length, and moves on.
  private mutating func finishTrack(
    _ bytes: Span<UInt8>, start: Int, stated: Int, foundEnd: Bool
  ) {
    if !foundEnd {
      log.note(.missingEndOfTrack, at: position, "the track has no end-of-track event")
    }
    if position == stated { return }
    let isTrusted = stated == end || stated < end && bytes.isChunk(at: stated, end: end)
    if foundEnd, isTrusted, position < stated, !bytes.hasType("MTrk", at: position) {
      log.note(
        .dataAfterEnd, at: position,
        "\(stated - position) bytes after the end of the track; left out")
      position = stated
    } else if stated > end, !foundEnd {
      log.note(
        .truncated, at: start + 4,
        "the file ends \(stated - end) bytes before its last track does")
    } else {
      log.note(
        .chunkLength, at: start + 4,
        "the track states \(stated - start - 8) bytes; its events take "
          + "\(position - start - 8)")
    }
  }

  private mutating func checkTracks() {
    let count = midiFile.tracks.count
    if count == 0 {
      log.note(.noTracks, at: end, "the file has no track")
    } else if let announced = announcedTracks, announced != count {
      log.note(.trackCount, at: 0, "\(count) tracks; the header announces \(announced)")
    }
    if midiFile.format == .singleTrack, count > 1 {
      log.note(.trackCount, at: 0, "\(count) tracks in a file of format 0; expected one")
    }
  }
}
