/// How much each token of a tune surprised a model: a bar of nats under the note, rest or bar line
/// that the token writes.
public struct SurpriseChart {
  /// What a token writes on the staff.
  public enum Mark: Equatable {
    /// Nothing of its own: headers, lengths, ties.
    case none

    /// A note on a treble staff.
    ///
    /// - Parameters:
    ///   - position: Steps above the lowest line.
    ///   - accidental: Semitones that it adds; 0 for no sign.
    ///   - duration: The length in whole notes, which gives head, stem and flags.
    case note(position: Int, accidental: Int, duration: Double)
    case rest
    case barLine(isThick: Bool)
  }

  /// One token.
  public struct Column {
    public var symbol: String

    /// Its loss, −ln p.
    public var nats: Double
    public var mark: Mark

    public init(_ symbol: String, nats: Double, mark: Mark = .none) {
      self.symbol = symbol
      self.nats = nats
      self.mark = mark
    }
  }

  public var title: String
  public var columns: [Column]

  /// Whether there is a staff at all; texts have none.
  public var hasStaff: Bool

  public init(title: String, columns: [Column], hasStaff: Bool) {
    self.title = title
    self.columns = columns
    self.hasStaff = hasStaff
  }

  private static let columnWidth = 18.0
  private static let columnsPerRow = 56
  private static let margin = 30.0
  private static let lineGap = 7.0

  /// The height of a bar of so many nats or more.
  private static let (barHeight, mostNats) = (60.0, 6.0)
}

extension SurpriseChart {
  /// The picture as SVG.
  public var svg: String {
    let rows = rows
    let rowHeight = (hasStaff ? 100.0 : 10) + Self.barHeight + 56
    let width = 2 * Self.margin + Double(rows.map(\.count).max() ?? 1) * Self.columnWidth
    var document = SVGDocument(width: max(width, 420), height: 60 + Double(rows.count) * rowHeight)
    document.label(title, x: Self.margin, y: 24, size: 16, isBold: true)
    let mean = columns.map(\.nats).reduce(0, +) / Double(max(1, columns.count))
    document.label(
      "nats for each token; mean \(Double(Int(mean * 1000)) / 1000)", x: Self.margin, y: 42)
    for (index, row) in rows.enumerated() {
      draw(row, top: 60 + Double(index) * rowHeight, in: &document)
    }
    return document.text
  }

  /// Rows that end at a bar line where they can.
  private var rows: [ArraySlice<Column>] {
    var rows: [ArraySlice<Column>] = []
    var rest = columns[...]
    while rest.count > Self.columnsPerRow {
      let window = rest.prefix(Self.columnsPerRow)
      let end = window.lastIndex { if case .barLine = $0.mark { true } else { false } }
      let cut = end.map { $0 - rest.startIndex >= Self.columnsPerRow / 2 ? $0 + 1 : nil }
      let next = (cut ?? nil) ?? window.endIndex
      rows.append(rest[..<next])
      rest = rest[next...]
    }
    return rest.isEmpty ? rows : rows + [rest]
  }

  private func draw(_ row: ArraySlice<Column>, top: Double, in document: inout SVGDocument) {
    let base = top + (hasStaff ? 100 : 10) + Self.barHeight
    let right = Self.margin + Double(row.count) * Self.columnWidth
    if hasStaff {
      for line in 0..<5 {
        let y = Self.y(ofPosition: 2 * line, top)
        document.line(from: (Self.margin, y), to: (right, y), stroke: "#999999")
      }
    }
    document.line(from: (Self.margin, base), to: (right, base), stroke: "#999999")
    for (place, column) in row.enumerated() {
      let x = Self.margin + (Double(place) + 0.5) * Self.columnWidth
      if hasStaff { draw(column.mark, x: x, top: top, in: &document) }
      let share = min(1, max(0, column.nats / Self.mostNats))
      document.rectangle(
        x: x - 5, y: base - share * Self.barHeight, width: 10, height: share * Self.barHeight,
        fill: Self.color(share),
        tooltip: "\(column.symbol): \(Double(Int(column.nats * 1000)) / 1000) nats")
      let lower = Double(place % 2) * 11
      document.label(column.symbol, x: x, y: base + 12 + lower, size: 8, anchor: .middle)
    }
  }

  /// Blue for what was expected, red for what was not.
  private static func color(_ share: Double) -> String {
    ["#4f81a8", "#66a182", "#edae49", "#d1495b"][min(3, Int(share * 4))]
  }

  private static func y(ofPosition position: Int, _ top: Double) -> Double {
    top + 62 - Double(position) * lineGap / 2
  }
}

extension SurpriseChart {
  private func draw(_ mark: Mark, x: Double, top: Double, in document: inout SVGDocument) {
    let (low, high) = (Self.y(ofPosition: 0, top), Self.y(ofPosition: 8, top))
    switch mark {
    case .none: break
    case .barLine(let isThick):
      document.line(from: (x, low), to: (x, high), stroke: "#333333", width: isThick ? 3 : 1)
    case .rest:
      document.rectangle(x: x - 3, y: (low + high) / 2 - 3, width: 6, height: 6, fill: "#333333")
    case .note(let position, let accidental, let duration):
      let y = Self.y(ofPosition: position, top)
      drawLedgerLines(position, x: x, top: top, in: &document)
      document.circle(x: x, y: y, radius: 3.4, fill: "#222222")
      if duration >= 0.5 { document.circle(x: x, y: y, radius: 1.8, fill: "#ffffff") }
      drawStem(position, duration, x: x, y: y, in: &document)
      let sign = accidental == 0 ? "" : accidental > 0 ? "♯" : "♭"
      if !sign.isEmpty { document.label(sign, x: x - 10, y: y + 4, size: 10) }
    }
  }

  private func drawLedgerLines(
    _ position: Int, x: Double, top: Double, in document: inout SVGDocument
  ) {
    let below = stride(from: -2, through: max(position, -12), by: -2)
    let above = stride(from: 10, through: min(position, 20), by: 2)
    for line in Array(below) + Array(above) {
      let y = Self.y(ofPosition: line, top)
      document.line(from: (x - 6, y), to: (x + 6, y), stroke: "#999999")
    }
  }

  private func drawStem(
    _ position: Int, _ duration: Double, x: Double, y: Double, in document: inout SVGDocument
  ) {
    guard duration < 1 else { return }
    let goesUp = position < 4
    let (side, end) = (goesUp ? x + 3 : x - 3, goesUp ? y - 22 : y + 22)
    document.line(from: (side, y), to: (side, end), stroke: "#222222")
    var (length, flags) = (duration, 0)
    while length < 0.25 && flags < 4 { (length, flags) = (length * 2, flags + 1) }
    for flag in 0..<flags {
      let start = end + Double(flag) * (goesUp ? 5 : -5)
      document.line(
        from: (side, start), to: (side + 5, start + (goesUp ? 5 : -5)), stroke: "#222222", width: 2)
    }
  }
}
