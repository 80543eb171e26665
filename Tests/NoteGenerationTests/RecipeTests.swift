import MusicModel
import NoteGeneration
import NoteVocabulary
import Pictures
import Testing

@Suite struct RecipeTests {
  private var full: Recipe {
    get throws {
      var options = SamplingOptions()
      options.temperature = 0.9
      (options.topK, options.topP, options.minP) = (40, 0.95, 0.01)
      options.seed = .max
      options.followsGrammar = false
      options.constraints.rhythm = .slipJig
      options.constraints.meter = Meter(9, 8)
      options.constraints.mode = .dorian
      options.constraints.soundingTonic = PitchName(.f, alteration: 1)
      options.constraints.form = try TuneForm(parsing: "AABB")
      options.constraints.measures = 16
      options.constraints.range = 55...88
      options.noCopyBars = 4
      options.cadenceTemperature = 0.5
      options.refusesStuckBars = false
      options.notesPerMeasure = 5.5
      options.chords = try ChordProgression(parsing: "G C | D")
      options.opening = Opening(parsing: "L:1/8 |: { A4 } C4 * | **")
      var style = TuneStyle()
      style.feel = .session
      style.writesChords = true
      style.isAccompanied = true
      return Recipe(model: "0123456789abcdef", index: 7, options: options, style: style)
    }
  }

  @Test func `a recipe is found among the bytes of other files`() throws {
    let recipe = try full
    let picture = PianoRoll(Performance(title: "A"), description: recipe.text).svg
    #expect(try Recipe(findingIn: Array(picture.utf8)) == recipe)
    let sound = [0, 255, 123] + Array("lil lilt:1 lilt:1 \(recipe.text.dropFirst(7))".utf8) + [125]
    #expect(try Recipe(findingIn: sound) == recipe)
    #expect(throws: RecipeError.noRecipe) { try Recipe(findingIn: [1, 2, 3]) }
  }

  @Test func `a recipe survives its text`() throws {
    let recipe = try full
    #expect(try Recipe(parsing: recipe.text) == recipe)
    let plain = Recipe(model: "m", index: 0, options: SamplingOptions())
    #expect(
      plain.text == """
        lilt:1 {"index":0,"maximumBars":64,"minimumBars":4,"model":"m","seed":0,"temperature":1}
        """)
    #expect(try Recipe(parsing: plain.text) == plain)
  }

  @Test func `a recipe is one line`() throws {
    #expect(try !full.text.contains(where: \.isNewline))
  }

  @Test func `other texts are refused with a reason`() {
    #expect(throws: RecipeError.noRecipe) { try Recipe(parsing: "by ear") }
    #expect(throws: RecipeError.unsupportedVersion("2")) { try Recipe(parsing: "lilt:2 {}") }
    let message = "its JSON lacks a field or holds a wrong one"
    #expect(throws: RecipeError.unreadable(message)) { try Recipe(parsing: "lilt:1 {}") }
    let text = Recipe(model: "m", index: 0, options: SamplingOptions()).text
    let meter = text.dropLast() + ",\"meter\":\"13/8\"}"
    #expect(throws: RecipeError.unreadable("its meter is '13/8'")) {
      try Recipe(parsing: String(meter))
    }
  }

  @Test(arguments: [
    ("Edor", PitchName(.e), Mode.dorian), ("F#min", PitchName(.f, alteration: 1), .minor),
    ("Bb", PitchName(.b, alteration: -1), .major), ("Am", PitchName(.a), .minor),
    ("d mixolydian", PitchName(.d), .mixolydian), ("G Major", PitchName(.g), .major),
  ])
  func `keys are a tonic and a mode`(text: String, tonic: PitchName, mode: Mode) {
    #expect(KeySignature(tonicAndMode: text) == KeySignature(tonic, mode))
  }

  @Test(arguments: ["", "H", "Exyz", "E#b", "dor", "E dor!"])
  func `other keys are refused`(text: String) {
    #expect(KeySignature(tonicAndMode: text) == nil)
  }
}
