import Foundation
import MusicModel
import NoteVocabulary

extension Recipe {
  private static let prefix = "lilt:"

  /// The recipe on one line.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let json = try encoder.encode(RecipeFields(self))
      return "\(Self.prefix)\(Self.version) " + String(decoding: json, as: UTF8.self)
    } catch {
      preconditionFailure("a recipe that JSON cannot hold: \(error)")
    }
  }

  /// Reads ``text``.
  public init(parsing text: String) throws(RecipeError) {
    guard text.hasPrefix(Self.prefix) else { throw .noRecipe }
    let rest = text.dropFirst(Self.prefix.count)
    let version = rest.prefix { $0 != " " }
    guard version == String(Self.version) else { throw .unsupportedVersion(String(version)) }
    let json = Data(rest.dropFirst(version.count).utf8)
    guard let fields = try? JSONDecoder().decode(RecipeFields.self, from: json) else {
      throw .unreadable("its JSON lacks a field or holds a wrong one")
    }
    self = try fields.recipe()
  }
}

/// The recipe as its JSON spells it.
private struct RecipeFields: Codable {
  var model: String
  var seed: UInt64
  var index: Int
  var temperature: Double
  var topK: Int?
  var topP: Double?
  var minP: Double?
  var free: Bool?
  var maximumTokens: Int?
  var noCopy: Int?
  var rhythm: String?
  var meter: String?
  var mode: String?
  var tonic: String?
  var bars: Int?
  var form: String?
  var range: [Int]?
  var cadenceTemperature: Double?
  var stuck: Bool?
  var notesPerBar: Double?
  var chords: String?
  var opening: String?
  var outline: String?
  var kept: String?
  var tonicEnd: Bool?
  var feel: String?
  var writesChords: Bool?
  var accompanied: Bool?
  var minimumBars: Int
  var maximumBars: Int

  init(_ recipe: Recipe) {
    let options = recipe.options
    model = recipe.model
    (seed, index) = (options.seed, recipe.index)
    temperature = options.temperature
    (topK, topP, minP) = (options.topK, options.topP, options.minP)
    free = options.followsGrammar ? nil : true
    maximumTokens = options.followsGrammar ? nil : options.maximumTokens
    noCopy = options.noCopyBars
    cadenceTemperature = options.cadenceTemperature
    stuck = options.refusesStuckBars ? nil : true
    notesPerBar = options.notesPerMeasure
    chords = options.chords?.description
    opening = options.opening?.description
    outline = options.outline?.tokenText
    kept = options.outline?.keptText
    tonicEnd = options.constraints.endsOnTonic ? true : nil
    feel = recipe.style.feel == .straight ? nil : recipe.style.feel.rawValue
    writesChords = recipe.style.writesChords ? true : nil
    accompanied = recipe.style.isAccompanied ? true : nil
    let constraints = options.constraints
    rhythm = constraints.rhythm?.rawValue
    meter = constraints.meter?.description
    mode = constraints.mode?.abbreviation
    tonic = constraints.soundingTonic?.description
    bars = constraints.measures
    form = constraints.form?.description
    range = constraints.range.map { [$0.lowerBound, $0.upperBound] }
    (minimumBars, maximumBars) = (constraints.minimumMeasures, constraints.maximumMeasures)
  }

  func recipe() throws(RecipeError) -> Recipe {
    var options = SamplingOptions()
    options.seed = seed
    options.temperature = temperature
    (options.topK, options.topP, options.minP) = (topK, topP, minP)
    options.followsGrammar = free != true
    options.maximumTokens = maximumTokens ?? options.maximumTokens
    options.noCopyBars = noCopy.map { max(1, $0) }
    options.cadenceTemperature = cadenceTemperature
    options.refusesStuckBars = stuck != true
    options.notesPerMeasure = notesPerBar
    options.chords = try read(chords, "chords") { try? ChordProgression(parsing: $0) }
    options.opening = try read(opening, "opening") { Opening(parsing: $0) }
    options.outline = try read(outline, "outline") {
      Outline(tokenText: $0, keptText: kept ?? "")
    }
    options.constraints = try constraints()
    options.constraints.endsOnTonic = tonicEnd == true
    guard index >= 0 else { throw .unreadable("its index is \(index)") }
    do { try options.validate() } catch { throw .unreadable("\(error)") }
    var style = TuneStyle()
    style.feel = try read(feel, "feel") { Feel(rawValue: $0) } ?? .straight
    style.writesChords = writesChords == true
    style.isAccompanied = accompanied == true
    return Recipe(model: model, index: index, options: options, style: style)
  }

  private func constraints() throws(RecipeError) -> TuneConstraints {
    var constraints = TuneConstraints()
    constraints.rhythm = try read(rhythm, "rhythm") { RhythmKind(rawValue: $0) }
    constraints.meter = try read(meter, "meter") { text in
      Grammar.supportedMeters.first { $0.description == text }
    }
    constraints.mode = try read(mode, "mode") { text in
      Mode.allCases.first { $0.abbreviation == text }
    }
    constraints.soundingTonic = try read(tonic, "tonic") {
      KeySignature(tonicAndMode: $0)?.tonic
    }
    constraints.form = try read(form, "form") { try? TuneForm(parsing: $0) }
    constraints.range = try read(range, "range") { range in
      range.count == 2 && range[0] <= range[1] ? range[0]...range[1] : nil
    }
    constraints.measures = bars
    (constraints.minimumMeasures, constraints.maximumMeasures) = (minimumBars, maximumBars)
    return constraints
  }

  private func read<Stored, Value>(
    _ stored: Stored?, _ name: String, _ parse: (Stored) -> Value?
  ) throws(RecipeError) -> Value? {
    guard let stored else { return nil }
    guard let value = parse(stored) else { throw .unreadable("its \(name) is '\(stored)'") }
    return value
  }
}
