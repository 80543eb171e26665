import NoteGeneration
import RecurrentNetwork

/// Scores that follow from a row's tokens so far and are otherwise random.
struct HashModel: NextTokenModel {
  let batchSize: Int
  let vocabularySize: Int

  /// Scores lie within plus and minus this.
  var spread: Float = 6
  private var histories: [UInt64]

  init(batchSize: Int = Sampler.batchSize, vocabularySize: Int, spread: Float = 6) {
    self.batchSize = batchSize
    self.vocabularySize = vocabularySize
    self.spread = spread
    histories = [UInt64](repeating: 0, count: batchSize)
  }

  mutating func reset(row: Int) { histories[row] = 0 }

  mutating func step(_ tokens: [Int32], into logits: inout [Float]) throws(NetworkError) {
    for row in 0..<batchSize {
      let generator = CounterGenerator(seed: histories[row], stream: UInt64(tokens[row]))
      histories[row] = generator.key
      for token in 0..<vocabularySize {
        let share = Float(generator.bits(at: UInt64(token)) >> 40) * 0x1p-24
        logits[row * vocabularySize + token] = spread * (2 * share - 1)
      }
    }
  }
}
