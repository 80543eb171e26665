// The fuzz target: any bytes must give a file or an error, and what is read must survive writing.
import MIDIFormat
import MusicModel

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let file = try? MIDIFile(reading: bytes) else { return 0 }
  _ = file.notes().map { MIDITempoMap(file).seconds(of: $0).count }
  let performance = Performance(file, options: PerformanceOptions(appliesSustainPedal: true))
  let again = try? MIDIFile(reading: file.bytes)
  precondition(again?.tracks == file.tracks, "events change by being written")
  _ = MIDIFile(performance).bytes
  // Long music is transcribed in proportion to its measures: kept short here for speed.
  if count < 2_000, performance.duration < NoteDuration(100) {
    _ = try? Tune(quantizing: performance)
  }
  return 0
}
