import ABCNotation
import Foundation

@main
enum Main {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "survey":
      var survey = Survey()
      try survey.run(
        arguments.dropFirst().filter { $0 != "-v" }, showsDiagnostics: arguments.contains("-v"))
    case "read":
      let bytes = Array(try Data(contentsOf: URL(filePath: arguments[1])))
      var count = 0
      _ = ABCReader().forEachEntry(of: bytes, file: arguments[1]) { _ in count += 1 }
      print(count)
    case "speed": try Speed.run(arguments[1])
    case "mutate": try Mutations.run(arguments[1], count: Int(arguments[2]) ?? 2000)
    case "notes": try Notes.run(arguments[1])
    case "write":
      for path in arguments.dropFirst() {
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        print(ABCWriter().write(ABCReader().read(bytes, file: path).tunes))
      }
    default:
      print(
        "usage: abcbench survey [-v] PATHS | speed FILE | write FILES | notes FILE | mutate FOLDER COUNT"
      )
    }
  }
}
