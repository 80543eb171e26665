import ArgumentParser
import Foundation
import NoteVocabulary
import Synchronization
import Training

extension CorpusCommand {
  /// The command `lilt corpus prepare`: files as a token store.
  struct Prepare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Turn folders of any size into a token store that lilt train reads.",
      discussion: """
        lilt corpus prepare midi/ tunes/ --output store/ --encoding events
        lilt train store/ --output model.safetensors

        Files are read in parallel. Pieces with the same tokens are learned once; those with much
        the same melody are kept, listed, and held out together, as lilt train does with events and
        frames of the files themselves; with tunes it goes by their titles alone. rejected.tsv tells of every file
        and piece left out and why, duplicates.tsv which piece repeats which. A run that was stopped
        or killed goes on where it was, and the store has the same bytes.
        """)

    @Argument(help: "ABC and MIDI files, or folders of them.")
    var paths: [String]

    @Option(name: .shortAndLong, help: "The folder of the store.")
    var output: String

    @Option(help: "How music becomes tokens: tune, events or frames.")
    var encoding = EncodingKind.events

    @Option(
      help: "The length of a frame, as a part of a whole note.",
      transform: CorpusOptions.frameLength)
    var frameLength = FrameEncoding.Options().frameLength

    @Option(help: "Files are read on so many threads, one for each core by default.")
    var threads: Int?

    @Flag(help: "Print the totals as one JSON object.")
    var json = false

    @Flag(name: .shortAndLong, help: "Show no progress.")
    var quiet = false

    func validate() throws {
      if encoding.isText {
        throw ValidationError("--encoding takes tune, events or frames here")
      }
      if let threads, !(1...1024).contains(threads) {
        throw ValidationError("--threads takes 1 to 1024")
      }
    }

    func run() throws {
      do {
        try build()
      } catch let error as StoreError {
        if case .noFiles = error { throw CommandFailure.nothingUsable(error.description) }
        throw CommandFailure.failed(error.description)
      }
    }

    private func build() throws {
      let start = ContinuousClock.now
      let builder = try StoreBuilder(
        paths, store: output.trimmingSlashes, encoding,
        frameOptions: FrameEncoding.Options(frameLength: frameLength))
      let cancellation = CancellationFlag()
      let interrupt = Interrupt { cancellation.cancel() }
      defer { interrupt.cancel() }
      let line = Mutex(ProgressLine(isQuiet: quiet || json))
      let manifest = try builder.build(
        threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
        cancellation: cancellation
      ) { progress in
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        line.withLock { $0.show(Self.text(progress, seconds)) }
      }
      line.withLock { $0.clear() }
      guard let manifest else {
        throw CommandFailure.interrupted("stopped; the same command goes on with \(output)")
      }
      guard manifest.used > 0 else {
        throw CommandFailure.nothingUsable(
          StoreError.nothingUsable(files: manifest.files).description)
      }
      if json { return try Terminal.print(json: Report(manifest)) }
      if !quiet {
        Terminal.report(Self.summary(manifest, (ContinuousClock.now - start) / .seconds(1)))
      }
      Terminal.print(output)
    }

    private static func text(_ progress: StoreBuilder.Progress, _ seconds: Double) -> String {
      let rate = Double(progress.bytes) / max(seconds, 1e-9)
      let left = Int(Double(progress.totalBytes - progress.bytes) / max(rate, 1))
      return "\(progress.files) of \(progress.totalFiles) files, "
        + speed(progress.files, progress.bytes, seconds)
        + String(format: ", %d:%02d left", left / 60, left % 60)
    }

    private static func speed(_ files: Int, _ bytes: Int, _ seconds: Double) -> String {
      String(
        format: "%.0f files/s, %.1f MB/s", Double(files) / max(seconds, 1e-9),
        Double(bytes) / max(seconds, 1e-9) / 1e6)
    }

    private static func summary(_ manifest: StoreManifest, _ seconds: Double) -> String {
      """
      \(manifest.files) files, \(speed(manifest.files, manifest.bytes, seconds))
      \(manifest.used) pieces, \(manifest.tokens) tokens, of \(manifest.found) found; \
      \(manifest.duplicates) were there already, \(manifest.nearDuplicates) are much like another, \
      \(manifest.rejected) left out
      """
    }

    private struct Report: Encodable {
      let files, bytes, pieces, used, tokens, duplicates, nearDuplicates, rejected: Int

      init(_ manifest: StoreManifest) {
        (files, bytes) = (manifest.files, manifest.bytes)
        (pieces, used, tokens) = (manifest.found, manifest.used, manifest.tokens)
        duplicates = manifest.duplicates
        nearDuplicates = manifest.nearDuplicates
        rejected = manifest.rejected
      }
    }
  }
}

extension String {
  /// The path of a folder without the slashes at its end.
  fileprivate var trimmingSlashes: String {
    var path = self[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}
