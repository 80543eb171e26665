import MusicModel
import Playback

/// The place of bars in the frames of a device, without any drift.
struct BarClock {
  let sampleRate: Int
  private var seconds = 0.0

  init(sampleRate: Int) {
    self.sampleRate = sampleRate
  }

  /// Lays a bar on the grid after those before.
  ///
  /// - Parameter program: The program of the font that stands for one of General MIDI.
  mutating func schedule(_ bar: LiveBar, program: (Int) -> Int) -> ScheduledBar {
    let start = frame(seconds)
    let secondsPerWhole = 240 / bar.tempo
    func place(_ onset: NoteDuration) -> Int {
      frame(seconds + onset.wholeNotes * secondsPerWhole) - start
    }
    let length = max(EventSchedule.blockSize, place(bar.duration))
    var timed: [(frame: Int, order: Int, message: ChannelMessage)] = []
    timed.append((0, 0, ChannelMessage(.programChange, channel: 0, program(bar.program))))
    func add(_ note: PerformedNote, channel: Int, isHeld: Bool) {
      let on = min(place(note.onset), length - EventSchedule.blockSize)
      timed.append((on, 2, ChannelMessage(.noteOn, channel: channel, note.pitch, note.velocity)))
      if isHeld { return }
      let off = min(max(place(note.onset + note.duration), on + EventSchedule.blockSize), length)
      timed.append((off, 1, ChannelMessage(.noteOff, channel: channel, note.pitch)))
    }
    for note in bar.notes {
      let reachesEnd = note.onset + note.duration == bar.duration
      add(note, channel: 0, isHeld: reachesEnd && bar.held.contains(note.pitch))
    }
    for click in bar.clicks { add(click, channel: 9, isHeld: false) }
    let order = timed.indices.sorted {
      (timed[$0].frame, timed[$0].order, $0) < (timed[$1].frame, timed[$1].order, $1)
    }
    seconds += bar.duration.wholeNotes * secondsPerWhole
    let events = order.prefix(ScheduledBar.mostEvents).map {
      EventSchedule.Event(frame: timed[$0].frame, message: timed[$0].message)
    }
    return ScheduledBar(id: bar.index, frames: length, events: events)
  }

  private func frame(_ seconds: Double) -> Int {
    let blocks = seconds * Double(sampleRate) / Double(EventSchedule.blockSize)
    return Int(blocks.rounded()) * EventSchedule.blockSize
  }
}
