import Foundation
import MusicModel
import TestSupport
import Testing

@testable import NoteVocabulary

@Suite struct FrameEncodingTests {
  private let quarters = FrameEncoding(FrameEncoding.Options(frameLength: NoteDuration(1, 4)))

  private func roll(_ frames: [[Int]]) throws -> FrameSequence {
    try FrameSequence(frames, frameLength: NoteDuration(1, 4))
  }

  @Test func `a frame is its pitches from high to low, then STEP`() throws {
    let tokens = quarters.encode(try roll([[48, 60, 67], [], [21, 108]]))
    let symbols = tokens.compactMap { quarters.vocabulary.symbol(of: $0) }
    #expect(symbols == ["<s>", "67", "60", "48", "STEP", "STEP", "108", "21", "STEP", "</s>"])
    #expect(quarters.vocabulary.count == 91)
  }

  @Test(arguments: 1...20) func `a roll comes back from its tokens`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let frames = (0..<30).map { _ in
      FrameSequence.pitches.filter { _ in Int.random(in: 0..<20, using: &generator) == 0 }
    }
    let roll = try roll(frames)
    let tokens = quarters.encode(roll)
    #expect(try quarters.decode(tokens) == roll)
    #expect(FrameGrammar().accepts(tokens))
    var dropped = DroppedContent()
    let played = try FrameSequence(
      Performance(roll), frameLength: roll.frameLength, dropped: &dropped)
    #expect(played.frames == frames.droppingSilenceAtTheEnd)
    #expect(dropped.nonzero.isEmpty)
  }

  @Test func `frames out of order or beyond the piano are refused`() {
    #expect(throws: FrameError(frame: 1, pitch: 60)) { try roll([[60], [64, 60]]) }
    #expect(throws: FrameError(frame: 0, pitch: 60)) { try roll([[60, 60]]) }
    #expect(throws: FrameError(frame: 0, pitch: 109)) { try roll([[109]]) }
  }

  @Test func `notes sound from the nearest frame to the nearest frame, drums never`() throws {
    let notes = [
      PerformedNote(onset: NoteDuration(1, 10), duration: NoteDuration(1, 2), pitch: 60),
      PerformedNote(onset: NoteDuration(3, 16), duration: NoteDuration(1, 64), pitch: 64),
      PerformedNote(onset: .zero, duration: NoteDuration(1, 4), pitch: 12),
    ]
    let performance = Performance(parts: [Part(notes: notes), Part(channel: 9, notes: notes)])
    let encoded = try quarters.encode(performance)
    #expect(try quarters.decode(encoded.tokens).frames == [[60], [60, 64]])
    #expect(encoded.dropped[.drumNotes] == 3)
    #expect(encoded.dropped[.remotePitches] == 1)
  }

  @Test func `many long notes of one pitch take the memory of one`() throws {
    let note = PerformedNote(onset: .zero, duration: NoteDuration(1000), pitch: 60)
    let long = Performance(parts: [Part(notes: Array(repeating: note, count: 2000))])
    var dropped = DroppedContent()
    let roll = try FrameSequence(long, frameLength: NoteDuration(1, 8), dropped: &dropped)
    #expect(roll.frames == Array(repeating: [60], count: 8000))
  }

  @Test func `a piece beyond all reason is refused`() {
    let end = NoteDuration(1 << 40)
    let performance = Performance(
      parts: [Part(notes: [PerformedNote(onset: .zero, duration: end, pitch: 60)])])
    #expect(throws: EncodingError.unreasonableLength(end)) { try quarters.encode(performance) }
  }

  @Test func `tokens are transposed where the piano has the keys`() throws {
    let tokens = quarters.encode(try roll([[60, 64], [107]]))
    #expect(
      FrameEncoding.transposed(tokens, by: 1) == quarters.encode(try roll([[61, 65], [108]])))
    #expect(FrameEncoding.transposed(tokens, by: 2) == nil)
  }

  @Test func `a stored vocabulary gives the same encoding`() throws {
    let json = try JSONEncoder().encode(quarters.vocabulary)
    let stored = try JSONDecoder().decode(Vocabulary.self, from: json)
    #expect(try FrameEncoding(stored) == quarters)
    #expect(throws: VocabularyError.foreignEncoding(kind: .tune, version: 1)) {
      try FrameEncoding(TuneEncoding().vocabulary)
    }
  }
}

@Suite struct FrameGrammarTests {
  @Test func `pitches fall within a frame, and the roll ends between frames`() {
    let grammar = FrameGrammar(minimumFrames: 2, maximumFrames: 3, range: 40...80)
    let step = FrameEncoding.stepToken
    let (low, high) = (FrameEncoding.token(ofPitch: 50), FrameEncoding.token(ofPitch: 60))
    #expect(grammar.accepts([0, high, low, step, step, 1]))
    #expect(!grammar.accepts([0, low, high, step, step, 1]))
    #expect(!grammar.accepts([0, low, low, step, step, 1]))
    #expect(!grammar.accepts([0, step, 1]))
    #expect(!grammar.accepts([0, step, step, low, 1]))
    #expect(!grammar.accepts([0, step, step, step, step, 1]))
    #expect(!grammar.accepts([0, FrameEncoding.token(ofPitch: 39), step, step, 1]))
  }

  @Test(arguments: 1...20) func `whatever is drawn comes to an end`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let grammar = FrameGrammar(minimumFrames: 3, maximumFrames: 40)
    var state = grammar.initialState()
    var mask = [Bool](repeating: false, count: FrameEncoding().vocabulary.count)
    var tokens: [Int32] = []
    while !state.hasEnded {
      grammar.mask(state, into: &mask)
      guard let token = mask.indices.filter({ mask[$0] }).randomElement(using: &generator) else {
        Issue.record("a dead end after \(tokens)")
        return
      }
      grammar.advance(&state, by: Int32(token))
      tokens.append(Int32(token))
    }
    #expect(grammar.accepts(tokens))
    #expect(tokens.count { $0 == FrameEncoding.stepToken } <= 40)
  }
}

extension [[Int]] {
  fileprivate var droppingSilenceAtTheEnd: [[Int]] {
    var frames = self
    while frames.last?.isEmpty == true { frames.removeLast() }
    return frames
  }
}
