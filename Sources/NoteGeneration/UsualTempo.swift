package import MusicModel
package import NoteVocabulary

extension Tempo {
  /// The tempo at which tunes of a kind are usually played, by its meter where that says more.
  package init(usualFor kind: RhythmKind?, in meter: Meter) {
    let pulse = meter.pulse ?? NoteDuration(1, 4)
    let quarters = Self.usualQuarters[kind ?? .song] ?? 100
    switch kind {
    case .jig, .slipJig, .slide, .reel, .hornpipe, .polka, .strathspey, .waltz, .march, .air,
      .barndance, .fling, .clog:
      self.init(beats: [pulse], beatsPerMinute: (quarters / (4 * pulse.wholeNotes)).rounded())
    default:
      let beats = meter.isCompound ? 100.0 : 112 * NoteDuration(1, 4).wholeNotes / pulse.wholeNotes
      self.init(beats: [pulse], beatsPerMinute: beats.rounded())
    }
  }

  /// Quarter notes per minute.
  private static let usualQuarters: [RhythmKind: Double] = [
    .jig: 168, .slipJig: 174, .slide: 186, .reel: 196, .hornpipe: 164, .polka: 136,
    .strathspey: 128, .waltz: 132, .march: 108, .air: 76, .barndance: 156, .fling: 150, .clog: 150,
  ]
}
