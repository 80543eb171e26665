import MIDIFormat
import MusicModel
import NoteVocabulary
import SafeFiles
import TestSupport
import Testing

@testable import Training

@Suite struct CorpusReaderTests {
  private let jig = """
    X:1
    T:The Small Jig
    M:6/8
    L:1/8
    K:G
    |:GBd gdB|cBA G3:|

    """

  private let reel = """
    X:2
    T:A Small Reel
    M:4/4
    L:1/8
    K:D
    |:DFAd fdAF|G2 E2 D4:|

    """

  @Test func `tunes of files and folders come in a fixed order`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(reel, to: folder.path + "/b.abc")
    try AtomicFile.write(jig, to: folder.path + "/a.abc")
    try AtomicFile.write("no tune", to: folder.path + "/notes.md")
    let corpus = try CorpusReader(.tune).read([folder.path])
    #expect(corpus.items.map(\.title) == ["The Small Jig", "A Small Reel"])
    #expect(corpus.totals.files == 2)
    #expect(corpus.totals.used == 2)
    #expect(corpus.diagnostics.isEmpty)
    #expect(corpus.items.allSatisfy { $0.tokens.first == 0 && $0.tokens.last == 1 })
    let turned = try CorpusReader(.tune).read([folder.path + "/b.abc", folder.path + "/a.abc"])
    #expect(turned.items.map(\.tokens) == corpus.items.map(\.tokens).reversed())
  }

  @Test func `texts are words, but tunes where one begins with X`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("M:6/8 K:Cmaj C D E |\n", to: folder.path + "/words.txt")
    #expect(try CorpusReader.encoding(for: [folder.path + "/words.txt"]) == .words)
    try AtomicFile.write("A book\r\n\r\n" + jig, to: folder.path + "/tunes.txt")
    #expect(try CorpusReader.encoding(for: [folder.path + "/tunes.txt"]) == .tune)
    #expect(try CorpusReader(.tune).read([folder.path + "/tunes.txt"]).items.count == 1)
  }

  @Test func `a tune that stands there twice is used once`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(jig + "\n" + reel + "\n" + jig, to: folder.path + "/a.abc")
    let corpus = try CorpusReader(.tune).read([folder.path])
    #expect(corpus.totals.found == 3)
    #expect(corpus.totals.duplicates == 1)
    #expect(corpus.totals.used == 2)
    #expect(corpus.totals.repaired == 0)
  }

  @Test func `a tune without notes is left out with its place`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.abc"
    try AtomicFile.write(jig + "\nX:9\nT:Silence\nM:4/4\nK:C\nz4|z4|]\n", to: path)
    let corpus = try CorpusReader(.tune).read([path])
    #expect(corpus.totals.rejected == 1)
    #expect(corpus.totals.used == 1)
    #expect(
      corpus.diagnostics.filter { $0.severity == .error }.map(\.description) == [
        "\(path):8:1: error: 'Silence' is left out: no note in it; expected a melody"
      ])
  }

  @Test func `words share a vocabulary and blank lines part the pieces`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("M:6/8 K:Cmaj\nA B c\n\nM:6/8 K:Cmin\nc B\n", to: folder.path + "/a.txt")
    try AtomicFile.write("M:6/8 K:Cmaj c\n\nM:9/8 A\n", to: folder.path + "/v.txt")
    let corpus = try CorpusReader(.words).read([folder.path + "/a.txt"])
    #expect(corpus.items.map(\.tokens.count) == [7, 6])
    #expect(corpus.vocabulary.symbols.contains("K:Cmin"))
    let measured = try CorpusReader(corpus.vocabulary).read([folder.path + "/v.txt"])
    #expect(measured.totals.rejected == 1)
    #expect(
      measured.diagnostics.map(\.description) == [
        folder.path + "/v.txt:3:1: error: piece is left out: symbol 1 is 'M:9/8'; "
          + "expected one that the vocabulary holds"
      ])
  }

  @Test func `text that is not UTF-8 is read as Latin-1 and said`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write([0x63, 0x61, 0x66, 0xE9], to: folder.path + "/a.txt")
    let corpus = try CorpusReader(.characters).read([folder.path])
    #expect(corpus.vocabulary.id(of: "é") != nil)
    #expect(
      corpus.diagnostics.map(\.description) == [
        folder.path + "/a.txt:1:1: warning: not UTF-8; read as Latin-1"
      ])
  }

  @Test func `nothing usable is an error with the reason`() throws {
    let folder = try TemporaryFolder()
    func reason() -> String? {
      do {
        _ = try CorpusReader(.tune).read([folder.path])
        return nil
      } catch {
        return error.description.replacing(folder.path, with: "F")
      }
    }
    #expect(reason() == "F: no file ends in .abc or .mid or .midi or .rmi")
    try AtomicFile.write("", to: folder.path + "/a.abc")
    #expect(reason() == "no tune in 1 file")
    try AtomicFile.write("X:1\nT:Silence\nM:4/4\nK:C\nz4|]\n", to: folder.path + "/a.abc")
    #expect(
      reason() == "none of 1 tune is usable; the first: F/a.abc:1:1: error: "
        + "'Silence' is left out: no note in it; expected a melody")
  }

  @Test func `ABC and MIDI are read side by side, as tunes, events and frames`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(jig, to: folder.path + "/a.abc")
    let notes = [60, 64, 67, 72].enumerated().map { index, pitch in
      PerformedNote(onset: NoteDuration(index, 4), duration: NoteDuration(1, 4), pitch: pitch)
    }
    let midi = MIDIFile(Performance(parts: [Part(notes: notes)]))
    try AtomicFile.write(midi.bytes, to: folder.path + "/b.mid")
    try AtomicFile.write("no MIDI", to: folder.path + "/c.mid")
    #expect(try CorpusReader.encoding(for: [folder.path]) == .tune)
    #expect(try CorpusReader.encoding(for: [folder.path + "/b.mid"]) == .events)
    for kind in [EncodingKind.tune, .events, .frames] {
      let corpus = try CorpusReader(kind).read([folder.path])
      #expect(corpus.totals.used == 2)
      #expect(
        corpus.diagnostics.map(\.description) == [
          folder.path + "/c.mid:0x0: error: no MThd and no MTrk chunk; expected a MIDI file"
        ])
    }
    let quarters = FrameEncoding.Options(frameLength: NoteDuration(1, 4))
    let corpus = try CorpusReader(.frames, frameOptions: quarters).read([folder.path + "/b.mid"])
    let roll = try FrameEncoding(corpus.vocabulary).decode(corpus.items[0].tokens)
    #expect(roll.frames == [[60], [64], [67], [72]])
  }

  @Test func `a path that does not exist is named`() {
    #expect(
      throws: CorpusError.file(
        FileError(path: "/nowhere", action: "read", reason: "no such file or directory"))
    ) {
      _ = try CorpusReader(.tune).read(["/nowhere"])
    }
  }
}
