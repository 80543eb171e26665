import MusicModel

/// How a tune comes to rest.
public struct Cadence: Codable, Hashable, Sendable {
  /// Semitones of the last note above the tonic, 0...11.
  public var finalDegree: Int

  /// The last melodic interval, in semitones.
  public var finalInterval: Int

  /// The length of the last note, in measures.
  public var finalLength: Double

  /// The part of the sections, as written, whose last note is the tonic or the fifth, 0...1.
  public var restfulSections: Double
}

extension Cadence {
  /// Whether the last note is the tonic.
  public var endsOnTonic: Bool { finalDegree == 0 }

  init(_ melody: Melody, _ form: Form) {
    func degree(_ note: Melody.Note) -> Int { ((note.pitch - melody.tonic) % 12 + 12) % 12 }
    guard let last = melody.notes.last else {
      self.init(finalDegree: 0, finalInterval: 0, finalLength: 0, restfulSections: 0)
      return
    }
    let ends = form.lastMeasures.compactMap { written in
      melody.notes.last { melody.measures[$0.measure].written == written }
    }
    let restful = ends.count { [0, 7].contains(degree($0)) }
    self.init(
      finalDegree: degree(last),
      finalInterval: melody.notes.count > 1
        ? last.pitch - melody.notes[melody.notes.count - 2].pitch : 0,
      finalLength: (last.duration / melody.measureDuration).wholeNotes,
      restfulSections: ends.isEmpty ? 0 : Double(restful) / Double(ends.count))
  }
}
