public import ArgumentParser
public import RecurrentNetwork

extension LongLagTask: ExpressibleByArgument {}

/// The classic tests of a network's memory, which `lilt train --task` learns in place of tunes.
struct TaskOptions: ParsableArguments {
  @Option(
    help: "Learn a test of memory in place of tunes: add two marked numbers, or copy letters.")
  var task: LongLagTask?

  @Option(help: "With --task: steps that have to be bridged.")
  var length = 200

  func validate() throws {
    guard (2...10_000).contains(length) else { throw ValidationError("--length takes 2 to 10000") }
  }
}
