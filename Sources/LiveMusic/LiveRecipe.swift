import Foundation

/// All that it takes to play a session again.
///
/// Its text is one line, `lilt-live:1 {…}`, that fits a MIDI text event.
public struct LiveRecipe: Hashable, Codable, Sendable {
  /// Settings that somebody changed.
  public struct Change: Hashable, Codable, Sendable {
    /// The number of the first bar that was made up under them.
    public var bar: Int
    public var settings: LiveSettings
  }

  /// The version of the text, and of the way from a seed to bars.
  public static let version = 1

  /// The fingerprint of the model file.
  public var model: String
  public var seed: UInt64

  /// The settings by bar, those of the beginning first.
  public var changes: [Change] = []

  /// Which of the bars that were played were played again because the next one was late.
  public var repeats: [Int] = []

  /// The calls that were answered, in order: onset, duration, pitch and velocity of each note.
  public var calls: [[[Int]]] = []

  /// How many bars were played, repeated ones included.
  public var bars = 0

  public init(model: String, seed: UInt64) {
    self.model = model
    self.seed = seed
  }
}

extension LiveRecipe {
  private static let prefix = "lilt-live:"

  /// The recipe on one line.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let json = try encoder.encode(self)
      return "\(Self.prefix)\(Self.version) " + String(decoding: json, as: UTF8.self)
    } catch {
      preconditionFailure("a recipe that JSON cannot hold: \(error)")
    }
  }

  /// Reads ``text``.
  public init(parsing text: String) throws(LiveRecipeError) {
    guard text.hasPrefix(Self.prefix) else { throw .noRecipe }
    let rest = text.dropFirst(Self.prefix.count)
    let version = rest.prefix { $0 != " " }
    guard version == String(Self.version) else { throw .unsupportedVersion(String(version)) }
    let json = Data(rest.dropFirst(version.count).utf8)
    guard let recipe = try? JSONDecoder().decode(LiveRecipe.self, from: json), recipe.isPossible
    else { throw .unreadable }
    self = recipe
  }

  private var isPossible: Bool {
    (0...1_000_000).contains(bars) && changes.allSatisfy { $0.settings == $0.settings.clamped }
      && calls.joined().allSatisfy { note in
        note.count == 4 && note[0] >= 0 && note[1] > 0 && (0...127).contains(note[2])
          && (1...127).contains(note[3])
      }
  }

  /// The settings of a bar that is made up.
  func settings(at bar: Int) -> LiveSettings {
    changes.last { $0.bar <= bar }?.settings ?? LiveSettings()
  }

  /// Enters the settings of a bar where they differ from those before.
  mutating func note(_ settings: LiveSettings, at bar: Int) {
    guard changes.last?.settings != settings else { return }
    changes.append(Change(bar: bar, settings: settings))
  }

  mutating func note(_ call: CallPhrase) {
    calls.append(call.notes.map { [$0.onset, $0.duration, $0.pitch, $0.velocity] })
  }

  func call(_ index: Int) -> CallPhrase? {
    guard calls.indices.contains(index) else { return nil }
    return CallPhrase(
      notes: calls[index].map {
        CallPhrase.Note(onset: $0[0], duration: $0[1], pitch: $0[2], velocity: $0[3])
      })
  }
}

/// Why a text is no recipe of a session.
public enum LiveRecipeError: Error, Equatable, Sendable {
  /// The text does not start with `lilt-live:`.
  case noRecipe

  case unsupportedVersion(String)

  /// Its JSON lacks a field or holds a wrong one.
  case unreadable

  /// A word that names no rhythm or key.
  case unknown(String)

  /// The session was played with another model.
  case foreignModel(fingerprint: String, recipe: String)
}

extension LiveRecipeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noRecipe: "holds no session; expected a file that `lilt live --record` wrote"
    case .unsupportedVersion(let version):
      "the session's version is '\(version)'; expected \(LiveRecipe.version)"
    case .unreadable: "the session cannot be read: its JSON lacks a field or holds a wrong one"
    case .unknown(let word): "the session names an unknown rhythm or key '\(word)'"
    case .foreignModel(let fingerprint, let recipe):
      "the model's fingerprint is \(fingerprint); the session was played with \(recipe)"
    }
  }
}
