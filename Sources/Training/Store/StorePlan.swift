import Foundation
import NoteVocabulary
import SafeFiles

/// Which files go into which shard of a store; follows from the list of files alone.
struct StorePlan: Sendable {
  /// The files in order.
  let files: [String]

  /// The bytes of each.
  let sizes: [Int]

  /// The places in ``files`` of each shard's.
  let shards: [Range<Int>]

  /// Names files and encoding: a hash over the layout's version, the vocabulary, and the paths,
  /// sizes and times of change.
  let fingerprint: String

  /// The most bytes and files of a shard, unless it is one file.
  private static let mostBytes = 8 << 20
  private static let mostFiles = 500

  init(_ paths: [String], vocabulary: Vocabulary) throws(StoreError) {
    do throws(FileError) {
      files = try InputFile.expand(paths, extensions: ["abc", "mid", "midi", "rmi"])
    } catch {
      throw .file(error)
    }
    guard !files.isEmpty else { throw .noFiles(paths: paths) }
    var hash = SHA256()
    hash.update(Array("\(StoreManifest.version)\n\(JSON.text(of: vocabulary))".utf8))
    var sizes: [Int] = []
    for file in files {
      let (size, changed) = try Self.state(of: file)
      sizes.append(size)
      hash.update(Array("\(file)\t\(size)\t\(changed)\n".utf8))
    }
    self.sizes = sizes
    shards = Self.shards(of: sizes)
    fingerprint = hash.hexadecimal()
  }

  private static func state(of file: String) throws(StoreError) -> (size: Int, changed: String) {
    var information = stat()
    guard stat(file, &information) == 0 else {
      throw .file(FileError(path: file, action: "read", reason: "no such file"))
    }
    let time = information.st_mtim
    return (Int(information.st_size), "\(time.tv_sec).\(time.tv_nsec)")
  }

  private static func shards(of sizes: [Int]) -> [Range<Int>] {
    var shards: [Range<Int>] = []
    var (start, bytes) = (0, 0)
    for (index, size) in sizes.enumerated() {
      if index > start, bytes + size > mostBytes || index - start == mostFiles {
        shards.append(start..<index)
        (start, bytes) = (index, 0)
      }
      bytes += size
    }
    shards.append(start..<sizes.count)
    return shards
  }
}
