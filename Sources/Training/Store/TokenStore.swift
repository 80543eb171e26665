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

  /// The pieces to learn, exact duplicates left out; those of a group have one title.
  func items() throws(StoreError) -> [CorpusItem] {
    let originals = try mapped(StoreManifest.originalsPath(path), count: 4 * manifest.found)
    var items: [CorpusItem] = []
    var groups: [UInt64] = []
    var hashes: [[UInt8]] = []
    for (shard, count) in manifest.shards.enumerated() {
      let paths = Shard.Paths(store: path, shard: shard)
      let index = [UInt8](try mapped(paths.index, count: count * PieceRecord.size))
      let tokens = try mapped(paths.tokens, count: nil)
      for piece in 0..<count {
        let record = PieceRecord(index, at: piece * PieceRecord.size)
        guard 2 * (record.start + record.count) <= tokens.count, record.count > 1 else {
          throw .damaged(path: paths.tokens, reason: "tokens are missing")
        }
        let original = originals.number(at: 4 * groups.count)
        groups.append(original.map { groups[$0] } ?? record.group)
        hashes.append(record.contentHash)
        if let original, hashes[original] == record.contentHash { continue }
        items.append(item(record, tokens, group: groups[groups.count - 1]))
      }
    }
    guard items.allSatisfy({ $0.tokens.allSatisfy { $0 < manifest.vocabulary.count } }) else {
      throw .damaged(path: path, reason: "a token is beyond the vocabulary")
    }
    return items
  }

  private func item(_ record: PieceRecord, _ tokens: Data, group: UInt64) -> CorpusItem {
    let ids = tokens.withUnsafeBytes { bytes in
      (record.start..<record.start + record.count).map {
        Int32(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)))
      }
    }
    return CorpusItem(
      title: String(group, radix: 16),
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
      items += try store.items()
      totals.files += store.manifest.files
      totals.found += store.manifest.found + store.manifest.rejected
      totals.rejected += store.manifest.rejected
      totals.duplicates += store.manifest.duplicates
    }
  }
}
