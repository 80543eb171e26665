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
    case "abc": countLines(paths, RoundTrip.byABC)
    case "tunes": countLines(paths, RoundTrip.byMIDI)
    default:
      print(
        "usage: driver notes|findings|time|tokens|abc|tunes FILES… or - for paths on standard input"
      )
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
    let isSame = try file.bytes == bytes(path)
    let keepsEvents = try MIDIFile(reading: file.bytes).chunks == file.chunks
    print(path, isSame ? "SAME" : keepsEvents ? "EVENTS" : "LOST", terminator: "\t")
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

  /// Prints what became of each piece that is not the same, then how many became what.
  static func countLines(_ paths: [String], _ check: (String) throws -> [RoundTrip]) {
    var counts: [String: Int] = [:]
    for path in paths {
      for result in (try? check(path)) ?? [RoundTrip(outcome: "UNREADABLE", piece: path)] {
        counts[result.outcome, default: 0] += 1
        if result.outcome != "SAME" { print(result.outcome, result.piece) }
      }
    }
    for (outcome, count) in counts.sorted(by: { $0.value > $1.value }) { print(count, outcome) }
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
