import Dispatch
import MIDIFormat
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
    case known(PieceEncoding)

    /// The vocabulary is collected from the texts.
    case newText(EncodingKind)
  }

  private let encoding: Encoding

  /// Whether the encoding is that of a model, which other data cannot change.
  private let isForModel: Bool

  /// Creates a reader of training data.
  ///
  /// - Parameters:
  ///   - tuneOptions: How tunes are reduced to tokens.
  ///   - frameOptions: How music becomes frames.
  public init(
    _ kind: EncodingKind, tuneOptions: TuneEncoding.Options = TuneEncoding.Options(),
    frameOptions: FrameEncoding.Options = FrameEncoding.Options()
  ) {
    encoding =
      switch kind {
      case .tune: .known(.tune(TuneEncoding(tuneOptions)))
      case .events: .known(.events(EventEncoding()))
      case .frames: .known(.frames(FrameEncoding(frameOptions)))
      case .words, .characters: .newText(kind)
      }
    isForModel = false
  }

  /// Creates a reader of data for a model that exists.
  ///
  /// - Throws: `VocabularyError` where this program has no such encoding.
  public init(_ vocabulary: Vocabulary) throws(VocabularyError) {
    encoding = .known(try PieceEncoding(vocabulary))
    isForModel = true
  }

  private var kind: EncodingKind {
    switch encoding {
    case .known(let encoding): encoding.vocabulary.kind
    case .newText(let kind): kind
    }
  }

  /// The endings of the files that are taken from folders.
  private var extensions: [String] {
    switch kind {
    case .tune, .events: ["abc", "mid", "midi", "rmi"]
    case .frames: ["abc", "json", "mid", "midi", "rmi"]
    case .words: ["txt"]
    case .characters: ["abc", "txt"]
    }
  }
}

extension CorpusReader {
  /// The encoding that suits some files: that of token stores; tunes where ABC is among them, piano
  /// rolls in JSON are frames, MIDI alone is events, and text files are words, but tunes with an `X:`.
  public static func encoding(for paths: [String]) throws(CorpusError) -> EncodingKind {
    if let first = paths.first, paths.allSatisfy(TokenStore.isStore) {
      do { return try TokenStore(first).manifest.vocabulary.kind } catch { throw .store(error) }
    }
    let files: [String]
    do {
      files = try InputFile.expand(paths, extensions: ["abc", "json", "txt", "mid", "midi", "rmi"])
    } catch {
      throw .file(error)
    }
    let endings = Set(files.map { $0.lowercased().split(separator: ".").last ?? "" })
    if endings.contains("abc") { return .tune }
    if endings.contains("json") { return .frames }
    if !endings.isDisjoint(with: ["mid", "midi", "rmi"]) { return .events }
    guard endings == ["txt"] else { return .tune }
    for file in files where try holdsABC(file) { return .tune }
    return .words
  }

  /// Whether a line of a file begins a tune.
  private static func holdsABC(_ file: String) throws(CorpusError) -> Bool {
    let bytes: [UInt8]
    do { bytes = try InputFile.read(file) } catch { throw .file(error) }
    return bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .contains { $0.starts(with: "X:".utf8) }
  }

  /// Reads all tunes of some files and folders, or of token stores.
  ///
  /// A tune with the same tokens as an earlier one is left out and counted; but all piano rolls in
  /// JSON are kept, because published figures are over all of them.
  ///
  /// - Throws: ``CorpusError`` where a path cannot be read or not one tune is usable.
  public func read(_ paths: [String]) throws(CorpusError) -> Corpus {
    if paths.allSatisfy(TokenStore.isStore) { return try readStores(paths) }
    let pieces = try pieces(of: paths)
    let encoding = encoding(of: pieces.entries)
    var corpus = Corpus(
      vocabulary: encoding.vocabulary, items: [], totals: CorpusTotals(),
      diagnostics: pieces.diagnostics)
    corpus.totals.files = pieces.files
    var known: Set<[Int32]> = []
    for piece in pieces.entries {
      guard let item = encode(piece, encoding, into: &corpus) else { continue }
      if known.insert(item.tokens).inserted || piece.isRoll {
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
    // Tunes go by their titles; published figures are over piano rolls in JSON as they are.
    if kind == .events || kind == .frames, !pieces.entries.contains(where: \.isRoll) {
      corpus.findRepeats()
    }
    return corpus
  }

  /// Reads finished token stores; their encoding is theirs, or that of the model.
  private func readStores(_ paths: [String]) throws(CorpusError) -> Corpus {
    do throws(StoreError) {
      let corpus = try Corpus(stores: paths)
      if case .known(let encoding) = encoding, isForModel,
        encoding.vocabulary != corpus.vocabulary
      {
        throw .otherVocabulary(path: paths[0])
      }
      return corpus
    } catch {
      throw .store(error)
    }
  }

  private func encoding(of pieces: [CorpusPiece]) -> PieceEncoding {
    switch encoding {
    case .known(let encoding): encoding
    case .newText(let kind):
      .text(TextEncoding(kind, vocabularyOf: pieces.lazy.compactMap(\.text)))
    }
  }

  /// Counts a piece and returns its tokens, or `nil` with a diagnostic that says why not.
  private func encode(
    _ piece: CorpusPiece, _ encoding: PieceEncoding, into corpus: inout Corpus
  ) -> CorpusItem? {
    corpus.totals.found += 1
    corpus.diagnostics += piece.diagnostics
    do {
      let encoded = try encoding.encode(piece.content)
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
    if kind.isText { return CorpusPieces(text: bytes, file: name) }
    if path.lowercased().hasSuffix(".json") { return CorpusPieces(roll: bytes, file: name) }
    return MIDIFile.isNamed(path, bytes)
      ? CorpusPieces(midi: bytes, file: name) : CorpusPieces(abc: bytes, file: name)
  }
}
