public import MusicModel

/// The kinds of departure from the standard that the reader tells apart.
///
/// The raw value is the ``Diagnostic/code``.
public enum Finding: String, CaseIterable, Hashable, Sendable {
  case missingHeader = "missing-header"
  case riffWrapper = "riff-wrapper"
  case bytesBeforeHeader = "bytes-before-header"
  case headerLength = "header-length"
  case unknownFormat = "unknown-format"
  case trackCount = "track-count"
  case noTracks = "no-tracks"
  case badDivision = "bad-division"
  case chunkLength = "chunk-length"
  case damagedChunkType = "damaged-chunk-type"
  case strayBytes = "stray-bytes"
  case dataAfterEnd = "data-after-end"
  case truncated = "truncated"
  case missingEndOfTrack = "missing-end-of-track"
  case skippedBytes = "skipped-bytes"
  case dataByteTooLarge = "data-byte-too-large"
  case runningStatusAfterMeta = "running-status-after-meta"
  case runningStatusMissing = "running-status-missing"
  case longQuantity = "long-quantity"
  case systemMessage = "system-message"
  case metaType = "meta-type"
  case metaLength = "meta-length"
  case badTempo = "bad-tempo"
  case badTimeSignature = "bad-time-signature"
  case badKeySignature = "bad-key-signature"
  case badTimecodeOffset = "bad-timecode-offset"
  case unendedNote = "unended-note"
  case independentPatterns = "independent-patterns"
  case timecodeDivision = "timecode-division"
  case roundedTime = "rounded-time"
  case unwritableMeter = "unwritable-meter"
  case leftOut = "left-out"

  /// Whether something of the file is lost (error), or something was mended, or has no place in
  /// what is written (warning).
  public var severity: Diagnostic.Severity {
    switch self {
    case .strayBytes, .dataAfterEnd, .truncated, .skippedBytes: .error
    default: .warning
    }
  }

  /// Whether a strict reader refuses the file; what is legal but unusual is only told of.
  public var isRefusedStrictly: Bool {
    switch self {
    case .riffWrapper, .independentPatterns, .timecodeDivision: false
    default: true
    }
  }
}
