import Foundation
import Testing

@testable import Judgement

@Suite struct MelodyFeaturesTests {
  @Test func `the nine features are those of their definitions`() throws {
    let features = try #require(MelodyFeatures(TestTunes.melody("C4 E4 | G2 c2 C4 |]")))
    #expect(features[.pitchCount] == [4])
    #expect(features[.pitchRange] == [12])
    #expect(features[.averageInterval] == [(4 + 3 + 5 + 12) / 4])
    #expect(features[.averageOnsetTime] == [0.75])
    #expect(features[.noteCount] == [5])
    let classes = features[.pitchClassHistogram]
    #expect(abs(classes[0] - 0.625) < 1e-6 && abs(classes[4] - 0.25) < 1e-6)
    #expect(features[.pitchClassTransitions][0 * 12 + 4] == 1)
    #expect(features[.pitchClassTransitions][0 * 12 + 0] == 1)
    #expect(features[.noteLengthHistogram][1] == 0.6)
    #expect(features[.noteLengthTransitions][12 + 1] == 1)
  }

  @Test func `the key does not matter`() throws {
    let inC = try #require(MelodyFeatures(TestTunes.melody("CEGc | C8 |]")))
    let inG = try #require(
      MelodyFeatures(TestTunes.melody("X:1\nM:4/4\nL:1/8\nK:G\nGBdg | G8 |]\n")))
    #expect(inC == inG)
  }

  @Test func `a set overlaps with its like and not with a stranger`() throws {
    let likes = (0..<40).map { try? Melody(TestTunes.random("a", seed: $0)) }
    let features = likes.compactMap { $0.flatMap { MelodyFeatures($0) } }
    let (left, right) = (Array(features[..<20]), Array(features[20...]))
    let alike = try #require(FeatureOverlap.area(left, right, .averageInterval))
    #expect(alike > 0.7)
    let flat = (1...20).compactMap { count in
      MelodyFeatures(TestTunes.melody(String(repeating: "C8|", count: count + 2)))
    }
    let strange = try #require(FeatureOverlap.area(left, flat, .averageInterval))
    #expect(strange < 0.1)
    #expect(FeatureOverlap.area(left, [], .noteCount) == nil)
  }
}
