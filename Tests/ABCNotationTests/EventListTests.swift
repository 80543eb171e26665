import ABCNotation
import Foundation
import MusicModel
import TestSupport
import Testing

/// The event lists of abcjs, met in pitch, start and written duration.
@Suite struct EventListTests {
  private static let folder = SharedData.folder("fixtures/abc/abcjs-expected")

  /// Lists that hold what ABC 2.1 leaves to the program, or does not know.
  private static let exceptions = [
    "Decoration": "section 4.14 does not say how decorations sound",
    "TrillTest": "section 4.14 does not say how decorations sound",
    "PercMapHighC": "%%percmap is no directive of section 11",
    "Snare": "%%MIDI drummap is no directive of section 11",
  ]

  private struct EventList: Decodable {
    struct Expected: Decodable { let tracks: [[Event]] }
    struct Event: Decodable {
      let cmd: String
      let pitch: Double?
      let start: Double?
      let duration: Double?
      let style: String?
    }
    let abc: String
    let options: String?
    let expected: Expected
  }

  /// Pitch times 1000, start and duration in 1/1000 whole notes; grace notes back in the note that they
  /// shortened, as section 4.12 does not say how long they are.
  private func written(_ list: EventList) -> [[Int]] {
    list.expected.tracks.flatMap { track in
      var taken: Double?
      return track.compactMap { event -> [Int]? in
        guard event.cmd == "note", let pitch = event.pitch, let start = event.start,
          let duration = event.duration
        else { return nil }
        if event.style == "grace" {
          taken = taken ?? start
          return nil
        }
        let onset = taken.flatMap { start - $0 < 0.5 ? $0 : nil } ?? start
        taken = nil
        return [
          Int(pitch.rounded(.down)) * 1000, thousandths(onset),
          thousandths(start + duration - onset),
        ]
      }
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func thousandths(_ value: Double) -> Int { Int((value * 1000).rounded()) }

  @Test(.enabled(if: folder != nil, "no shared fixtures; CONTRIBUTING.md says where they go"))
  func `every list is met but for the exceptions`() throws {
    let folder = try #require(Self.folder)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".json") }.sorted()
    #expect(files.count == 27)
    for file in files {
      let data = try Data(contentsOf: URL(filePath: folder + "/" + file))
      let list = try JSONDecoder().decode(EventList.self, from: data)
      let text = list.abc.replacing(/\{[^}]*\}/, with: "")
      let tune = try #require(ABCReader().read(Array(text.utf8), file: file).tunes.first)
      let performance = try Performance(unrolling: tune, isAccompanied: list.options == nil)
      let played = performance.parts.flatMap(\.notes).map {
        [$0.pitch * 1000, thousandths($0.onset.wholeNotes), thousandths($0.duration.wholeNotes)]
      }.sorted { $0.lexicographicallyPrecedes($1) }
      let isException = Self.exceptions.contains { file.contains("_abc\($0.key)__") }
      #expect((played == written(list)) != isException, "\(file)")
    }
  }
}
