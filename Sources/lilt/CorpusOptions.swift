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
      rolls), each from ABC and MIDI, frames from JSON too; words (tokens between spaces, tunes \
      between empty lines), or characters (any text). By default frames for .json, events for MIDI \
      alone, words for .txt, else tune.
      """)
  var encoding: EncodingKind?

  @Option(
    help: "The length of a frame, as a part of a whole note; 1/8 by default, 1/4 for chorales.",
    transform: frameLength)
  var frameLength: NoteDuration?

  @Option(
    parsing: .unconditional,
    help: """
      Learn each tune in other keys, one drawn in each epoch: all, none, or semitones as in -3...4; \
      all by default for events and frames. Tunes are otherwise moved to one tonic.
      """)
  var transpose: TranspositionArgument?

  @OptionGroup var tokens: TuneTokenOptions

  @Option(
    parsing: .upToNextOption,
    help: "Files or folders to measure with, instead of holding out a part.")
  var valid: [String] = []

  @Option(
    help: """
      The part of the tunes to hold out; all settings of a title stay on one side, and pieces of \
      events and frames with much the same melody.
      """)
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

  /// The encoding and the recipe of some files, as far as neither is asked for.
  func resolved(_ paths: [String], preset: Preset?) throws -> (EncodingKind, Preset) {
    do {
      let kind = try encoding ?? preset?.encoding ?? CorpusReader.encoding(for: paths)
      return (kind, preset ?? Preset(kind))
    } catch let error as CorpusError {
      throw CommandFailure(error)
    }
  }

  /// Reads the tunes and tells what became of them.
  ///
  /// - Returns: The tunes as they are, and as they are learned, in several keys if that is asked for.
  /// - Throws: ``CommandFailure`` with exit code 2 where nothing is usable.
  func read(
    _ paths: [String], _ kind: EncodingKind, _ preset: Preset, seed: UInt64, quiet: Bool
  ) throws -> (tunes: SplitCorpus, tokens: TokenCorpus) {
    let usual = kind == preset.encoding ? preset.transposition : nil
    let shifts = transpose.map(\.semitones) ?? usual
    if shifts != nil, kind.isText {
      throw CommandFailure.failed("--transpose moves tunes and frames, no \(kind.rawValue)")
    }
    do {
      var tuneOptions = tokens.options
      // In other keys pitches have to move.
      if shifts != nil { tuneOptions.normalizesKey = false }
      let reader = CorpusReader(
        kind, tuneOptions: tuneOptions,
        frameOptions: FrameEncoding.Options(frameLength: frameLength ?? preset.frameLength))
      let corpus = try read(paths, reader, seed: seed, quiet: quiet)
      let tokens = corpus.tokens
      return (corpus, try shifts.flatMap { try tokens.transposed(by: $0) } ?? tokens)
    } catch let error as CorpusError {
      throw CommandFailure(error)
    }
  }

  private func read(
    _ paths: [String], _ reader: CorpusReader, seed: UInt64, quiet: Bool
  ) throws -> SplitCorpus {
    let training = try reader.read(paths)
    CorpusSummaryText.report(training, isVerbose: verbose, isQuiet: quiet)
    if valid.isEmpty { return training.split(share: split, seed: seed) }
    let validation = try CorpusReader(training.vocabulary).read(valid)
    CorpusSummaryText.report(validation, isVerbose: verbose, isQuiet: quiet)
    return SplitCorpus(training: training, validation: validation)
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
