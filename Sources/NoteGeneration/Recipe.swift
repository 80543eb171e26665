/// All that it takes to generate the same tune again.
///
/// Its text is one line, `lilt:1 {…}`, that fits a MIDI text event and an ABC `N:` field.
public struct Recipe: Hashable, Sendable {
  /// The version of the text, and of the way from a seed to tokens.
  public static let version = 1

  /// The fingerprint of the model file.
  public var model: String

  /// The number of the tune among those of the seed, from 0.
  public var index: Int

  public var options: SamplingOptions

  /// What is made of the tune.
  public var style: TuneStyle

  public init(
    model: String, index: Int, options: SamplingOptions, style: TuneStyle = TuneStyle()
  ) {
    self.model = model
    self.index = index
    self.options = options
    self.style = style
  }
}

/// Why a text is no recipe.
public enum RecipeError: Error, Equatable, Sendable {
  /// The text does not start with `lilt:`.
  case noRecipe

  case unsupportedVersion(String)
  case unreadable(String)
}

extension RecipeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noRecipe: "no recipe; expected a text that starts with lilt:1"
    case .unsupportedVersion(let version):
      "the recipe's version is '\(version)'; expected \(Recipe.version)"
    case .unreadable(let reason): "the recipe cannot be read: \(reason)"
    }
  }
}
