import CSndfile

/// A format of audio files, chosen by the extension of the name.
public enum AudioFormat: String, CaseIterable, Sendable {
  case wav
  case flac
  case ogg
  case mp3

  /// The format that a name's extension asks for.
  ///
  /// - Throws: ``PlaybackError/unknownFormat(path:known:)``.
  public init(path: String) throws(PlaybackError) {
    let name = path.split(separator: "/").last ?? ""
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let known = Self.allCases.filter(\.isAvailable)
    guard parts.count > 1, let format = parts.last.flatMap({ Self(rawValue: $0.lowercased()) }),
      known.contains(format)
    else {
      throw .unknownFormat(path: path, known: known.map { ".\($0.rawValue)" })
    }
    self = format
  }

  /// Whether this build of libsndfile writes the format.
  var isAvailable: Bool {
    var information = SF_INFO()
    (information.samplerate, information.channels) = (48_000, 2)
    information.format = code
    return unsafe sf_format_check(&information) != 0
  }

  /// libsndfile's number: sixteen bits where the format stores samples as they are.
  var code: Int32 {
    switch self {
    case .wav: Int32(bitPattern: UInt32(SF_FORMAT_WAV | SF_FORMAT_PCM_16))
    case .flac: Int32(bitPattern: UInt32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16))
    case .ogg: Int32(bitPattern: UInt32(SF_FORMAT_OGG | SF_FORMAT_VORBIS))
    case .mp3: Int32(bitPattern: UInt32(SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III))
    }
  }
}
