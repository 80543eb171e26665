import CALSA
import Glibc

/// A port on the ALSA sequencer with a queue of its own, connected to somebody who plays.
///
/// Events carry the time of the queue, which the kernel keeps: they leave on time however busy this
/// process is.
@safe struct SequencerConnection: ~Copyable {
  private let handle: OpaquePointer
  private let port: Int32
  private let queue: Int32

  /// The receiver as it was asked for.
  let destination: String

  /// The receiver by name, under which it is found again.
  private let name: String

  /// Opens the sequencer, connects and starts the queue.
  ///
  /// - Parameter destination: `CLIENT:PORT` by number or by name, as `aplaymidi -l` lists them.
  init(destination: String) throws(PlaybackError) {
    ALSALog.silenceThisThread()
    var opened: OpaquePointer?
    let status = unsafe snd_seq_open(&opened, "default", SND_SEQ_OPEN_OUTPUT, 0)
    guard status >= 0, let handle = unsafe opened else {
      throw .sequencer(
        destination: destination, reason: "the sequencer does not open: \(ALSALog.text(of: status))"
      )
    }
    let connection: (port: Int32, queue: Int32)
    do throws(SequencerRefusal) {
      connection = try unsafe Self.connect(handle, to: destination)
    } catch {
      unsafe snd_seq_close(handle)
      throw .sequencer(
        destination: destination,
        reason: "it refuses \(error.request): \(ALSALog.text(of: error.status))")
    }
    unsafe self.handle = handle
    (port, queue) = connection
    self.destination = destination
    name = unsafe Self.lastingName(of: destination, handle)
  }

  deinit {
    unsafe snd_seq_close(handle)
  }

  /// Makes a port and a running queue.
  private static func connect(
    _ handle: OpaquePointer, to destination: String
  ) throws(SequencerRefusal) -> (port: Int32, queue: Int32) {
    unsafe snd_seq_set_client_name(handle, "Lilt")
    let port = unsafe snd_seq_create_simple_port(
      handle, "Lilt", UInt32(SND_SEQ_PORT_CAP_READ | SND_SEQ_PORT_CAP_SUBS_READ),
      UInt32(SND_SEQ_PORT_TYPE_MIDI_GENERIC | SND_SEQ_PORT_TYPE_APPLICATION))
    try check(port, "a port")
    var address = snd_seq_addr_t()
    try check(unsafe snd_seq_parse_address(handle, &address, destination), "this destination")
    try check(
      unsafe snd_seq_connect_to(handle, port, Int32(address.client), Int32(address.port)),
      "a connection")
    let queue = unsafe snd_seq_alloc_queue(handle)
    try check(queue, "a queue")
    let start = Int32(SND_SEQ_EVENT_START.rawValue)
    try check(unsafe snd_seq_control_queue(handle, queue, start, 0, nil), "to start its queue")
    try check(unsafe snd_seq_drain_output(handle), "to start its queue")
    return (port, queue)
  }

  /// A destination with the name of its client in place of the number.
  private static func lastingName(of destination: String, _ handle: OpaquePointer) -> String {
    var address = snd_seq_addr_t()
    var information: OpaquePointer?
    guard unsafe snd_seq_parse_address(handle, &address, destination) >= 0,
      unsafe snd_seq_client_info_malloc(&information) >= 0
    else { return destination }
    defer { unsafe snd_seq_client_info_free(information) }
    guard
      unsafe snd_seq_get_any_client_info(handle, Int32(address.client), information) >= 0,
      let name = unsafe snd_seq_client_info_get_name(information)
    else { return destination }
    return unsafe "\(String(cString: name)):\(address.port)"
  }

  private struct SequencerRefusal: Error {
    var request: String
    var status: Int32
  }

  private static func check(_ status: Int32, _ request: String) throws(SequencerRefusal) {
    guard status >= 0 else { throw SequencerRefusal(request: request, status: status) }
  }
}

