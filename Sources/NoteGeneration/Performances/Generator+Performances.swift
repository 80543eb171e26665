import MusicModel
import NoteVocabulary

extension Generator {
  /// Generates the pieces of a seed, from one index on, with a network that was trained on events or
  /// frames.
  ///
  /// Of the constraints, the number of measures holds, and the meter where the encoding has one; in
  /// frames a measure is a whole note.
  ///
  /// - Parameter report: Called after each piece with the number of those that are done, by several
  ///   threads.
  public func performances(
    count: Int, firstIndex: Int = 0, _ options: SamplingOptions,
    report: @Sendable (Int) -> Void = { _ in }
  ) throws(GenerationError) -> [GeneratedPerformance] {
    let encoding = try PerformanceEncoding(vocabulary)
    try encoding.check(options)
    var rules = constraints
    if options.followsGrammar { rules.insert(try encoding.rule(options.constraints), at: 0) }
    var drawn = options
    // The grammar ends every piece.
    if options.followsGrammar { drawn.maximumTokens = .max }
    let sampler = try Sampler(drawn, grammar: nil, constraints: rules)
    let indices = Array(firstIndex..<firstIndex + count)
    return try sample(sampler, indices, report).map { sequence in
      var (performance, fault) = encoding.decode(sequence.tokens)
      performance.title = "Lilt Piece No. \(options.seed)-\(sequence.index + 1)"
      let recipe = Recipe(model: fingerprint, index: sequence.index, options: options)
      return GeneratedPerformance(
        music: performance, sequence: sequence, recipe: recipe, fault: fault)
    }
  }

  /// Generates a piece again.
  ///
  /// - Throws: ``GenerationError/foreignModel(fingerprint:recipe:)`` for another model's recipe.
  public func performance(_ recipe: Recipe) throws(GenerationError) -> GeneratedPerformance {
    guard recipe.model == fingerprint else {
      throw .foreignModel(fingerprint: fingerprint, recipe: recipe.model)
    }
    return try performances(count: 1, firstIndex: recipe.index, recipe.options)[0]
  }
}

/// The encodings of music as played.
private enum PerformanceEncoding {
  case events(EventEncoding)
  case frames(FrameEncoding)

  init(_ vocabulary: Vocabulary) throws(GenerationError) {
    guard vocabulary.kind == .events || vocabulary.kind == .frames else {
      throw .wrongEncoding(found: vocabulary.kind, expected: "one trained on events or frames")
    }
    do throws(VocabularyError) {
      self =
        vocabulary.kind == .events
        ? .events(try EventEncoding(vocabulary)) : .frames(try FrameEncoding(vocabulary))
    } catch {
      throw .vocabulary(error)
    }
  }

  /// Checks that nothing is asked for that these encodings do not tell.
  func check(_ options: SamplingOptions) throws(GenerationError) {
    if options.opening != nil || options.chords != nil {
      throw .invalidOption("the model takes no opening or chords; leave them out")
    }
    let constraints = options.constraints
    let asksForMore =
      constraints.rhythm != nil || constraints.mode != nil || constraints.soundingTonic != nil
      || constraints.form != nil || constraints.range != nil || constraints.endsOnTonic
    if asksForMore {
      throw .invalidOption("the model knows no rhythm, key, form or range; leave them out")
    }
    if case .frames = self, constraints.meter != nil {
      throw .invalidOption("the model knows no meter; leave it out")
    }
  }

  /// The grammar of what is asked for, as a rule.
  func rule(_ constraints: TuneConstraints) throws(GenerationError) -> any TokenConstraint {
    let least = max(1, constraints.measures ?? constraints.minimumMeasures)
    let most = constraints.measures ?? constraints.maximumMeasures
    guard (1...TuneConstraints.measureLimit).contains(most), least <= most else {
      throw .constraint(.impossibleMeasures(most))
    }
    switch self {
    case .events:
      do throws(ConstraintError) {
        return GrammarRule(
          try EventGrammar(minimumBars: least, maximumBars: most, meter: constraints.meter))
      } catch {
        throw .constraint(error)
      }
    case .frames(let encoding):
      let frames = (NoteDuration.whole / encoding.options.frameLength).wholeNotes
      return GrammarRule(
        FrameGrammar(
          minimumFrames: max(1, Int(Double(least) * frames)),
          maximumFrames: max(1, Int(Double(most) * frames))))
    }
  }

  func decode(_ tokens: [Int32]) -> (Performance, EncodingError?) {
    switch self {
    case .events(let encoding): return encoding.decodePrefix(tokens)
    case .frames(let encoding):
      do throws(EncodingError) {
        return (Performance(try encoding.decode(tokens)), nil)
      } catch {
        return (Performance(), error)
      }
    }
  }
}
