public import ArgumentParser
import MusicModel
public import NoteVocabulary
import Training

extension EncodingKind: ExpressibleByArgument {}

/// Which tunes are learned from, which are held out, and how they become tokens.
struct CorpusOptions: ParsableArguments {
  @Option(
    help: """
      tune (melodies as written), events (music as played, with all its parts), frames (piano \
      rolls), each from ABC and MIDI; words (tokens between spaces, tunes between empty lines), or \
      characters (any text).
      """)
  var encoding = EncodingKind.tune

  @Option(
    help: "The length of a frame, as a part of a whole note.",
    transform: frameLength)
  var frameLength = FrameEncoding.Options().frameLength

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

  /// Reads the length of a frame.
  static func frameLength(_ text: String) throws -> NoteDuration {
    guard let length = NoteDuration(text), length > .zero, length <= .whole else {
      throw ValidationError("no frame lasts '\(text)'; expected 1/4, 1/8 or another fraction")
    }
    return length
  }

  /// Reads the tunes and tells what became of them.
  ///
  /// - Throws: ``CommandFailure`` with exit code 2 where nothing is usable.
  func read(_ paths: [String], seed: UInt64, quiet: Bool) throws -> TokenCorpus {
    do {
      let training = try CorpusReader(
        encoding, frameOptions: FrameEncoding.Options(frameLength: frameLength)
      ).read(paths)
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
    switch error {
    case .file, .store: self = .failed(error.description)
    case .noFiles, .noUsableTune: self = .nothingUsable(error.description)
    }
  }
}
