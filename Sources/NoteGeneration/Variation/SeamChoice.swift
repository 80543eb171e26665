import Foundation
import NoteVocabulary
import RecurrentNetwork

/// Chooses among versions of a tune by how well they lead into the measures that stay.
///
/// Each version's gaps are drawn from the model as it goes along. Choosing one in proportion to the
/// probability of what stays after the gaps, two measures of it, makes the choice a draw from the
/// model given what follows: sampling-importance resampling (Rubin 1987).
struct SeamChoice {
  let outline: Outline
  let grammar: Grammar
  let options: SamplingOptions

  /// Returns the version that is taken for tune number `index`.
  func choose(_ versions: [SampledSequence], index: Int) -> SampledSequence {
    let scores = versions.map { version in
      let likelihoods = measureLikelihoods(version)
      let seams = outline.seams.reduce(0) { $0 + likelihoods[$1].logLikelihood }
      return seams / options.temperature
    }
    let peak = scores.max() ?? 0
    let weights = scores.map { exp($0 - peak) }
    let generator = CounterGenerator(seed: options.seed, stream: Self.stream).split(UInt64(index))
    var left = Double(generator.bits(at: 0) >> 11) * 0x1p-53 * weights.reduce(0, +)
    for (version, weight) in zip(versions, weights) {
      left -= weight
      if left < 0 { return version }
    }
    return versions[versions.count - 1]
  }

  private static let stream: UInt64 = 0x7365616d

  /// How likely each measure of a version is, by its place in the outline.
  func measureLikelihoods(_ sequence: SampledSequence) -> [MeasureLikelihood] {
    var likelihoods = [MeasureLikelihood](
      repeating: MeasureLikelihood(), count: outline.frame.count)
    var state = grammar.initialState()
    for (token, logLikelihood) in zip(sequence.tokens, sequence.logLikelihoods) {
      if !state.isInHeader, likelihoods.indices.contains(state.measureOfFrame) {
        likelihoods[state.measureOfFrame].logLikelihood += logLikelihood
        likelihoods[state.measureOfFrame].tokenCount += 1
      }
      grammar.advance(&state, by: token)
    }
    return likelihoods
  }
}
