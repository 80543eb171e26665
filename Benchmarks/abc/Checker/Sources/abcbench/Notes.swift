import ABCNotation
import Foundation
import MusicModel

/// Prints the notes of every tune of a file as one JSON object per line, as `lilt inspect` does.
enum Notes {
  static func run(_ path: String) throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    for (index, entry) in ABCReader().read(bytes, file: path).entries.enumerated() {
      var notes: [[String: Any]] = []
      if let tune = entry.tune, let performance = try? Performance(unrolling: tune) {
        for (number, part) in performance.parts.enumerated() {
          for note in part.notes {
            notes.append([
              "onset": note.onset.description, "duration": note.duration.description,
              "pitch": note.pitch, "part": number,
            ])
          }
        }
      }
      let object: [String: Any] = ["tune": index + 1, "notes": notes]
      let data = try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
      print(String(decoding: data, as: UTF8.self))
    }
  }
}
