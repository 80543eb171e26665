// The fuzz target: any bytes must give a file or an error, and what is read must survive writing.
import MIDIFormat
import MusicModel
import NoteVocabulary

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let file = try? MIDIFile(reading: bytes) else { return 0 }
  let tempo = MIDITempoMap(file)
  let noteCount = file.notes().reduce(0) { $0 + tempo.seconds(of: $1).count }
  let again = try? MIDIFile(reading: file.bytes)
  precondition(again?.tracks == file.tracks, "events change by being written")

  let performance = Performance(file, options: PerformanceOptions(appliesSustainPedal: true))
  let played = performance.parts.reduce(0) { $0 + $1.notes.count }
  precondition(played == noteCount, "\(noteCount) notes, \(played) in parts")
  let written = MIDIFile(performance)
  precondition(written.notes().reduce(0) { $0 + $1.notes.count } == noteCount, "notes are lost")
  precondition(written.bytes.count < 100 * count + 1000, "a small file becomes a large one")

  if let tokens = try? EventEncoding().encode(performance).tokens {
    let decoded = try? EventEncoding().decode(tokens)
    let kept = decoded?.parts.reduce(0) { $0 + $1.notes.count }
    precondition(kept == noteCount, "tokens lose notes")
  }
  if performance.duration < NoteDuration(1000) {
    _ = try? FrameEncoding().encode(performance)
  }
  // Long music is transcribed in proportion to its measures: kept rare here for speed.
  if count < 150 || count < 2_000 && performance.duration < NoteDuration(200) {
    _ = try? Tune(quantizing: performance)
  }
  return 0
}
