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
      let threads = arguments.count > 2 ? Int(arguments[2]) ?? 1 : 1
      try print(Self.countOfTunes(in: arguments[1], threads: threads))
    case "speed": try Speed.run(arguments[1])
    case "mutate":
      try Mutations.run(
        arguments[1], count: arguments.count > 2 ? Int(arguments[2]) ?? 2000 : 2000,
        showsSilent: arguments.contains("-v"))
    case "notes": try Notes.run(arguments[1])
    case "write":
      for path in arguments.dropFirst() {
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        print(ABCWriter().write(ABCReader().read(bytes, file: path).tunes))
      }
    default:
      print(
        "usage: abcbench read FILE [THREADS] | survey [-v] PATHS | speed FILE | write FILES | notes FILE | mutate FOLDER [COUNT] [-v]"
      )
    }
  }

  /// Reads a file in chunks, as large books are read.
  private static func countOfTunes(in path: String, threads: Int) throws -> Int {
    guard let file = fopen(path, "r") else { throw CocoaError(.fileNoSuchFile) }
    defer { fclose(file) }
    var count = 0
    let reader = ABCReader(options: ABCReader.Options(threads: threads))
    _ = reader.forEachEntry(file: path) { _ in
      count += 1
    } nextChunk: {
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, size in
        size = fread(buffer.baseAddress, 1, buffer.count, file)
      }
      return chunk.isEmpty ? nil : chunk
    }
    return count
  }
}
