import ArgumentParser
import Dispatch
import Foundation
import Playback
import SafeFiles
import Synchronization

/// Many pieces, rendered several at once.
struct RenderBatch {
  /// One piece and where it goes.
  private struct Job: Sendable {
    let piece: MusicFile.Piece
    let file: String
    let path: String
  }

  private let jobs: [Job]

  /// What of the input could not be read, one line each.
  private let failures: [String]

  private let isQuiet: Bool

  /// Reads files and folders.
  ///
  /// - Parameters:
  ///   - folder: Where the audio files go; folders within folders are kept.
  ///   - selection: The tunes of each file.
  ///   - isAccompanied: Whether the chord symbols of a tune are played.
  ///   - isQuiet: Whether to show no progress and nothing that was noticed.
  init(
    _ paths: [String], selection: TuneSelection, isAccompanied: Bool, folder: String,
    format: String, isQuiet: Bool
  ) throws {
    var jobs: [Job] = []
    var failures: [String] = []
    var taken: Set<String> = []
    let root = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    _ = try AudioFormat(path: "\(root)/tune.\(format)")
    for path in paths {
      for file in try InputFile.expand([path], extensions: ["abc", "mid", "midi"]) {
        let stem = Self.stem(of: file, below: path)
        do {
          let (_, pieces) = try selection.read(file, isAccompanied: isAccompanied)
          if !isQuiet { selection.reportDiagnostics(of: pieces) }
          for (index, piece) in pieces.enumerated() {
            let number = pieces.count > 1 ? String(format: "-%04d", index + 1) : ""
            var name = "\(stem)\(number)"
            while !taken.insert(name).inserted { name += "-2" }
            jobs.append(Job(piece: piece, file: file, path: "\(root)/\(name).\(format)"))
          }
        } catch let failure as CommandFailure {
          failures.append(failure.message)
        } catch {
          failures.append("\(error)")
        }
      }
    }
    guard !jobs.isEmpty else {
      throw CommandFailure.nothingUsable(
        failures.first
          ?? "\(paths[0]): no file ends in .abc, .mid or .midi; name a folder with music")
    }
    (self.jobs, self.failures, self.isQuiet) = (jobs, failures, isQuiet)
  }

  /// A file's path within the folder that was named, without its extension.
  private static func stem(of file: String, below path: String) -> String {
    let isInside = file != path && file.hasPrefix(path)
    let inner = isInside ? file.dropFirst(path.count).drop { $0 == "/" } : file[...]
    let name = isInside ? String(inner) : URL(filePath: file).lastPathComponent
    let ending = URL(filePath: name).pathExtension
    return file == "-" ? "tune" : String(name.dropLast(ending.isEmpty ? 0 : ending.count + 1))
  }

  private struct State {
    var done = 0
    var reports: [Int: [RenderReport]] = [:]
    var failures: [String] = []
    var line: ProgressLine
  }

  /// Renders everything; what fails is told and does not stop the rest.
  func run(_ rendering: PieceRendering, jobs threads: Int?) throws {
    let folders = Set(jobs.map { URL(filePath: $0.path).deletingLastPathComponent().path })
    for folder in folders.sorted() {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let controls = PlaybackControls()
    let interrupt = Interrupt { controls.stop() }
    defer { interrupt.cancel() }
    let progress = Progress(total: jobs.count, unit: "tunes")
    let state = Mutex(State(failures: failures, line: ProgressLine(isQuiet: isQuiet)))
    let next = Atomic<Int>(0)
    let width = min(jobs.count, threads ?? ProcessInfo.processInfo.activeProcessorCount)
    DispatchQueue.concurrentPerform(iterations: width) { _ in
      while !controls.isStopped {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < jobs.count else { return }
        let result = Result {
          let job = jobs[index]
          return try rendering.render(job.piece, of: job.file, to: job.path, controls: controls)
        }
        state.withLock { state in
          switch result {
          case .success(let reports): state.reports[index] = reports
          case .failure(let error): state.failures.append("\(error)")
          }
          state.done += 1
          state.line.show(progress.text(state.done))
        }
      }
    }
    try state.withLock { state in
      state.line.clear()
      for index in jobs.indices { state.reports[index]?.forEach(RenderText.print) }
      for failure in state.failures { Terminal.report("lilt: \(failure)") }
      if controls.isStopped {
        throw CommandFailure.interrupted("stopped after \(state.reports.count) of \(jobs.count)")
      }
      guard state.failures.isEmpty else {
        throw CommandFailure.failed(
          "\(state.failures.count) of \(state.failures.count + state.reports.count) failed")
      }
    }
  }
}
