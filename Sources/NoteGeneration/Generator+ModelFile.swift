public import Training

extension Generator {
  /// Creates the generator of a trained model.
  public init(
    _ model: ModelFile, constraints: [any TokenConstraint] = [], threads: Int? = nil
  ) {
    self.init(
      model.network, model.vocabulary, fingerprint: model.fingerprint, constraints: constraints,
      threads: threads)
  }
}
