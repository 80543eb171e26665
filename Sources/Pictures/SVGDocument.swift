/// A picture in the making, as SVG text.
public struct SVGDocument {
  /// The size in user units, which browsers show as pixels.
  public let width: Double
  public let height: Double

  private var elements: [String] = []

  /// Creates an empty picture on a white ground.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
    rectangle(x: 0, y: 0, width: width, height: height, fill: "#ffffff")
  }

  /// The whole document.
  public var text: String {
    let (width, height) = (format(width), format(height))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" font-family="sans-serif">
      \(elements.joined(separator: "\n"))
      </svg>

      """
  }
}

extension SVGDocument {
  /// Adds a text that is not shown.
  public mutating func describe(_ text: String) {
    elements.append("<desc>\(escape(text))</desc>")
  }

  /// Where a label's anchor lies.
  public enum TextAnchor: String {
    case start, middle, end
  }

  public mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String, cornerRadius: Double = 0,
    tooltip: String? = nil
  ) {
    let title = tooltip.map { "<title>\(escape($0))</title>" } ?? ""
    let radius = cornerRadius > 0 ? " rx=\"\(format(cornerRadius))\"" : ""
    elements.append(
      "<rect x=\"\(format(x))\" y=\"\(format(y))\" width=\"\(format(width))\" "
        + "height=\"\(format(height))\"\(radius) fill=\"\(fill)\">\(title)</rect>")
  }

  public mutating func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), stroke: String,
    width: Double = 1
  ) {
    elements.append(
      "<line x1=\"\(format(start.x))\" y1=\"\(format(start.y))\" x2=\"\(format(end.x))\" "
        + "y2=\"\(format(end.y))\" stroke=\"\(stroke)\" stroke-width=\"\(format(width))\"/>")
  }

  public mutating func polyline(
    _ points: [(x: Double, y: Double)], stroke: String, width: Double = 2
  ) {
    let list = points.map { "\(format($0.x)),\(format($0.y))" }.joined(separator: " ")
    elements.append(
      "<polyline points=\"\(list)\" fill=\"none\" stroke=\"\(stroke)\" "
        + "stroke-width=\"\(format(width))\" stroke-linejoin=\"round\"/>")
  }

  public mutating func circle(x: Double, y: Double, radius: Double, fill: String) {
    elements.append(
      "<circle cx=\"\(format(x))\" cy=\"\(format(y))\" r=\"\(format(radius))\" fill=\"\(fill)\"/>")
  }

  public mutating func label(
    _ text: String, x: Double, y: Double, size: Double = 12, anchor: TextAnchor = .start,
    fill: String = "#333333", isBold: Bool = false
  ) {
    let weight = isBold ? " font-weight=\"bold\"" : ""
    elements.append(
      "<text x=\"\(format(x))\" y=\"\(format(y))\" font-size=\"\(format(size))\" "
        + "text-anchor=\"\(anchor.rawValue)\" fill=\"\(fill)\"\(weight)>\(escape(text))</text>")
  }
}

/// A number with at most two decimals and no needless zeros.
private func format(_ value: Double) -> String {
  let hundredths = (value * 100).rounded()
  guard hundredths.magnitude < 1e15 else { return "0" }
  let whole = Int(hundredths)
  if whole.isMultiple(of: 100) { return String(whole / 100) }
  return String(Double(whole) / 100)
}

/// The text with XML's own characters replaced and control characters left out.
private func escape(_ text: String) -> String {
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "\t", "\n": escaped += " "
    case _ where scalar.value < 32: continue
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}
