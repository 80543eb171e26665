import Foundation
import MIDIFormat
import MusicModel
import NoteVocabulary
import SafeFiles

/// Some files of a store as tokens, with an index of the pieces and a list of what was left out.
///
/// Four files, the index last: where it is, the shard is complete.
struct Shard {
  private(set) var tokens: [UInt8] = []
  private(set) var index: [UInt8] = []

  /// The titles of the pieces, a line each, empty where there is none.
  private(set) var titles = ""

  /// Lines of path, place and reason.
  private(set) var rejected = ""

  /// Encodes the files of a shard.
  init(_ plan: StorePlan, _ files: Range<Int>, _ encoding: PieceEncoding) {
    for file in files { add(plan.files[file], number: file, encoding) }
  }

  private mutating func add(_ path: String, number: Int, _ encoding: PieceEncoding) {
    let pieces: CorpusPieces
    do throws(FileError) {
      let bytes = try InputFile.read(path)
      pieces =
        MIDIFile.isNamed(path, bytes)
        ? CorpusPieces(midi: bytes, file: path) : CorpusPieces(abc: bytes, file: path)
    } catch {
      return reject(path, error.reason)
    }
    if pieces.entries.isEmpty { reject(path, "no tune in it") }
    for piece in pieces.entries {
      do throws(Rejection) {
        add(try encoding.encode(piece.content).tokens, piece, file: number, encoding)
      } catch {
        let told = piece.diagnostics.first { $0.severity == .error }?.message
        reject("\(piece.location)", error.reason ?? told ?? "it cannot be read")
      }
    }
  }

  private mutating func add(
    _ ids: [Int32], _ piece: CorpusPiece, file: Int, _ encoding: PieceEncoding
  ) {
    let start = tokens.count / 2
    for id in ids {
      tokens.append(UInt8(truncatingIfNeeded: id))
      tokens.append(UInt8(truncatingIfNeeded: id >> 8))
    }
    let hash = SHA256.bytes(of: Array(tokens[(2 * start)...]))
    titles += (piece.title ?? "").split(whereSeparator: \.isNewline).joined(separator: " ") + "\n"
    var line = 0
    if case .text(_, let number, _) = piece.location { line = number }
    PieceRecord(
      start: start, count: ids.count, file: file, line: line, contentHash: Array(hash.prefix(16)),
      signature: MinHash.signature(of: ids, encoding.vocabulary.kind)
    ).write(to: &index)
  }

  private mutating func reject(_ place: String, _ reason: String) {
    rejected += "\(place)\t\(reason)\n"
  }

  /// Writes the four files.
  func write(to paths: Paths) throws(FileError) {
    try AtomicFile.write(tokens, to: paths.tokens)
    try AtomicFile.write(titles, to: paths.titles)
    try AtomicFile.write(rejected, to: paths.rejected)
    try AtomicFile.write(index, to: paths.index)
  }

  /// The files of one shard.
  struct Paths: Sendable {
    let tokens: String
    let index: String
    let titles: String
    let rejected: String

    init(store: String, shard: Int) {
      let name = String(format: "%06d", shard)
      tokens = "\(store)/shards/\(name).tokens"
      index = "\(store)/shards/\(name).index"
      titles = "\(store)/shards/\(name).titles"
      rejected = "\(store)/shards/\(name).rejected"
    }
  }
}
