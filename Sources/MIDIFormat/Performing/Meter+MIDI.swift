internal import MusicModel

extension Meter {
  /// Creates the meter of a time signature event, or `nil` where its numbers make none.
  init?(midiBytes bytes: some Collection<UInt8>) {
    let bytes = Array(bytes.prefix(2))
    guard bytes.count == 2, bytes[0] > 0, bytes[1] <= 7 else { return nil }
    self.init(Int(bytes[0]), 1 << Int(bytes[1]))
  }

  /// The bytes of a time signature event, or `nil` in free meter or outside what MIDI can say.
  ///
  /// The metronome clicks once a pulse, in 24ths of a quarter.
  var midiBytes: [UInt8]? {
    guard let pulse, (1...255).contains(beats), (1...128).contains(beatUnit),
      beatUnit.nonzeroBitCount == 1
    else { return nil }
    let clocks = (pulse * 96).numerator / (pulse * 96).denominator
    return [UInt8(beats), UInt8(beatUnit.trailingZeroBitCount), UInt8(max(clocks, 1)), 8]
  }
}
