extension MIDITrack {
  /// The first track name, or `nil` without one.
  public var name: String? {
    records.first { $0.status == 0xFF && $0.data1 == MetaEvent.Kind.trackName.rawValue }
      .map { MetaEvent.text(of: payload($0)) }
  }
}

extension MIDIFile {
  /// What a text event that holds a recipe starts with.
  static let recipeMark = "lilt:"

  /// The recipe of a generated file, as it was given to the writer.
  public var recipeText: String? {
    for track in tracks {
      for record in track.records where record.status == 0xFF && record.data1 == 1 {
        let text = MetaEvent.text(of: track.payload(record))
        if text.hasPrefix(MIDIFile.recipeMark) {
          return String(text.dropFirst(MIDIFile.recipeMark.count))
        }
      }
    }
    return nil
  }

  /// The first copyright notice.
  public var copyright: String? {
    for track in tracks {
      for record in track.records where record.status == 0xFF && record.data1 == 2 {
        return MetaEvent.text(of: track.payload(record))
      }
    }
    return nil
  }
}
