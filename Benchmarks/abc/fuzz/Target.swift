import ABCNotation
import MusicModel

/// One input of libFuzzer: reading must end, and what was read must be written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let book = ABCReader().read(bytes, file: "fuzz.abc")
  for tune in book.tunes {
    let text = ABCWriter().write(tune)
    let again = ABCReader().read(Array(text.utf8), file: "again.abc")
    precondition(!again.tunes.isEmpty, "nothing read from what was written")
    _ = try? Performance(unrolling: tune)
  }
  return 0
}
