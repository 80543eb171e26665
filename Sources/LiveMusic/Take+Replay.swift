import NoteGeneration
public import Training

extension Take {
  /// Plays a session again, without sound and as fast as it goes.
  ///
  /// - Throws: ``LiveRecipeError/foreignModel(fingerprint:recipe:)`` for another model's session.
  public init(
    replaying recipe: LiveRecipe, _ model: ModelFile, report: (Int) -> Void = { _ in }
  ) throws {
    guard recipe.model == model.fingerprint else {
      throw LiveRecipeError.foreignModel(fingerprint: model.fingerprint, recipe: recipe.model)
    }
    var generator = try BarGenerator(model.network, model.vocabulary, seed: recipe.seed)
    try self.init(replaying: recipe, &generator, report: report)
  }

  init(
    replaying recipe: LiveRecipe, _ generator: inout BarGenerator, report: (Int) -> Void = { _ in }
  ) throws {
    self.init(recipe: LiveRecipe(model: recipe.model, seed: recipe.seed))
    let repeats = Set(recipe.repeats)
    var last: LiveBar?
    for number in 0..<recipe.bars {
      if let last, repeats.contains(number) {
        append(last, isRepeated: true)
        continue
      }
      let settings = recipe.settings(at: generator.nextIndex)
      self.recipe.note(settings, at: generator.nextIndex)
      var call: CallPhrase?
      if generator.needsCall(settings) {
        call = recipe.call(self.recipe.calls.count)
        if let call { append(call) }
      }
      let bar = try generator.next(settings, call: call)
      append(bar, isRepeated: false)
      last = bar
      report(number + 1)
    }
  }
}
