import Foundation
import NoteVocabulary
import RecurrentNetwork
import Training

/// What `lilt inspect` says of a model, with the keys that scripts read.
struct ModelReport: Encodable {
  let model: String
  let fingerprint: String

  /// What its tokens are: tunes, events, frames, words or characters.
  let encoding: String

  /// Different tokens.
  let tokens: Int

  /// Numbers that the network learned.
  let parameters: Int
  let network: NetworkConfiguration
  let corpus: CorpusSummary
  let training: TrainingSummary

  init(_ path: String) throws {
    let file = try ModelFile(reading: path)
    model = URL(fileURLWithPath: path).lastPathComponent
    fingerprint = file.fingerprint
    encoding = file.vocabulary.kind.rawValue
    tokens = file.vocabulary.count
    parameters = file.network.configuration.parameterCount
    network = file.network.configuration
    corpus = file.corpus
    training = file.training
  }

  var text: String {
    """
    \(model)\t\(fingerprint)
    \tnetwork\t\(network.cell.rawValue), \(network.layers) layers of \(network.hiddenSize), \
    \(parameters) weights, \(network.head.rawValue)
    \ttokens\t\(encoding), \(tokens) different
    \treads\t\(inputs)
    \tcorpus\t\(corpus.tunes) pieces, \(corpus.tokens) tokens
    \tlearned\t\(training.epochs) epochs, \(training.steps) steps
    \tloss\t\(losses)
    """
  }

  /// What the network reads at each step.
  private var inputs: String {
    var names = [network.head == .bernoulli ? "keys" : "tokens"]
    if network.counter != nil { names.append("counts of measures") }
    if network.recalls { names.append("recall") }
    return names.joined(separator: ", ")
  }

  private var losses: String {
    let learning = training.trainingLoss.map {
      String(format: "%.3f nats a token while learning", $0)
    }
    let heldOut = training.validationLoss.map {
      String(format: "%.3f nats a token of %ld held out", $0, training.validationTokens)
    }
    let known = [heldOut, learning].compactMap { $0 }
    return known.isEmpty ? "unknown" : known.joined(separator: ", ")
  }
}
