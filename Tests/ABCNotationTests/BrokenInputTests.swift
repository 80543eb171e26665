import ABCNotation
import Foundation
import MusicModel
import TestSupport
import Testing

/// Whatever the bytes are, reading ends, and what was read can be written and read again.
@Suite struct BrokenInputTests {
  private static let seeds = [
    "X:1\nT:A \\'e &amp; b\nM:6/8\nL:1/8\nQ:3/8=120\nR:jig\nP:AB\nK:Edor\nP:A\n"
      + "|:\"Em\"E2B {cd}BAB|(3DEF [Bd]>[Ac] ~G2 A-|1 A3 z3:|2 A3- A3||\nw: one two-three * four_ |\n"
      + "P:B\n[M:4/4]!trill!e2 (4ABcd & B,4 C4|[K:G]f^f_e=e Z2|]\nW:more words\n",
    "%abc-2.1\nM:4/4\nm:~n2=n{o}n\n\nX:2\nT:Two\n%%score (1 2)\nV:1 clef=treble-8 name=\"One\"\n"
      + "V:2 bass\nU:T=!turn!\nK:D exp ^f _b\n[V:1]~A2 TB2 c4|+ACE+4 \"^text\"z4|\n"
      + "[V:2]D8|{/e}f8 .(ab)|\ns:* !f! \"Am\"\n+:!p!\n",
  ]

  @Test(arguments: 0..<200)
  func `mutated text never stops the reader`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = Array(Self.seeds[seed % 2].utf8)
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      Mutation.apply(to: &bytes, using: &generator)
    }
    let book = ABCReader().read(bytes, file: "m.abc")
    for tune in book.tunes {
      let again = ABCReader().read(Array(ABCWriter().write(tune).utf8), file: "again.abc")
      #expect(!again.tunes.isEmpty)
      _ = try? Performance(unrolling: tune)
    }
  }

  @Test(arguments: [
    "[", "(3", "{", "\"", "!", "|:", "&", "A>", "^", "X:1\n", "K:C\n", "(", "P:(A99)99\n",
    "\u{0}", "[K:", "V:1\n", "m:a=aa\n", "(99999999:99999999:99999999", "A99999999999999999999",
    "A////////////////", "w:-", "[1,2-99999", "Z99999999", "::::", "L:1/999999999\n",
  ])
  func `a long run of anything ends`(piece: String) {
    let text = "X:1\nL:1/8\nK:C\nCDE|" + String(repeating: piece, count: 20_000)
    let book = ABCReader().read(Array(text.utf8), file: "long.abc")
    #expect(!book.entries.isEmpty)
  }

  @Test(arguments: ["C & (3 | D & E", "C|(3&D|E", "C|(3 && D|(3E&F", "C&\"x\"|D-&|-E>&|F"])
  func `what an overlay leaves open is closed`(music: String) {
    #expect(!Reading(music).pitches.isEmpty)
  }

  @Test func `times that need too fine a grid are rounded and named`() {
    let music = (2...60).map { "(\($0):\($0 + 1):1A\($0)/\($0 + 2)" }.joined(separator: " ")
    let reading = Reading(music)
    #expect(reading.codes.contains("unprintable-time"))
    #expect(Performance.end(of: reading.tune) != nil)
  }
}

/// One change to a text: bytes cut, flipped, doubled or swapped.
enum Mutation {
  static func apply(to bytes: inout [UInt8], using generator: inout some RandomNumberGenerator) {
    guard bytes.count > 8 else { return }
    let at = Int.random(in: 0..<bytes.count - 4, using: &generator)
    let length = Int.random(in: 1...min(20, bytes.count - at - 1), using: &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: bytes.removeSubrange(at..<at + length)
    case 1: bytes[at] ^= UInt8.random(in: 1...255, using: &generator)
    case 2: bytes.insert(contentsOf: bytes[at..<at + length], at: at)
    case 3: bytes.swapAt(at, Int.random(in: 0..<bytes.count, using: &generator))
    default:
      let symbols = Array("|:[](){}\"!+&<>-^_=/0123456789zZ\\%\n".utf8)
      bytes[at] = symbols.randomElement(using: &generator) ?? 0
    }
  }
}
