import MIDIFormat
import MusicModel
import Testing

@testable import LiveMusic

@Suite struct TakeTests {
  /// A session of some bars with changes, late bars and a call.
  private func take() throws -> Take {
    var generator = try BarGenerator(try TinyModel.network(), TinyModel.vocabulary, seed: 5)
    var take = Take(recipe: LiveRecipe(model: "f00d", seed: 5))
    for index in 0..<36 {
      var settings = LiveSettings()
      if index >= 10 { settings.temperature = 1.2 }
      if index >= 15 { settings.program = 110 }
      if index >= 18 { settings.key = KeySignature(PitchName(.e), .dorian) }
      if index >= 20 { settings.answers = true }
      if index >= 33 { settings.answers = false }
      take.recipe.note(settings, at: index)
      var call: CallPhrase?
      if generator.needsCall(settings) {
        let phrase = CallPhrase(
          notes: (0..<16).map {
            .init(onset: $0 * 200, duration: 150, pitch: 64 + $0 % 5, velocity: 80)
          })
        take.append(phrase)
        call = phrase
      }
      let bar = try generator.next(settings, call: call)
      take.append(bar, isRepeated: false)
      if index % 13 == 5 { take.append(bar, isRepeated: true) }
    }
    return take
  }

  @Test func `a take is played again to the byte from its own file`() throws {
    let bytes = try take().midiFile().bytes
    let text = try #require(try MIDIFile(reading: bytes).recipeText)
    let recipe = try LiveRecipe(parsing: text)
    var generator = try BarGenerator(
      try TinyModel.network(), TinyModel.vocabulary, seed: recipe.seed)
    let again = try Take(replaying: recipe, &generator)
    #expect(again.midiFile().bytes == bytes)
    #expect(again.recipe == recipe)
    #expect(recipe.changes.count == 6 && recipe.repeats.count == 3 && recipe.calls.count > 1)
  }

  private func bar(
    _ index: Int, _ notes: [(onset: NoteDuration, length: NoteDuration, pitch: Int)],
    held: [Int] = []
  ) -> LiveBar {
    LiveBar(
      index: index, kind: .tune, title: "", number: index + 1, meter: Meter(2, 4),
      key: .cMajor, tempo: 120, program: 0, duration: NoteDuration(1, 2),
      notes: notes.map { PerformedNote(onset: $0.onset, duration: $0.length, pitch: $0.pitch) },
      held: held, clicks: [])
  }

  @Test func `a note tied over the bar line is one, and ends where the tie leads nowhere`() throws {
    let half = NoteDuration(1, 2)
    var take = Take(recipe: LiveRecipe(model: "", seed: 0))
    take.append(bar(0, [(.zero, half, 60)], held: [60]), isRepeated: false)
    take.append(bar(1, [(.zero, half, 60)], held: [60]), isRepeated: false)
    take.append(bar(2, [(.zero, half, 62)]), isRepeated: false)
    let notes = Performance(take.midiFile()).parts[0].notes
    #expect(notes.map(\.pitch) == [60, 62])
    #expect(notes.map(\.duration) == [.whole, half])
  }

  @Test(arguments: [
    "lilt:1 {}", "lilt-live:9 {}", "lilt-live:1 {}", "lilt-live:1 {\"bars\":-1}", "",
  ])
  func `what is no session is refused`(text: String) {
    #expect(throws: LiveRecipeError.self) { _ = try LiveRecipe(parsing: text) }
  }
}
