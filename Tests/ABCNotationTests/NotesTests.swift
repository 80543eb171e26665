import MusicModel
import Testing

@Suite struct NotesTests {
  @Test func `4.1 letters and octave marks name pitches`() {
    #expect(Reading("C, C c c' C,, c'' C,'").pitches == [[48], [60], [72], [84], [36], [96], [60]])
    #expect(Reading("C,',, c',, c,,' C'").pitches == [[36], [60], [60], [72]])
    let scale = Reading("C,D,E,F,G,A,B,CDEFGABcdefgabc'd'e'f'g'a'b'").pitches.flatMap(\.self)
    let octave = [0, 2, 4, 5, 7, 9, 11]
    #expect(scale == [48, 60, 72, 84].flatMap { base in octave.map { base + $0 } })
  }

  @Test func `4.2 accidentals alter notes`() {
    #expect(Reading("^C|_D|=E|^^F|__G|").pitches == [[61], [61], [64], [67], [65]])
    let inKey = Reading("F ^F =F|^^F _F __F|^f'", header: "L:1/4\nK:D")
    #expect(inKey.pitches == [[66], [66], [65], [67], [64], [63], [90]])
  }

  @Test func `11.3 an accidental lasts to the end of the measure in every octave`() {
    #expect(Reading("^F f F,|F").pitches == [[66], [78], [54], [65]])
  }

  @Test func `11.3 a tie carries an accidental over the bar line`() {
    #expect(Reading("^F-|F F").pitches == [[66], [66], [65]])
  }

  @Test func `4.3 lengths multiply the unit`() {
    #expect(
      Reading("A A2 A3/2 A/ A// A/4 A3/").durations
        == ["1/4", "1/2", "3/8", "1/8", "1/16", "1/16", "3/8"])
  }

  @Test func `4.4 broken rhythm dots and halves`() {
    #expect(
      Reading("A>B A<B A>>B A<<<B").durations
        == ["3/8", "1/8", "1/8", "3/8", "7/16", "1/16", "1/32", "15/32"])
    #expect(
      Reading("A<<B A>>>B A2>B2").durations == ["1/16", "7/16", "15/32", "1/32", "3/4", "1/4"])
  }

  @Test func `4.13 tuplets take their time`() {
    #expect(Reading("(3ABc (2AB").durations == ["1/6", "1/6", "1/6", "3/8", "3/8"])
  }

  @Test func `4.17 a chord lasts as long as its first note`() {
    let reading = Reading("[C2E4]2 [CE]/")
    #expect(reading.durations == ["1/1", "1/8"])
  }

  @Test func `4.9 endings follow repeats`() {
    #expect(Reading("|:C|1D:|2E|]").playedPitches == [60, 62, 60, 64])
  }

  @Test func `2.2.1 a tune without X and K is read with warnings`() {
    let reading = Reading(tune: "CDEF|GABc|\n")
    #expect(reading.codes.contains("missing-reference-number"))
    #expect(reading.codes.contains("missing-key"))
    #expect(reading.pitches.count == 8)
  }
}