extension SequencerConnection {
  /// The time of the queue in seconds.
  var seconds: Double {
    var status: OpaquePointer?
    guard unsafe snd_seq_queue_status_malloc(&status) >= 0 else { return 0 }
    defer { unsafe snd_seq_queue_status_free(status) }
    guard unsafe snd_seq_get_queue_status(handle, queue, status) >= 0,
      let time = unsafe snd_seq_queue_status_get_real_time(status)
    else { return 0 }
    return unsafe Double(time.pointee.tv_sec) + Double(time.pointee.tv_nsec) / 1e9
  }

  /// Whether the receiver is there.
  enum Presence {
    case kept, lost

    /// It had gone away and is connected again.
    case found
  }

  /// Connects again where the connection was lost.
  mutating func reconnect() -> Presence {
    var address = snd_seq_addr_t()
    guard unsafe snd_seq_parse_address(handle, &address, name) >= 0 else { return .lost }
    let status = unsafe snd_seq_connect_to(
      handle, port, Int32(address.client), Int32(address.port))
    // A connection that exists cannot be made again.
    return status >= 0 ? .found : status == -EBUSY ? .kept : .lost
  }

  /// Hands an event to the queue.
  ///
  /// - Parameter seconds: When it leaves, in time of the queue; `nil` for at once.
  mutating func send(_ message: ChannelMessage, at seconds: Double?) throws(PlaybackError) {
    var event = unsafe Self.event(message)
    unsafe event.source.port = UInt8(port)
    unsafe event.dest.client = UInt8(SND_SEQ_ADDRESS_SUBSCRIBERS)
    unsafe event.dest.port = UInt8(SND_SEQ_ADDRESS_UNKNOWN)
    if let seconds {
      unsafe event.queue = UInt8(queue)
      unsafe event.flags = UInt8(SND_SEQ_TIME_STAMP_REAL)
      unsafe event.time.time.tv_sec = UInt32(seconds)
      unsafe event.time.time.tv_nsec = UInt32((seconds - seconds.rounded(.down)) * 1e9)
    } else {
      unsafe event.queue = UInt8(SND_SEQ_QUEUE_DIRECT)
    }
    try check(unsafe snd_seq_event_output(handle, &event))
  }

  /// Passes on what was handed over.
  mutating func flush() throws(PlaybackError) {
    try check(unsafe snd_seq_drain_output(handle))
  }

  /// Forgets every event that has not left.
  mutating func dropWaitingEvents() {
    unsafe snd_seq_drop_output(handle)
  }

  private func check(_ status: Int32) throws(PlaybackError) {
    guard status >= 0 else {
      throw .sequencer(destination: destination, reason: ALSALog.text(of: status))
    }
  }

  private static func event(_ message: ChannelMessage) -> snd_seq_event_t {
    var event = unsafe snd_seq_event_t()
    switch message.kind {
    case .noteOff, .noteOn, .keyPressure:
      unsafe event.data.note.channel = message.channel
      unsafe event.data.note.note = message.data1
      unsafe event.data.note.velocity = message.data2
    case .controlChange:
      unsafe event.data.control.channel = message.channel
      unsafe event.data.control.param = UInt32(message.data1)
      unsafe event.data.control.value = Int32(message.data2)
    case .programChange, .channelPressure:
      unsafe event.data.control.channel = message.channel
      unsafe event.data.control.value = Int32(message.data1)
    case .pitchBend:
      unsafe event.data.control.channel = message.channel
      // The sequencer counts from the centre.
      unsafe event.data.control.value = Int32(message.data1) + Int32(message.data2) << 7 - 8192
    }
    unsafe event.type = UInt8(type(of: message.kind).rawValue)
    return unsafe event
  }

  private static func type(of kind: ChannelMessage.Kind) -> snd_seq_event_type {
    switch kind {
    case .noteOff: SND_SEQ_EVENT_NOTEOFF
    case .noteOn: SND_SEQ_EVENT_NOTEON
    case .keyPressure: SND_SEQ_EVENT_KEYPRESS
    case .controlChange: SND_SEQ_EVENT_CONTROLLER
    case .programChange: SND_SEQ_EVENT_PGMCHANGE
    case .channelPressure: SND_SEQ_EVENT_CHANPRESS
    case .pitchBend: SND_SEQ_EVENT_PITCHBEND
    }
  }
}
