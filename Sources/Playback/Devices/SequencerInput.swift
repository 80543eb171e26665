import CALSA
import Foundation
import Glibc
import Synchronization

/// A port on the ALSA sequencer at which a keyboard is heard.
///
/// The thread that waits for messages ends with the value.
@safe public final class SequencerInput: @unchecked Sendable {
  private let handle: OpaquePointer
  private let hasEnded = Atomic<Bool>(false)
  private let listens = Atomic<Bool>(true)

  /// Opens a port, connects a keyboard to it and begins to listen.
  ///
  /// - Parameters:
  ///   - source: `CLIENT:PORT` by number or name; `nil` to wait for somebody to connect.
  ///   - action: Called on a thread of its own with each message to a channel.
  public init(
    source: String?, _ action: @escaping @Sendable (ChannelMessage) -> Void
  ) throws(PlaybackError) {
    ALSALog.silenceThisThread()
    let name = source ?? "Lilt"
    var opened: OpaquePointer?
    let status = unsafe snd_seq_open(&opened, "default", SND_SEQ_OPEN_INPUT, SND_SEQ_NONBLOCK)
    guard status >= 0, let handle = unsafe opened else {
      throw .sequencer(
        destination: name, reason: "the sequencer does not open: \(ALSALog.text(of: status))")
    }
    unsafe snd_seq_set_client_name(handle, "Lilt")
    let port = unsafe snd_seq_create_simple_port(
      handle, "Lilt in", UInt32(SND_SEQ_PORT_CAP_WRITE | SND_SEQ_PORT_CAP_SUBS_WRITE),
      UInt32(SND_SEQ_PORT_TYPE_MIDI_GENERIC | SND_SEQ_PORT_TYPE_APPLICATION))
    var result = port
    if port >= 0, let source {
      var address = snd_seq_addr_t()
      result = unsafe snd_seq_parse_address(handle, &address, source)
      if result >= 0 {
        result = unsafe snd_seq_connect_from(
          handle, port, Int32(address.client), Int32(address.port))
      }
    }
    guard result >= 0 else {
      unsafe snd_seq_close(handle)
      throw .sequencer(destination: name, reason: ALSALog.text(of: result))
    }
    unsafe self.handle = handle
    let thread = Thread { [self] in listen(action) }
    thread.start()
  }

  /// Stops listening and waits for the thread.
  public func close() {
    listens.store(false, ordering: .releasing)
    while !hasEnded.load(ordering: .acquiring) { usleep(1000) }
  }

  deinit {
    unsafe snd_seq_close(handle)
  }

  private func listen(_ action: (ChannelMessage) -> Void) {
    ALSALog.silenceThisThread()
    defer { hasEnded.store(true, ordering: .releasing) }
    var event: UnsafeMutablePointer<snd_seq_event_t>?
    while listens.load(ordering: .acquiring) {
      let status = unsafe snd_seq_event_input(handle, &event)
      guard status >= 0, let received = unsafe event else {
        // Nothing there, or more than the buffer held; a keyboard is played in milliseconds.
        usleep(1000)
        continue
      }
      if let message = unsafe ChannelMessage(received.pointee) { action(message) }
    }
  }
}

extension ChannelMessage {
  /// The message of an event of the sequencer, or `nil` for other kinds.
  init?(_ event: snd_seq_event_t) {
    func byte(_ value: some BinaryInteger) -> Int { min(max(Int(value), 0), 127) }
    switch unsafe snd_seq_event_type(UInt32(event.type)) {
    case SND_SEQ_EVENT_NOTEON, SND_SEQ_EVENT_NOTEOFF:
      let note = unsafe event.data.note
      let isOn = unsafe UInt32(event.type) == SND_SEQ_EVENT_NOTEON.rawValue
      self.init(
        isOn ? .noteOn : .noteOff, channel: Int(note.channel) & 15, byte(note.note),
        byte(note.velocity))
    case SND_SEQ_EVENT_CONTROLLER:
      let control = unsafe event.data.control
      self.init(
        .controlChange, channel: Int(control.channel) & 15, byte(control.param),
        byte(control.value))
    case SND_SEQ_EVENT_PGMCHANGE:
      let control = unsafe event.data.control
      self.init(.programChange, channel: Int(control.channel) & 15, byte(control.value))
    default: return nil
    }
  }
}
