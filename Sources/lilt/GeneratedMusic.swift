import MIDIFormat
import MusicModel
import NoteGeneration
import NoteVocabulary

/// What a model made up, as written and as played.
protocol GeneratedMusic {
  /// How to generate it again.
  var recipe: Recipe { get }

  /// Where what a model wrote without its grammar stops to make sense.
  var fault: EncodingError? { get }

  /// The music as written.
  func writtenTune() throws -> Tune

  /// The music as played.
  func performance() throws -> Performance
}

extension GeneratedTune: GeneratedMusic {
  func writtenTune() -> Tune { tune }
}

extension GeneratedPerformance: GeneratedMusic {
  func performance() -> Performance { music }

  /// The music as a person would write it down, drums left out; holds the recipe.
  func writtenTune() throws -> Tune {
    var tune = try Tune(quantizing: music)
    tune.fields.append(TextField("N", recipe.text))
    return tune
  }
}
