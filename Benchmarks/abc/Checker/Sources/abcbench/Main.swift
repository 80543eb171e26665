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
    case "speed": try Speed.run(arguments[1])
    case "notes": try Notes.run(arguments[1])
    case "write":
      for path in arguments.dropFirst() {
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        print(ABCWriter().write(ABCReader().read(bytes, file: path).tunes))
      }
    default: print("usage: abcbench survey|speed|write PATHS")
    }
  }
}
