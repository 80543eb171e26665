// The Swift half of the MIDI benchmarks; `build` compiles it, the Python scripts call it.
import ABCNotation
import Foundation
import MIDIFormat
import MusicModel
import NoteVocabulary

@main struct Driver {
  static func main() throws {
    var arguments = CommandLine.arguments.dropFirst()
    let mode = arguments.popFirst() ?? ""
    let paths = arguments == ["-"] ? lines() : Array(arguments)
    switch mode {
    case "notes": try paths.forEach(printNotes)
    case "findings": try paths.forEach(printFindings)
    case "time": try measure(paths)
    case "tokens": try checkTokens(paths)
    case "abc": paths.forEach(checkABC)
    default:
      print("usage: driver notes|findings|time|tokens|abc FILES… or - for paths on standard input")
      exit(64)
    }
  }

  static func lines() -> [String] {
    var lines: [String] = []
    while let line = readLine() { lines.append(line) }
    return lines
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  /// One line a file: its path, then onset:duration:pitch:velocity:channel of every note in ticks.
  static func printNotes(_ path: String) throws {
    guard let file = try? MIDIFile(reading: bytes(path)) else { return print(path, "ERROR") }
    let notes = file.notes().flatMap { track in
      track.notes.map { "\($0.onset):\($0.duration):\($0.pitch):\($0.velocity):\($0.channel)" }
    }
    print(path, file.bytes == (try bytes(path)) ? "SAME" : "OTHER", terminator: "\t")
    print(notes.sorted().joined(separator: " "))
  }

  static func printFindings(_ path: String) throws {
    do {
      let file = try MIDIFile(reading: bytes(path), file: path)
      let count = file.notes().reduce(0) { $0 + $1.notes.count }
      print(path, count, "notes")
      file.diagnostics.forEach { print("  \($0)") }
    } catch let error as MIDIError {
      print(path, "ERROR \(error)")
    }
  }

  /// A line for each file: whether the notes of all parts come back by way of ABC text.
  static func checkABC(_ path: String) {
    func notes(_ performance: Performance) -> [String] {
      performance.parts.filter { !$0.isPercussion }.flatMap(\.notes)
        .map { "\($0.onset) \($0.duration) \($0.pitch)" }.sorted()
    }
    guard let file = try? MIDIFile(reading: bytes(path)) else { return print("UNREADABLE", path) }
    let played = Performance(file)
    guard let tune = try? Tune(quantizing: played) else { return print("UNWRITTEN", path) }
    let text = ABCWriter().write([tune])
    guard let read = ABCReader().read(Array(text.utf8), file: "").tunes.first,
      let again = try? Performance(unrolling: read)
    else { return print("LOST", path) }
    // A file whose times are those of a score is written exactly.
    let isExact = (try? Performance(unrolling: tune)).map { notes($0) == notes(played) } ?? false
    let isSame = notes(again) == notes(played)
    print(isSame ? "SAME" : isExact ? "ABC-DIFFERS" : "QUANTISED", path)
  }

  /// What the events encoding keeps of the files, its tokens, and its speed on one core.
  static func checkTokens(_ paths: [String]) throws {
    let files = paths.compactMap { path in try? MIDIFile(reading: try bytes(path)) }
    let performances = files.map { Performance($0) }
    var check = TokenCheck()
    for (file, performance) in zip(files, performances) where !performance.parts.isEmpty {
      guard case .ticksPerQuarter(let ticks) = file.division else { continue }
      check.add(performance, ticksPerQuarter: ticks)
    }
    print(check.json)
    var tokens = 0
    let clock = ContinuousClock()
    let seconds =
      (0..<7).map { _ in
        clock.measure {
          for performance in performances {
            tokens += (try? EventEncoding().encode(performance).tokens.count) ?? 0
          }
        } / .seconds(1)
      }.min() ?? 0
    print(
      """
      {"encoding_s": \(seconds), "million_notes_a_second": \(Double(check.notes) / seconds / 1e6), \
      "checksum": \(tokens)}
      """)
  }

  /// Seconds for reading to notes with seconds, to performances, and for writing; the least of 7.
  static func measure(_ paths: [String]) throws {
    let inputs = try paths.map(bytes)
    let size = Double(inputs.reduce(0) { $0 + $1.count })
    let files = inputs.compactMap { try? MIDIFile(reading: $0) }
    var checksum = 0
    let clock = ContinuousClock()
    func least(_ work: () -> Void) -> Double {
      (0..<7).map { _ in clock.measure(work) / .seconds(1) }.min() ?? 0
    }
    let events = least {
      for input in inputs { checksum += (try? MIDIFile(reading: input))?.chunks.count ?? 0 }
    }
    var noteCount = 0
    let notes = least {
      noteCount = 0
      for input in inputs {
        guard let file = try? MIDIFile(reading: input) else { continue }
        let tempo = MIDITempoMap(file)
        for track in file.notes() {
          noteCount += track.notes.count
          checksum += tempo.seconds(of: track).count
        }
      }
    }
    let performances = least {
      for input in inputs {
        guard let file = try? MIDIFile(reading: input) else { continue }
        checksum += Performance(file).parts.count
      }
    }
    var written = 0
    let writing = least {
      written = 0
      for file in files { written += file.bytes.count }
    }
    print(
      """
      {"files": \(inputs.count), "bytes": \(Int(size)), "notes": \(noteCount), \
      "events_s": \(events), "notes_s": \(notes), "performances_s": \(performances), \
      "writing_s": \(writing), "written": \(written), "checksum": \(checksum)}
      """)
  }
}
