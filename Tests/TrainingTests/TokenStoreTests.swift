import Foundation
import MIDIFormat
import MusicModel
import NoteVocabulary
import RecurrentNetwork
import SafeFiles
import TestSupport
import Testing

@testable import Training

@Suite struct TokenStoreTests {
  /// Files of both kinds: tunes, a copy, one much like another, and two of no use.
  private func corpus() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let path = folder.path
    func write(_ name: String, _ pitches: [Int], step: Int = 8) throws {
      let notes = pitches.enumerated().map { index, pitch in
        PerformedNote(
          onset: NoteDuration(index, step), duration: NoteDuration(1, step), pitch: pitch)
      }
      let file = MIDIFile(Performance(parts: [Part(notes: notes)]))
      try AtomicFile.write(file.bytes, to: "\(path)/\(name).mid")
    }
    var generator = CounterGenerator(seed: 5)
    let melody = (0..<80).map { _ in Int.random(in: 50...70, using: &generator) }
    let other = (0..<80).map { _ in Int.random(in: 50...70, using: &generator) }
    var transposed = melody.map { $0 + 5 }
    transposed[40] += 1
    try write("a", melody)
    try write("b", other)
    try write("c", melody)
    try write("d", transposed, step: 4)
    try AtomicFile.write("no music", to: path + "/e.mid")
    try AtomicFile.write(
      "X:1\nT:Silence\nM:4/4\nK:C\nz4|]\n\nX:2\nT:Scale\nM:4/4\nL:1/4\nK:C\nCDEF|]\n",
      to: path + "/f.abc")
    return folder
  }

  private func contents(_ folder: String) throws -> [String: [UInt8]] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var contents: [String: [UInt8]] = [:]
    for name in names {
      guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
      contents[name] = [UInt8](bytes)
    }
    return contents
  }

  @Test func `a store holds what its files hold, once, and says what it left out`() throws {
    let folder = try corpus()
    let place = try TemporaryFolder()
    let store = place.path + "/store"
    let manifest = try #require(
      try StoreBuilder([folder.path], store: store, .events).build(threads: 2))
    #expect(manifest.files == 6)
    #expect(manifest.found == 5)
    #expect(manifest.used == 4)
    #expect(manifest.duplicates == 1)
    #expect(manifest.nearDuplicates == 1)
    #expect(manifest.rejected == 2)

    let corpus = try CorpusReader(.tune).read([store])
    let direct = try CorpusReader(.events).read([folder.path])
    #expect(corpus.vocabulary == direct.vocabulary)
    #expect(corpus.items.map(\.tokens) == direct.items.map(\.tokens))
    #expect(corpus.items.map(\.title) == direct.items.map(\.title))
    #expect(corpus.repeats == [2: 0] && direct.repeats == corpus.repeats)

    let lists = try ["rejected", "duplicates"].map { name in
      String(decoding: try InputFile.read("\(store)/\(name).tsv"), as: UTF8.self)
        .replacing(folder.path + "/", with: "")
    }
    #expect(
      lists[0] == "e.mid:0x0\tno MThd and no MTrk chunk; expected a MIDI file\n"
        + "f.abc:1:1\tno note in it; expected music\n")
    #expect(lists[1].hasPrefix("c.mid\tsame\ta.mid\nd.mid\tnear 0."))
  }

  @Test func `a store is learned from as its files are, and split alike`() throws {
    let folder = try corpus()
    let book = (1...40).map { "X:\($0)\nT:The Tune No. \($0 / 2)\nL:1/4\nK:C\nC\($0)D\n" }
    try AtomicFile.write(book.joined(separator: "\n"), to: folder.path + "/g.abc")
    let place = try TemporaryFolder()
    let store = place.path + "/store"
    _ = try StoreBuilder([folder.path], store: store, .events).build(threads: 2)
    let corpus = try CorpusReader(.events).read([store])
    let direct = try CorpusReader(.events).read([folder.path])
    #expect(direct.items.count == 44)
    for seed in 1...20 as ClosedRange<UInt64> {
      let split = corpus.split(share: 0.2, seed: seed).tokens
      #expect(split == direct.split(share: 0.2, seed: seed).tokens)
      let sides = [corpus.items[0], corpus.items[2]].map { split.validation.contains($0.tokens) }
      #expect(sides[0] == sides[1])
    }
  }

  @Test func `a run that was cut off goes on and ends with the same bytes`() throws {
    let folder = try corpus()
    let place = try TemporaryFolder()
    let whole = place.path + "/whole"
    _ = try StoreBuilder([folder.path], store: whole, .events).build(threads: 1)
    let expected = try contents(whole)
    let cut = place.path + "/cut"
    try FileManager.default.copyItem(atPath: whole, toPath: cut)
    for name in ["store.json", "originals", "rejected.tsv", "shards/000000.index"] {
      try FileManager.default.removeItem(atPath: cut + "/" + name)
    }
    try AtomicFile.write("half", to: cut + "/shards/000000.tokens")
    try AtomicFile.write("half", to: cut + "/shards/000000.index.77.tmp")
    #expect(throws: CorpusError.store(.unfinished(path: cut))) {
      try CorpusReader(.events).read([cut])
    }
    _ = try StoreBuilder([folder.path], store: cut, .events).build(threads: 2)
    #expect(try contents(cut) == expected)
  }

  @Test func `the store of other files or another encoding is not touched`() throws {
    let folder = try corpus()
    let place = try TemporaryFolder()
    let store = place.path + "/store"
    _ = try StoreBuilder([folder.path], store: store, .events).build(threads: 1)
    #expect(throws: StoreError.otherStore(path: store)) {
      try StoreBuilder([folder.path], store: store, .frames).build(threads: 1)
    }
    #expect(throws: CorpusError.store(.otherVocabulary(path: store))) {
      try CorpusReader(TuneEncoding().vocabulary).read([store])
    }
  }

  @Test func `a store whose tokens are cut is refused`() throws {
    let folder = try corpus()
    let place = try TemporaryFolder()
    let store = place.path + "/store"
    _ = try StoreBuilder([folder.path], store: store, .events).build(threads: 1)
    let tokens = store + "/shards/000000.tokens"
    try AtomicFile.write(Array(try InputFile.read(tokens).dropLast(10)), to: tokens)
    let expected = StoreError.damaged(path: tokens, reason: "tokens are missing")
    #expect(throws: CorpusError.store(expected)) { try CorpusReader(.events).read([store]) }
  }
}
