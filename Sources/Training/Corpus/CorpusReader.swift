import Dispatch
import MusicModel
public import NoteVocabulary
import SafeFiles
import Synchronization

/// Reads files and folders into a corpus.
///
/// Files are read side by side; what comes out does not depend on their timing.
public struct CorpusReader: Sendable {
  /// How the pieces become tokens.
  private enum Encoding {
    case tune(TuneEncoding)

    /// The vocabulary is collected from the texts.
    case newText(EncodingKind)

    case text(TextEncoding)
  }

  private let encoding: Encoding

  /// Creates a reader of training data.
  ///
  /// - Parameter tuneOptions: How tunes are reduced to tokens.
  public init(_ kind: EncodingKind, tuneOptions: TuneEncoding.Options = TuneEncoding.Options()) {
    encoding = kind == .tune ? .tune(TuneEncoding(tuneOptions)) : .newText(kind)
  }

  /// Creates a reader of data for a model that exists.
  ///
  /// - Throws: `VocabularyError` where this program has no such encoding.
  public init(_ vocabulary: Vocabulary) throws(VocabularyError) {
    encoding =
      switch vocabulary.kind {
      case .tune: .tune(try TuneEncoding(vocabulary))
      case .words, .characters: .text(try TextEncoding(vocabulary))
      }
  }

  /// The endings of the files that are taken from folders.
  private var extensions: [String] {
    switch encoding {
    case .tune: ["abc"]
    case .newText(let kind): kind == .words ? ["txt"] : ["abc", "txt"]
    case .text(let encoding): encoding.vocabulary.kind == .words ? ["txt"] : ["abc", "txt"]
    }
  }
}

extension CorpusReader {
  /// Reads all tunes of some files and folders.
  ///
  /// A tune with the same tokens as an earlier one is left out and counted.
  ///
  /// - Throws: ``CorpusError`` where a path cannot be read or not one tune is usable.
  public func read(_ paths: [String]) throws(CorpusError) -> Corpus {
    let pieces = try pieces(of: paths)
    var corpus = Corpus(
      vocabulary: vocabulary(of: pieces.entries), items: [], totals: CorpusTotals(),
      diagnostics: pieces.diagnostics)
    corpus.totals.files = pieces.files
    var known: Set<[Int32]> = []
    for piece in pieces.entries {
      guard let item = encode(piece, into: &corpus) else { continue }
      if known.insert(item.tokens).inserted {
        corpus.items.append(item)
      } else {
        corpus.totals.duplicates += 1
      }
    }
    guard !corpus.items.isEmpty else {
      let reason = corpus.diagnostics.first { $0.severity == .error }
      throw .noUsableTune(
        files: pieces.files, found: pieces.entries.count, firstReason: reason?.description)
    }
    return corpus
  }

  private func vocabulary(of pieces: [CorpusPiece]) -> Vocabulary {
    switch encoding {
    case .tune(let encoding): encoding.vocabulary
    case .text(let encoding): encoding.vocabulary
    case .newText(let kind):
      TextEncoding(kind, vocabularyOf: pieces.lazy.compactMap(\.text)).vocabulary
    }
  }

  /// Counts a piece and returns its tokens, or `nil` with a diagnostic that says why not.
  private func encode(_ piece: CorpusPiece, into corpus: inout Corpus) -> CorpusItem? {
    corpus.totals.found += 1
    corpus.diagnostics += piece.diagnostics
    do {
      let encoded = try piece.encoded(with: corpus.vocabulary)
      corpus.totals.dropped += encoded.dropped
      if piece.hasMusicalFindings { corpus.totals.repaired += 1 }
      return CorpusItem(title: piece.title, location: piece.location, tokens: encoded.tokens)
    } catch {
      corpus.totals.rejected += 1
      if let reason = error.reason { corpus.diagnostics.append(piece.rejection(reason)) }
      return nil
    }
  }

  // MARK: - Files

  private func pieces(of paths: [String]) throws(CorpusError) -> CorpusPieces {
    let files: [String]
    do {
      files = try InputFile.expand(paths, extensions: Set(extensions))
    } catch {
      throw .file(error)
    }
    guard !files.isEmpty else { throw .noFiles(paths: paths, extensions: extensions) }
    let results = Mutex([Result<CorpusPieces, FileError>?](repeating: nil, count: files.count))
    DispatchQueue.concurrentPerform(iterations: files.count) { index in
      let result = Result { () throws(FileError) in try pieces(ofFile: files[index]) }
      results.withLock { $0[index] = result }
    }
    var all = CorpusPieces(files: files.count)
    for result in results.withLock({ $0 }) {
      do {
        if let pieces = try result?.get() { all += pieces }
      } catch {
        throw .file(error)
      }
    }
    return all
  }

  private func pieces(ofFile path: String) throws(FileError) -> CorpusPieces {
    let bytes = try InputFile.read(path)
    let name = path == "-" ? "standard input" : path
    if case .tune = encoding { return CorpusPieces(abc: bytes, file: name) }
    return CorpusPieces(text: bytes, file: name)
  }
}
