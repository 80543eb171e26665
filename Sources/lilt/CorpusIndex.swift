import Judgement
import NoteGeneration
import NoteVocabulary
import Training

/// The melodies of a corpus, from wherever a command is told to take them.
enum CorpusIndex {
  /// The content of the index file of a corpus.
  static func bytes(of corpus: SplitCorpus, fingerprint: String, quiet: Bool) throws -> [UInt8] {
    let start = ContinuousClock.now
    let training = try IndexedTune.tunes(corpus.training, in: corpus)
    let bytes = NoveltyIndex.bytes(
      training, heldOut: try IndexedTune.tunes(corpus.validation, in: corpus),
      fingerprint: fingerprint)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    if !quiet, seconds > 2 {
      Terminal.report(
        "indexed \(training.count) tunes, \(Int(Double(training.count) / seconds)) a second")
    }
    return bytes
  }

  /// The index of files and folders, or of one `.index` file.
  ///
  /// - Parameter split: The part of the tunes to hold out, all settings of a title on one side.
  static func read(_ paths: [String], valid: [String], split: Double) throws -> NoveltyIndex {
    if paths.count == 1, paths[0].hasSuffix(".index") { return try NoveltyIndex(reading: paths[0]) }
    do {
      let reader = CorpusReader(.tune)
      let corpus = try reader.read(paths)
      let parts =
        valid.isEmpty
        ? corpus.split(share: split, seed: 1)
        : SplitCorpus(training: corpus, validation: try reader.read(valid))
      return NoveltyIndex(
        try IndexedTune.tunes(parts.training, in: parts),
        heldOut: try IndexedTune.tunes(parts.validation, in: parts),
        fingerprint: parts.tokens.fingerprint)
    } catch let error as CorpusError {
      throw CommandFailure(error)
    }
  }

  /// The index beside a model.
  ///
  /// - Throws: ``CommandFailure`` where it is missing or belongs to another corpus.
  static func read(besideModel path: String, _ model: ModelFile) throws -> NoveltyIndex {
    let (kind, fingerprint) = (model.vocabulary.kind, model.corpus.fingerprint)
    guard kind == .tune else {
      throw CommandFailure.failed("\(path) learned \(kind.rawValue); only tunes can be compared")
    }
    let file = RunFiles(model: path).index
    let index: NoveltyIndex
    do { index = try NoveltyIndex(reading: file) } catch {
      throw CommandFailure.failed(
        "\(error); lilt corpus index PATHS --model \(path) writes one from the tunes learned")
    }
    guard index.fingerprint == fingerprint else {
      throw CommandFailure.failed(
        "\(file) is of another corpus than \(path) learned; "
          + "lilt corpus index PATHS --model \(path) writes the right one")
    }
    return index
  }
}
