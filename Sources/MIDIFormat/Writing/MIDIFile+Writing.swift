extension MIDIFile {
  /// The file as bytes: minimal quantities, one end of track for each track.
  public var bytes: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(estimatedByteCount)
    output.append(type: Array("MThd".utf8), length: 6 + headerExtension.count)
    output.append(halfWord: format.rawValue)
    output.append(halfWord: tracks.count)
    output.append(halfWord: divisionWord)
    output.append(contentsOf: headerExtension)
    for chunk in chunks {
      switch chunk {
      case .track(let track): track.write(to: &output, usingRunningStatus: usesRunningStatus)
      case .unknown(let type, let bytes):
        output.append(type: type, length: bytes.count)
        output.append(contentsOf: bytes)
      }
    }
    return output
  }

  private var divisionWord: Int {
    switch division {
    case .ticksPerQuarter(let ticks): min(max(ticks, 1), 0x7FFF)
    case .timecode(let frames, let ticks): (256 - frames) << 8 & 0xFF00 | ticks & 0xFF
    }
  }

  private var estimatedByteCount: Int {
    chunks.reduce(64) { sum, chunk in
      switch chunk {
      case .track(let track): sum + 5 * track.records.count + track.payloadBytes.count + 16
      case .unknown(_, let bytes): sum + bytes.count + 8
      }
    }
  }
}

extension MIDITrack {
  /// Appends the track chunk.
  func write(to output: inout [UInt8], usingRunningStatus: Bool) {
    output.append(type: Array("MTrk".utf8), length: 0)
    let start = output.count
    var tick = 0
    var running: UInt8 = 0
    for record in records {
      if record.tick - tick > largestQuantity { running = 0 }
      output.append(delta: record.tick - tick)
      tick = record.tick
      if record.hasPayload {
        running = 0
        write(record, to: &output)
        continue
      }
      if record.status != running {
        output.append(record.status)
        running = usingRunningStatus ? record.status : 0
      }
      output.append(record.data1)
      if record.status & 0xE0 != 0xC0 { output.append(record.data2) }
    }
    output.append(delta: endTick - tick)
    output.append(contentsOf: [0xFF, 0x2F, 0x00])
    let length = UInt32(truncatingIfNeeded: output.count - start)
    for index in 0..<4 { output[start - 4 + index] = UInt8(length >> (24 - 8 * index) & 0xFF) }
  }

  private func write(_ record: Record, to output: inout [UInt8]) {
    let payload = payload(record)
    output.append(record.status)
    if record.status == 0xFF { output.append(record.data1) }
    output.append(quantity: payload.count)
    output.append(contentsOf: payload)
  }
}

extension [UInt8] {
  fileprivate mutating func append(type: [UInt8], length: Int) {
    append(contentsOf: type)
    append(halfWord: length >> 16 & 0xFFFF)
    append(halfWord: length & 0xFFFF)
  }

  fileprivate mutating func append(halfWord: Int) {
    append(UInt8(truncatingIfNeeded: halfWord >> 8))
    append(UInt8(truncatingIfNeeded: halfWord))
  }

  /// Appends a delta time; one beyond four bytes is bridged with empty texts.
  @inline(__always)
  fileprivate mutating func append(delta: Int) {
    if delta < 0x80 {
      append(UInt8(truncatingIfNeeded: delta))
      return
    }
    var delta = delta
    while delta > largestQuantity {
      append(quantity: largestQuantity)
      append(contentsOf: [0xFF, 0x01, 0x00])
      delta -= largestQuantity
    }
    append(quantity: delta)
  }

  /// Appends a variable-length quantity in as few bytes as it takes.
  fileprivate mutating func append(quantity: Int) {
    var shift = 21
    while shift > 0, quantity >> shift == 0 { shift -= 7 }
    while shift > 0 {
      append(UInt8(truncatingIfNeeded: quantity >> shift & 0x7F | 0x80))
      shift -= 7
    }
    append(UInt8(truncatingIfNeeded: quantity & 0x7F))
  }
}
