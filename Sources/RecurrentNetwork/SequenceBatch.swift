/// What a trainer learns from, whatever its inputs are.
protocol SequenceBatch {
  var timeSteps: Int { get }
  var batchSize: Int { get }
  var continuesRow: [Bool] { get }
  var targetCount: Int { get }

  /// Checks every number against the network.
  func validate(for configuration: NetworkConfiguration) throws(NetworkError)

  /// Copies inputs and targets into a plan's memory.
  func load(into plan: NetworkPlan)
}
