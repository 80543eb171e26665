import MusicModel
import Playback

/// Where the beats of a piece lie within its measures.
struct BeatMap {
  /// The meter and speed of one measure, in beats.
  struct Pulse {
    var beats: Int
    var framesPerBeat: Double
  }

  private let schedule: EventSchedule
  private let pulses: [Pulse]

  /// - Parameter schedule: The whole piece, at its written speed.
  init(_ performance: Performance, _ schedule: EventSchedule) {
    let rate = Double(schedule.sampleRate)
    let map = performance.tempoMap
    func frame(_ onset: NoteDuration) -> Int { Int((map.seconds(at: onset) * rate).rounded()) }
    let meters = performance.meters.map { (frame: frame($0.onset), value: $0.value) }
    let tempi = performance.tempi.map { (frame: frame($0.onset), value: $0.value) }
    pulses = schedule.measures.map { start in
      // Measures lie on the grid: half a block of slack.
      let place = start + EventSchedule.blockSize / 2
      let meter = meters.last { $0.frame <= place }?.value ?? Meter(4, 4)
      let tempo = tempi.last { $0.frame <= place }?.value ?? 120
      let pulse = meter.pulse ?? NoteDuration(1, 4)
      let count = (meter.measureDuration ?? pulse) / pulse
      return Pulse(
        beats: max(1, count.numerator / count.denominator),
        framesPerBeat: max(1, pulse.wholeNotes * 240 / tempo * rate))
    }
    self.schedule = schedule
  }

  /// The beats of a measure by its place in the schedule.
  func pulse(ofMeasure place: Int) -> Pulse { pulses[place] }

  /// The beat at a frame of the schedule, counted from one in its measure.
  func beat(at frame: Int) -> Int {
    guard let number = schedule.measureNumber(at: frame) else { return 1 }
    let place = number - 1
    let beat = Double(frame - schedule.measures[place]) / pulses[place].framesPerBeat
    return min(Int(beat), pulses[place].beats - 1) + 1
  }
}
