public import NoteVocabulary
import RecurrentNetwork

/// Tunes as token sequences, those to learn from apart from those to measure with.
public struct TokenCorpus: Hashable, Sendable {
  /// What the tokens mean.
  public let vocabulary: Vocabulary

  /// The sequences to learn from, each from the start token to the end token.
  public let training: [[Int32]]

  /// The sequences to measure with; may be empty.
  public let validation: [[Int32]]

  /// Each sequence to learn from in all the keys that it is learned in; empty where every tune is
  /// learned in one key, and where ``shifts`` say in which.
  public let transpositions: [[[Int32]]]

  /// The semitones by which each sequence of music as played may be moved; empty for none.
  public let shifts: [ClosedRange<Int>]

  /// Creates a corpus.
  ///
  /// - Precondition: Every sequence has at least two tokens, all in the vocabulary;
  ///   `transpositions` is empty or has at least one form of each training sequence; `shifts` is
  ///   empty or has those of each, of events or frames.
  public init(
    vocabulary: Vocabulary, training: [[Int32]], validation: [[Int32]],
    transpositions: [[[Int32]]] = [], shifts: [ClosedRange<Int>] = []
  ) {
    let size = vocabulary.count
    for sequence in training + validation + transpositions.joined() {
      precondition(sequence.count > 1, "a sequence without a target")
      precondition(sequence.allSatisfy { (0..<size).contains(Int($0)) }, "a token beyond \(size)")
    }
    precondition(transpositions.isEmpty || transpositions.count == training.count, "other tunes")
    precondition(transpositions.allSatisfy { !$0.isEmpty }, "a tune in no key")
    precondition(shifts.isEmpty || shifts.count == training.count, "other tunes")
    self.vocabulary = vocabulary
    self.training = training
    self.validation = validation
    self.transpositions = transpositions
    self.shifts = shifts
  }
}

extension TokenCorpus {
  /// The sequences of one epoch, each in a key drawn at random where there are several.
  func training(using generator: inout CounterGenerator) -> [[Int32]] {
    if !shifts.isEmpty {
      return zip(training, shifts).map { tokens, shifts in
        moved(tokens, by: Int.random(in: shifts, using: &generator))
      }
    }
    guard !transpositions.isEmpty else { return training }
    return transpositions.map { forms in forms[Int.random(in: forms.indices, using: &generator)] }
  }
}

extension TokenCorpus {
  /// The SHA-256 hash of all tokens in their order, in hexadecimal.
  public var fingerprint: String {
    var hash = SHA256()
    for part in [training, validation] + transpositions {
      for sequence in part {
        hash.update(bytes(of: Int32(sequence.count)))
        hash.update(sequence.flatMap(bytes))
      }
      hash.update(bytes(of: -1))
    }
    for shifts in shifts {
      hash.update([shifts.lowerBound, shifts.upperBound].flatMap { bytes(of: Int32($0)) })
    }
    return hash.hexadecimal()
  }

  /// What a model file tells about the tunes learned from.
  public var summary: CorpusSummary {
    CorpusSummary(
      fingerprint: fingerprint, tunes: training.count, tokens: training.targetCount)
  }
}

/// The four bytes of a number, the lowest first.
private func bytes(of number: Int32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * Int32($0))) }
}

extension [[Int32]] {
  /// Tokens to predict: all but the first of each sequence.
  var targetCount: Int { reduce(0) { $0 + $1.count - 1 } }
}
