import CALSA

/// A port on the ALSA sequencer.
public struct SequencerPort: Hashable, Sendable {
  /// The address by number, `128:0`, for `--sequencer` and `--keyboard`.
  public let address: String

  /// The names of client and port.
  public let name: String

  /// Whether it plays what is sent to it.
  public let receives: Bool

  /// Whether it sends what is played on it.
  public let sends: Bool

  /// The ports that can be connected, or `nil` where there is no sequencer.
  public static func all() -> [SequencerPort]? {
    ALSALog.silenceThisThread()
    var opened: OpaquePointer?
    guard unsafe snd_seq_open(&opened, "default", SND_SEQ_OPEN_DUPLEX, 0) >= 0,
      let handle = unsafe opened
    else { return nil }
    defer { unsafe snd_seq_close(handle) }
    var client: OpaquePointer?
    var port: OpaquePointer?
    guard unsafe snd_seq_client_info_malloc(&client) >= 0,
      unsafe snd_seq_port_info_malloc(&port) >= 0
    else { return [] }
    defer {
      unsafe snd_seq_client_info_free(client)
      unsafe snd_seq_port_info_free(port)
    }
    let own = unsafe snd_seq_client_id(handle)
    var ports: [SequencerPort] = []
    unsafe snd_seq_client_info_set_client(client, -1)
    while unsafe snd_seq_query_next_client(handle, client) >= 0 {
      let number = unsafe snd_seq_client_info_get_client(client)
      guard number != own, number != SND_SEQ_CLIENT_SYSTEM else { continue }
      let name = unsafe String(cString: snd_seq_client_info_get_name(client))
      unsafe snd_seq_port_info_set_client(port, number)
      unsafe snd_seq_port_info_set_port(port, -1)
      while unsafe snd_seq_query_next_port(handle, port) >= 0 {
        let abilities = unsafe snd_seq_port_info_get_capability(port)
        let (write, read) = (
          UInt32(SND_SEQ_PORT_CAP_SUBS_WRITE), UInt32(SND_SEQ_PORT_CAP_SUBS_READ)
        )
        guard abilities & (write | read) != 0 else { continue }
        ports.append(
          SequencerPort(
            address: "\(number):\(unsafe snd_seq_port_info_get_port(port))",
            name: unsafe "\(name), \(String(cString: snd_seq_port_info_get_name(port)))",
            receives: abilities & write != 0, sends: abilities & read != 0))
      }
    }
    return ports
  }
}
