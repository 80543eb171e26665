public import MusicModel

/// A performance as bars over time: pitch upwards, one colour per part, lines at the measures.
///
/// Long music is broken into rows, at bar lines where it has any.
public struct PianoRoll {
  private let performance: Performance
  private let description: String?
  private let rows: [Row]
  private let lowest: Int
  private let highest: Int

  /// A stretch of music that is drawn from left to right.
  private struct Row {
    var start: NoteDuration
    var end: NoteDuration
  }

  private static let pixelsPerWhole = 140.0
  private static let longestRow = NoteDuration(10)
  private static let keyHeight = 8.0
  private static let leftMargin = 46.0
  private static let titleHeight = 40.0
  private static let rowGap = 26.0
  private static let mostMeasures = 5_000
  private static let colors = [
    "#1f6f8b", "#d1495b", "#66a182", "#edae49", "#5f4b8b", "#8d6a4f", "#3d8361", "#b0506e",
  ]

  /// - Parameter description: A text that the picture holds without showing it.
  public init(_ performance: Performance, description: String? = nil) {
    self.performance = performance
    self.description = description
    let pitches = performance.parts.flatMap(\.notes).map(\.pitch)
    lowest = max(0, (pitches.min() ?? 60) - 2)
    highest = min(127, (pitches.max() ?? 72) + 2)
    rows = Self.rows(of: performance)
  }

  /// The picture as SVG; each note tells its name, onset and length when pointed at.
  public var svg: String {
    let longest = rows.map { $0.end - $0.start }.max() ?? Self.longestRow
    let width = Self.leftMargin + longest.wholeNotes * Self.pixelsPerWhole + 20
    var document = SVGDocument(
      width: width, height: Self.titleHeight + Double(rows.count) * rowPitch)
    if let description { document.describe(description) }
    document.label(
      performance.title ?? "untitled", x: Self.leftMargin, y: 22, size: 15, isBold: true)
    for index in rows.indices {
      drawKeys(ofRow: index, in: &document)
      drawMeasures(ofRow: index, in: &document)
    }
    for (index, part) in performance.parts.enumerated() {
      let color = Self.colors[index % Self.colors.count]
      for note in part.notes { draw(note, color: color, in: &document) }
    }
    return document.text
  }
}

// MARK: - Layout

extension PianoRoll {
  /// The height of the keys of one row.
  private var rowHeight: Double { Double(highest - lowest + 1) * Self.keyHeight }

  /// From one row to the next.
  private var rowPitch: Double { rowHeight + Self.rowGap }

  private func top(ofRow row: Int) -> Double { Self.titleHeight + Double(row) * rowPitch }

  private func x(of onset: NoteDuration, inRow row: Int) -> Double {
    Self.leftMargin + (onset - rows[row].start).wholeNotes * Self.pixelsPerWhole
  }

  private func y(of pitch: Int, inRow row: Int) -> Double {
    top(ofRow: row) + Double(highest - pitch) * Self.keyHeight
  }

  /// Rows of eight measures and a pick-up, fewer where measures are long.
  private static func rows(of performance: Performance) -> [Row] {
    let end = max(performance.duration, NoteDuration(1))
    let breaks = measureOnsets(of: performance).filter { $0 > .zero && $0 < end } + [end]
    let measure = zip([.zero] + breaks, breaks).map { $1 - $0 }.max() ?? end
    let nineMeasures = min(measure * 9, longestRow)
    var rows: [Row] = []
    var (start, last) = (NoteDuration.zero, NoteDuration.zero)
    for place in breaks {
      if place - start >= nineMeasures, last > start {
        rows.append(Row(start: start, end: last))
        start = last
      }
      while place - start > longestRow, rows.count < mostMeasures {
        rows.append(Row(start: start, end: start + longestRow))
        start += longestRow
      }
      last = place
    }
    return rows + [Row(start: start, end: end)]
  }

  /// The measures as the performance gives them, or else as its meters place them.
  private static func measureOnsets(of performance: Performance) -> [NoteDuration] {
    guard performance.measureOnsets.isEmpty else { return performance.measureOnsets }
    let end = performance.duration
    var onsets: [NoteDuration] = []
    for (index, meter) in performance.meters.enumerated() {
      let next = index + 1 < performance.meters.count ? performance.meters[index + 1].onset : end
      guard let length = meter.value.measureDuration, length > .zero else { continue }
      var onset = meter.onset
      while onset < next, onsets.count < mostMeasures {
        onsets.append(onset)
        onset += length
      }
    }
    return onsets
  }
}

// MARK: - Drawing

extension PianoRoll {
  /// The keyboard: rows of the black keys shaded, every C named.
  private func drawKeys(ofRow row: Int, in document: inout SVGDocument) {
    let width = x(of: rows[row].end, inRow: row) - Self.leftMargin
    for pitch in lowest...highest {
      let isBlackKey = [1, 3, 6, 8, 10].contains(pitch % 12)
      document.rectangle(
        x: Self.leftMargin, y: y(of: pitch, inRow: row), width: width, height: Self.keyHeight,
        fill: isBlackKey ? "#f1f1f4" : "#fafafb")
      if pitch.isMultiple(of: 12) {
        document.label(
          name(of: pitch), x: Self.leftMargin - 6, y: y(of: pitch, inRow: row) + 8, size: 10,
          anchor: .end)
      }
    }
  }

  /// A line at each measure, the first of a row and every fourth numbered.
  private func drawMeasures(ofRow row: Int, in document: inout SVGDocument) {
    let bottom = top(ofRow: row) + rowHeight
    var isFirst = true
    for (index, onset) in Self.measureOnsets(of: performance).enumerated()
    where onset >= rows[row].start && onset < rows[row].end {
      let x = x(of: onset, inRow: row)
      document.line(from: (x, top(ofRow: row)), to: (x, bottom), stroke: "#c9c9d2")
      if isFirst || index.isMultiple(of: 4) {
        document.label("\(index + 1)", x: x + 2, y: bottom + 12, size: 10)
      }
      isFirst = false
    }
  }

  /// A bar, in pieces where it reaches into further rows.
  private func draw(_ note: PerformedNote, color: String, in document: inout SVGDocument) {
    let end = note.onset + note.duration
    for (row, stretch) in rows.enumerated() where note.onset < stretch.end && end > stretch.start {
      let left = x(of: max(note.onset, stretch.start), inRow: row)
      let right = x(of: min(end, stretch.end), inRow: row)
      document.rectangle(
        x: left, y: y(of: note.pitch, inRow: row) + 0.5, width: max(1.5, right - left - 1),
        height: Self.keyHeight - 1, fill: color, cornerRadius: 2,
        tooltip: "\(name(of: note.pitch)) at \(note.onset), \(note.duration) long")
    }
  }

  private func name(of pitch: Int) -> String {
    let names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
    return names[pitch % 12] + String(pitch / 12 - 1)
  }
}
