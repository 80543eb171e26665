public import MusicModel

/// A performance as bars over time: pitch upwards, one colour per part, lines at the measures.
public struct PianoRoll {
  private let performance: Performance

  /// Pixels per whole note, chosen so that the picture stays within a sensible width.
  private let scale: Double
  private let lowest: Int
  private let highest: Int

  private static let rowHeight = 9.0
  private static let leftMargin = 56.0
  private static let topMargin = 44.0
  private static let colors = [
    "#1f6f8b", "#d1495b", "#66a182", "#edae49", "#5f4b8b", "#8d6a4f", "#3d8361", "#b0506e",
  ]

  public init(_ performance: Performance) {
    self.performance = performance
    let pitches = performance.parts.flatMap(\.notes).map(\.pitch)
    lowest = max(0, (pitches.min() ?? 60) - 2)
    highest = min(127, (pitches.max() ?? 72) + 2)
    let length = max(performance.duration.wholeNotes, 1)
    scale = min(160, max(20, 12_000 / length))
  }

  /// The picture as SVG; each note tells its name, onset and length when pointed at.
  public var svg: String {
    let rows = Double(highest - lowest + 1)
    let bottom = Self.topMargin + rows * Self.rowHeight
    let right = position(of: max(performance.duration, NoteDuration(1)))
    var document = SVGDocument(width: right + 20, height: bottom + 30)
    document.label(
      performance.title ?? "untitled", x: Self.leftMargin, y: 20, size: 15, isBold: true)
    drawRows(in: &document, right: right)
    drawMeasures(in: &document, bottom: bottom)
    for (index, part) in performance.parts.enumerated() {
      let color = Self.colors[index % Self.colors.count]
      for note in part.notes { draw(note, color: color, in: &document) }
    }
    return document.text
  }

  private func position(of onset: NoteDuration) -> Double {
    Self.leftMargin + onset.wholeNotes * scale
  }

  private func top(of pitch: Int) -> Double {
    Self.topMargin + Double(highest - pitch) * Self.rowHeight
  }

  /// The keyboard: rows of the black keys shaded, every C named.
  private func drawRows(in document: inout SVGDocument, right: Double) {
    let width = right - Self.leftMargin
    for pitch in lowest...highest {
      let isBlackKey = [1, 3, 6, 8, 10].contains(pitch % 12)
      document.rectangle(
        x: Self.leftMargin, y: top(of: pitch), width: width, height: Self.rowHeight,
        fill: isBlackKey ? "#f1f1f4" : "#fafafb")
      if pitch.isMultiple(of: 12) || pitch == lowest {
        document.label(
          name(of: pitch), x: Self.leftMargin - 6, y: top(of: pitch) + 8, size: 10, anchor: .end)
      }
    }
  }

  /// A line at each measure of the meter map, every fourth numbered.
  private func drawMeasures(in document: inout SVGDocument, bottom: Double) {
    for (index, onset) in measureOnsets.enumerated() {
      let x = position(of: onset)
      document.line(from: (x, Self.topMargin), to: (x, bottom), stroke: "#c9c9d2")
      if index.isMultiple(of: 4) {
        document.label("\(index + 1)", x: x + 2, y: bottom + 14, size: 10)
      }
    }
  }

  /// The measures as the performance gives them, or else as its meters place them.
  private var measureOnsets: [NoteDuration] {
    guard performance.measureOnsets.isEmpty else { return performance.measureOnsets }
    let end = performance.duration
    var onsets: [NoteDuration] = []
    for (index, meter) in performance.meters.enumerated() {
      let next = index + 1 < performance.meters.count ? performance.meters[index + 1].onset : end
      guard let length = meter.value.measureDuration else { continue }
      var onset = meter.onset
      while onset < next, onsets.count < 5_000 {
        onsets.append(onset)
        onset += length
      }
    }
    return onsets
  }

  private func draw(_ note: PerformedNote, color: String, in document: inout SVGDocument) {
    let width = max(1.5, note.duration.wholeNotes * scale - 1)
    document.rectangle(
      x: position(of: note.onset), y: top(of: note.pitch) + 0.5, width: width,
      height: Self.rowHeight - 1, fill: color, cornerRadius: 2,
      tooltip: "\(name(of: note.pitch)) at \(note.onset), \(note.duration) long")
  }

  private func name(of pitch: Int) -> String {
    let names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
    return names[pitch % 12] + String(pitch / 12 - 1)
  }
}
