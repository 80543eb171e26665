public import NoteVocabulary

/// What a finished store says of itself, in `store.json`.
public struct StoreManifest: Codable, Hashable, Sendable {
  /// The version of the layout of files.
  public static let version = 2

  public var version = Self.version
  public var vocabulary: Vocabulary

  /// Names the files and the encoding.
  public var fingerprint: String

  /// Files read, and their bytes.
  public var files: Int
  public var bytes: Int

  /// Pieces in each shard, duplicates included.
  public var shards: [Int]

  /// Pieces and files that were left out; `rejected.tsv` tells why.
  public var rejected = 0

  /// Pieces with the same tokens as an earlier one; they are not learned.
  public var duplicates = 0

  /// Pieces with much the same melody as an earlier one; they are learned, and held out together.
  public var nearDuplicates = 0

  /// Tokens of the pieces that are learned.
  public var tokens = 0

  /// Pieces found.
  public var found: Int { shards.reduce(0, +) }

  /// Pieces that are learned.
  public var used: Int { found - duplicates }

  static func path(_ store: String) -> String { "\(store)/store.json" }

  static func rejectedPath(_ store: String) -> String { "\(store)/rejected.tsv" }

  static func duplicatesPath(_ store: String) -> String { "\(store)/duplicates.tsv" }

  static func originalsPath(_ store: String) -> String { "\(store)/originals" }
}
