import Dispatch
import Judgement
import MusicModel
import SafeFiles
import Synchronization

/// The tunes of files that are to be judged.
enum JudgedFiles {
  /// Reads files side by side; one that is not readable is told and left out.
  ///
  /// - Throws: ``CommandFailure`` with exit code 2 where no tune is left.
  static func candidates(_ paths: [String], isQuiet: Bool) throws -> [Judge.Candidate] {
    let files = try InputFile.expand(paths, extensions: ["abc", "mid", "midi"])
    let results = Mutex([Result<[Judge.Candidate], any Error>?](repeating: nil, count: files.count))
    DispatchQueue.concurrentPerform(iterations: files.count) { place in
      let result = Result { try tunes(of: files[place]) }
      results.withLock { $0[place] = result }
    }
    var candidates: [Judge.Candidate] = []
    for case let result? in results.withLock({ $0 }) {
      switch result {
      case .success(let tunes): candidates += tunes
      case .failure(let failure as CommandFailure): Terminal.report(failure.message)
      case .failure(let error): Terminal.report("\(error)")
      }
    }
    guard !candidates.isEmpty else {
      throw CommandFailure.nothingUsable("no tune to judge in \(paths.joined(separator: ", "))")
    }
    return candidates
  }

  private static func tunes(of path: String) throws -> [Judge.Candidate] {
    try MusicFile(reading: path).pieces.enumerated().map { place, piece in
      Judge.Candidate(
        try piece.tune(melodyOnly: true), file: path, number: place + 1,
        diagnostics: piece.diagnostics)
    }
  }
}
