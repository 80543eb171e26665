public import MusicModel
public import NoteVocabulary

/// A tune that a model made up.
public struct GeneratedTune: Hashable, Sendable {
  /// The tune, with title, tempo, number and, in an `N:` field, its recipe.
  public let tune: Tune

  /// What the model wrote and how likely it was.
  public let sequence: SampledSequence

  /// How to generate it again.
  public let recipe: Recipe

  /// How likely each measure was, where the tune has an ``Outline``; else empty.
  public let measureLikelihoods: [MeasureLikelihood]

  /// Where a tune without grammar stops to make sense; ``tune`` holds what comes before.
  public let fault: EncodingError?
}

extension GeneratedTune {
  /// Finishes a sequence of tune tokens.
  init(
    _ sequence: SampledSequence, _ encoding: TuneEncoding, _ recipe: Recipe,
    measureLikelihoods: [MeasureLikelihood] = []
  ) {
    let constraints = recipe.options.constraints
    var tokens = sequence.tokens
    if encoding.options.normalizesKey, let tonic = constraints.soundingTonic {
      tokens = encoding.replacingTonic(of: tokens, by: tonic)
    }
    let (decoded, fault) = encoding.decodePrefix(tokens, tonic: constraints.soundingTonic)
    var tune = decoded
    if encoding.options.normalizesKey, constraints.range == nil, recipe.options.opening == nil,
      recipe.options.outline == nil
    {
      tune = tune.placedInComfortableRange()
    }
    tune.engrave()
    let style = recipe.style
    if style.writesChords || style.isAccompanied {
      if let chords = recipe.options.chords {
        tune.addChordSymbols(chords)
      } else if !tune.hasChordSymbols {
        tune.addFittingChordSymbols()
      }
    }
    if style.isAccompanied { tune.fields += Self.accompanists }
    let kind = tune.rhythm.flatMap { RhythmKind($0) }
    tune.referenceNumber = recipe.index + 1
    tune.titles = [TuneTitle.title(kind, seed: recipe.options.seed, index: recipe.index)]
    tune.tempo = Tempo(usualFor: kind, in: tune.meter)
    tune.fields.append(TextField("N", recipe.text))
    self.init(
      tune: tune, sequence: sequence, recipe: recipe, measureLikelihoods: measureLikelihoods,
      fault: fault)
  }
}

extension GeneratedTune {
  /// A guitar for the chords and a double bass, for every player that reads the tune.
  private static let accompanists = [
    TextField("%", "MIDI chordprog 25"), TextField("%", "MIDI bassprog 32"),
  ]

  /// The tune as it is played.
  ///
  /// - Throws: ``UnrollingError`` where it would be unreasonably long.
  public func performance() throws(UnrollingError) -> Performance {
    try Performance(unrolling: tune, isAccompanied: recipe.style.isAccompanied)
      .played(with: recipe.style.feel, tune)
  }
}
