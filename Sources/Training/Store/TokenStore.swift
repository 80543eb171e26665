import Foundation
import MusicModel
import NoteVocabulary
import SafeFiles

/// A finished token store on disk.
struct TokenStore {
  private let path: String
  let manifest: StoreManifest

  /// Whether a folder holds a store, finished or not.
  static func isStore(_ path: String) -> Bool {
    access(StoreManifest.path(path), F_OK) == 0 || access(path + "/plan", F_OK) == 0
  }

  init(_ path: String) throws(StoreError) {
    self.path = path
    guard access(StoreManifest.path(path), F_OK) == 0 else { throw .unfinished(path: path) }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.read(StoreManifest.path(path))
    } catch {
      throw .file(error)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let manifest = JSON.value(StoreManifest.self, from: text),
      manifest.version == StoreManifest.version
    else { throw .damaged(path: StoreManifest.path(path), reason: "no manifest") }
    self.manifest = manifest
  }

  /// The pieces to learn, exact duplicates left out.
  func pieces() throws(StoreError) -> Pieces {
    let originals = try mapped(StoreManifest.originalsPath(path), count: 4 * manifest.found)
    var pieces = Pieces()
    for (shard, count) in manifest.shards.enumerated() {
      let paths = Shard.Paths(store: path, shard: shard)
      let index = [UInt8](try mapped(paths.index, count: count * PieceRecord.size))
      let tokens = try mapped(paths.tokens, count: nil)
      let titles = String(decoding: try mapped(paths.titles, count: nil), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
      guard titles.count == count + 1 else {
        throw .damaged(path: paths.titles, reason: "titles are missing")
      }
      for piece in 0..<count {
        let record = PieceRecord(index, at: piece * PieceRecord.size)
        guard 2 * (record.start + record.count) <= tokens.count, record.count > 1 else {
          throw .damaged(path: paths.tokens, reason: "tokens are missing")
        }
        let number = pieces.places.count
        let original = originals.number(at: 4 * number)
        guard original ?? -1 < number else {
          throw .damaged(path: path, reason: "a piece repeats a later one")
        }
        pieces.add(
          record.contentHash, original: original, item(record, tokens, title: titles[piece]))
      }
    }
    guard pieces.items.allSatisfy({ $0.tokens.allSatisfy { $0 < manifest.vocabulary.count } })
    else { throw .damaged(path: path, reason: "a token is beyond the vocabulary") }
    return pieces
  }

  /// The pieces of a store as the items of a corpus.
  struct Pieces {
    private(set) var items: [CorpusItem] = []

    /// The items that are much like an earlier one, and which.
    private(set) var repeats: [Int: Int] = [:]

    /// The item of each piece.
    private(set) var places: [Int] = []
    private var hashes: [[UInt8]] = []

    /// Adds the next piece.
    ///
    /// - Parameter original: The number of an earlier piece that it repeats, exactly or nearly.
    fileprivate mutating func add(
      _ hash: [UInt8], original: Int?, _ item: @autoclosure () -> CorpusItem
    ) {
      hashes.append(hash)
      if let original, hashes[original] == hash { return places.append(places[original]) }
      if let original { repeats[items.count] = places[original] }
      places.append(items.count)
      items.append(item())
    }
  }

  private func item(_ record: PieceRecord, _ tokens: Data, title: Substring) -> CorpusItem {
    let ids = tokens.withUnsafeBytes { bytes in
      (record.start..<record.start + record.count).map {
        Int32(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)))
      }
    }
    return CorpusItem(
      title: title.isEmpty ? nil : String(title),
      location: .text(file: path, line: record.file + 1, column: max(1, record.line)), tokens: ids)
  }

  /// The content of a file, mapped into memory.
  private func mapped(_ path: String, count: Int?) throws(StoreError) -> Data {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw .damaged(path: path, reason: "it cannot be read")
    }
    guard count == nil || data.count == count else {
      throw .damaged(path: path, reason: "\(data.count) bytes; expected \(count ?? 0)")
    }
    return data
  }
}

extension Data {
  /// The number of a piece at a place of the list of originals, `nil` where there is none.
  fileprivate func number(at place: Int) -> Int? {
    let number = withUnsafeBytes {
      UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }
    return number == DuplicateFinder.none ? nil : Int(number)
  }
}

extension Corpus {
  /// Reads the stores that some paths name.
  init(stores paths: [String]) throws(StoreError) {
    let stores = try paths.map { path throws(StoreError) in try TokenStore(path) }
    self.init(
      vocabulary: stores[0].manifest.vocabulary, items: [], totals: CorpusTotals(),
      diagnostics: [])
    for (path, store) in zip(paths, stores) {
      guard store.manifest.vocabulary == vocabulary else { throw .otherVocabulary(path: path) }
      let pieces = try store.pieces()
      for (place, original) in pieces.repeats {
        repeats[items.count + place] = items.count + original
      }
      items += pieces.items
      totals.files += store.manifest.files
      totals.found += store.manifest.found + store.manifest.rejected
      totals.rejected += store.manifest.rejected
      totals.duplicates += store.manifest.duplicates
    }
  }
}
