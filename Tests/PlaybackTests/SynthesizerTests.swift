import Playback
import Testing

@Suite(.enabled(if: TestMusic.soundFont != nil, "no SoundFont on this machine"))
struct SynthesizerTests {
  @Test func `synthesizers that begin together on many threads sound alike`() async throws {
    let font = try #require(TestMusic.soundFont)
    let renderings = try await withThrowingTaskGroup(of: [Int16].self) { group in
      for _ in 0..<4 {
        group.addTask { try Renderer(soundFont: font).samples(of: TestMusic.clicks()) }
      }
      return try await group.reduce(into: [[Int16]]()) { $0.append($1) }
    }
    #expect(Set(renderings).count == 1)
  }
}
