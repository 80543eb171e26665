public import MusicModel

/// Writes tunes as ABC that people like to read: four measures a line, beams by the beat, the
/// shortest lengths, and no accidental that key or measure already gives.
///
/// Reading what was written gives the same tune, for every tune that the reader can make.
public struct ABCWriter: Sendable {
  /// How tunes are written.
  public struct Options: Hashable, Sendable {
    /// Measures in a line of music, a pick-up not counted.
    public var measuresPerLine: Int

    public init(measuresPerLine: Int = 4) {
      precondition(measuresPerLine > 0, "no measures in a line: \(measuresPerLine)")
      self.measuresPerLine = measuresPerLine
    }
  }

  public var options: Options

  public init(options: Options = Options()) {
    self.options = options
  }

  /// Writes one tune, from `X:` to its last line.
  public func write(_ tune: Tune) -> String { write(tune, number: tune.referenceNumber ?? 1) }

  /// Writes a tunebook; tunes without a number, or with one that is taken, get the next free one.
  public func write(_ tunes: [Tune]) -> String {
    var taken: Set<Int> = []
    var next = 1
    var book = "%abc-2.1\n"
    for tune in tunes {
      var number = tune.referenceNumber ?? next
      while !taken.insert(number).inserted { number += 1 }
      next = number + 1
      book += "\n" + write(tune, number: number)
    }
    return book
  }

  private func write(_ tune: Tune, number: Int) -> String {
    var text = HeaderWriter(tune, number: number).text
    for (index, voice) in tune.voices.enumerated() {
      if tune.voices.count > 1 || voice.needsField { text += "V:\(voice.id)\n" }
      text += VoiceWriter(tune, voice: index, options: options).text
    }
    for field in tune.fields where field.letter == "W" {
      text += "W:" + TextEscapes.escaped(field.text) + "\n"
    }
    return text
  }
}
