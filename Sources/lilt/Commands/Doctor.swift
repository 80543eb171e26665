import ArgumentParser

/// The command `lilt doctor`: what works on this machine, and what to do about the rest.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find out what works here, with a remedy for what does not.",
    discussion: """
      lilt doctor
      lilt doctor --beep --device pulse

      Exit code 1 where something is bad; what is limited does not count: all else works without it.
      """)

  @Option(help: "The SoundFont to try.")
  var soundfont: String?

  @Option(name: .shortAndLong, help: "ALSA's name of the device to try.")
  var device = "default"

  @Flag(help: "Play a tone of half a second.")
  var beep = false

  @Flag(help: "Print one JSON object.")
  var json = false

  private struct Report: Encodable {
    let findings: [Finding]
    let good: Bool
  }

  func run() throws {
    var findings = SystemChecks.findings
    findings += AudioChecks.findings(soundFont: soundfont, device: device, beep: beep)
    let isGood = findings.allSatisfy { $0.state != .bad }
    if json {
      try Terminal.print(json: Report(findings: findings, good: isGood))
    } else {
      for finding in findings { Terminal.print(finding.text) }
    }
    if !isGood { throw ExitCode(1) }
  }
}
