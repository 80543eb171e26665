import Dispatch
import Foundation
public import NoteVocabulary
import SafeFiles
import Synchronization

/// Makes a token store of files: shards side by side, then what they have in common.
///
/// Every shard follows from its files alone and appears whole, so a run that was killed goes on
/// where it was, and the store has the same bytes.
public struct StoreBuilder: Sendable {
  /// How far a run is.
  public struct Progress: Sendable {
    public var files: Int
    public var bytes: Int
    public var totalFiles: Int
    public var totalBytes: Int
  }

  private let store: String
  private let encoding: PieceEncoding
  private let plan: StorePlan

  /// Plans the store.
  ///
  /// - Parameters:
  ///   - store: The folder, new, empty, or with an unfinished store of the same files.
  public init(
    _ paths: [String], store: String, _ kind: EncodingKind,
    frameOptions: FrameEncoding.Options = FrameEncoding.Options()
  ) throws(StoreError) {
    encoding =
      switch kind {
      case .tune: .tune(TuneEncoding(TuneEncoding.Options(plansForm: true)))
      case .events: .events(EventEncoding())
      case .frames: .frames(FrameEncoding(frameOptions))
      case .words, .characters: throw .noMusic(kind)
      }
    self.store = store
    plan = try StorePlan(paths, vocabulary: encoding.vocabulary)
  }

  /// Makes what is missing of the store.
  ///
  /// - Parameters:
  ///   - threads: Shards at work at once.
  ///   - cancellation: Checked after every shard.
  ///   - report: Called after every shard, by several threads.
  /// - Returns: What the store holds; `nil` where the run was cancelled.
  public func build(
    threads: Int, cancellation: CancellationFlag? = nil,
    report: @Sendable (Progress) -> Void = { _ in }
  ) throws(StoreError) -> StoreManifest? {
    try claim()
    try encodeShards(threads: threads, cancellation, report)
    if cancellation?.isCancelled == true { return nil }
    do throws(FileError) {
      return try finish()
    } catch {
      throw .file(error)
    }
  }

  /// Makes the folder, marks it as the store of these files and takes away what a killed run left
  /// half written.
  private func claim() throws(StoreError) {
    let mark = store + "/plan"
    do {
      try FileManager.default.createDirectory(
        atPath: store + "/shards", withIntermediateDirectories: true)
      for folder in [store, store + "/shards"] {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where name.hasSuffix(".tmp") {
          try FileManager.default.removeItem(atPath: folder + "/" + name)
        }
      }
    } catch {
      throw .file(FileError(path: store, action: "write", reason: "the folder cannot be used"))
    }
    var known: [UInt8]?
    do throws(FileError) {
      if access(mark, F_OK) == 0 {
        known = try InputFile.read(mark)
      } else {
        try AtomicFile.write(plan.fingerprint, to: mark)
      }
    } catch {
      throw .file(error)
    }
    if let known, known != Array(plan.fingerprint.utf8) { throw .otherStore(path: store) }
  }

  private struct State {
    var next = 0
    var progress: Progress
    var error: FileError?
  }

  private func encodeShards(
    threads: Int, _ cancellation: CancellationFlag?, _ report: @Sendable (Progress) -> Void
  ) throws(StoreError) {
    let progress = Progress(
      files: 0, bytes: 0, totalFiles: plan.files.count, totalBytes: plan.sizes.reduce(0, +))
    let state = Mutex(State(progress: progress))
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, plan.shards.count))) { _ in
      while let shard = nextShard(state, cancellation) {
        let files = plan.shards[shard]
        let paths = Shard.Paths(store: store, shard: shard)
        do throws(FileError) {
          if access(paths.index, F_OK) != 0 {
            try Shard(plan, files, encoding).write(to: paths)
          }
        } catch {
          state.withLock { $0.error = error }
        }
        report(
          state.withLock { state in
            state.progress.files += files.count
            state.progress.bytes += plan.sizes[files].reduce(0, +)
            return state.progress
          })
      }
    }
    if let error = state.withLock({ $0.error }) { throw .file(error) }
  }

  private func nextShard(
    _ state: borrowing Mutex<State>, _ cancellation: CancellationFlag?
  ) -> Int? {
    guard cancellation?.isCancelled != true else { return nil }
    return state.withLock { state in
      guard state.error == nil, state.next < plan.shards.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  // MARK: - What the shards have in common

  private func finish() throws(FileError) -> StoreManifest {
    let paths = plan.shards.indices.map { Shard.Paths(store: store, shard: $0) }
    var finder = try DuplicateFinder(paths.map(\.index))
    let rejected = try joinRejected(paths)
    try writeDuplicates(&finder)
    let manifest = StoreManifest(
      vocabulary: encoding.vocabulary, fingerprint: plan.fingerprint, files: plan.files.count,
      bytes: plan.sizes.reduce(0, +), shards: finder.shards, rejected: rejected,
      duplicates: finder.exactCount, nearDuplicates: finder.nearCount, tokens: finder.tokens)
    try AtomicFile.write(JSON.text(of: manifest) + "\n", to: StoreManifest.path(store))
    return manifest
  }

  /// Writes one list of what was left out; returns its length.
  private func joinRejected(_ paths: [Shard.Paths]) throws(FileError) -> Int {
    var writer = try AtomicFileWriter(to: StoreManifest.rejectedPath(store))
    var lines = 0
    for path in paths {
      let bytes = try InputFile.read(path.rejected)
      lines += bytes.count { $0 == 0x0A }
      try writer.append(bytes)
    }
    try writer.commit()
    return lines
  }

  private func writeDuplicates(_ finder: inout DuplicateFinder) throws(FileError) {
    var list = try AtomicFileWriter(to: StoreManifest.duplicatesPath(store))
    var numbers: [UInt8] = []
    for (number, original) in finder.originals.enumerated() {
      numbers.append(UInt64(original), width: 4)
      guard original != DuplicateFinder.none else { continue }
      let piece = try finder.record(number)
      let first = try finder.record(Int(original))
      let kind =
        piece.contentHash == first.contentHash
        ? "same"
        : String(format: "near %.2f", MinHash.similarity(piece.signature, first.signature))
      try list.append(Array("\(place(piece))\t\(kind)\t\(place(first))\n".utf8))
    }
    try list.commit()
    try AtomicFile.write(numbers, to: StoreManifest.originalsPath(store))
  }

  private func place(_ piece: PieceRecord) -> String {
    plan.files[piece.file] + (piece.line > 0 ? ":\(piece.line)" : "")
  }
}
