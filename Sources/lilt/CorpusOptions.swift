public import ArgumentParser
public import NoteVocabulary
import Training

extension EncodingKind: ExpressibleByArgument {}

/// Which tunes are learned from, which are held out, and how they become tokens.
struct CorpusOptions: ParsableArguments {
  @Option(
    help: """
      tune (music as written, from ABC), words (tokens between spaces, tunes between empty lines), \
      or characters (any text).
      """)
  var encoding = EncodingKind.tune

  @Option(
    parsing: .upToNextOption,
    help: "Files or folders to measure with, instead of holding out a part.")
  var valid: [String] = []

  @Option(help: "The part of the tunes to hold out; all settings of a title stay on one side.")
  var split = 0.05

  @Flag(name: .shortAndLong, help: "Tell every warning about the tunes, not only the errors.")
  var verbose = false

  func validate() throws {
    guard (0...0.9).contains(split) else { throw ValidationError("--split takes 0 to 0.9") }
  }

  /// Reads the tunes and tells what became of them.
  ///
  /// - Throws: ``CommandFailure`` with exit code 2 where nothing is usable.
  func read(_ paths: [String], seed: UInt64, quiet: Bool) throws -> TokenCorpus {
    do {
      let training = try CorpusReader(encoding).read(paths)
      CorpusSummaryText.report(training, isVerbose: verbose, isQuiet: quiet)
      if valid.isEmpty { return training.split(share: split, seed: seed) }
      let validation = try CorpusReader(training.vocabulary).read(valid)
      CorpusSummaryText.report(validation, isVerbose: verbose, isQuiet: quiet)
      return TokenCorpus(training: training, validation: validation)
    } catch let error as CorpusError {
      throw CommandFailure(error)
    }
  }
}

extension CommandFailure {
  /// A corpus without a usable tune ends with exit code 2, an unreadable path with 1.
  init(_ error: CorpusError) {
    if case .file = error {
      self = .failed(error.description)
    } else {
      self = .nothingUsable(error.description)
    }
  }
}
