import Foundation
import TestSupport
import Testing

@Suite struct NoSurroundingsTests {
  @Test(arguments: [
    "--help", "play --help", "live --help", "render --help", "devices --help", "doctor --help",
  ])
  func `help needs neither device nor home`(arguments: String) throws {
    let folder = try TemporaryFolder()
    let run = try LiltProcess(
      arguments.split(separator: " ").map(String.init), in: folder.url, environment: ["HOME": ""])
    #expect(run.exitCode == 0)
    #expect(run.errors.isEmpty, "\(run.errors)")
  }

  @Test func `the doctor names every part, and gives a remedy for what does not work`() throws {
    let folder = try TemporaryFolder()
    let run = try LiltProcess(["doctor", "--device", "nosuch", "--json"], in: folder.url)
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(run.exitCode == (report.good ? 0 : 1))
    #expect(
      Set(report.findings.map(\.subject)).isSuperset(of: [
        "Lilt", "processor", "present folder", "SoundFont", "audio device", "sequencer",
        "real-time rights", "audio libraries",
      ]))
    #expect(report.findings.allSatisfy { $0.state == "good" || $0.remedy != nil })
    #expect(report.findings.contains { $0.subject == "audio device" && $0.state == "limited" })
    #expect(run.errors.isEmpty, "\(run.errors)")
  }

  private struct Report: Decodable {
    struct Finding: Decodable {
      let subject: String
      let state: String
      let remedy: String?
    }

    let findings: [Finding]
    let good: Bool
  }
}
