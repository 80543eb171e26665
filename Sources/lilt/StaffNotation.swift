import Foundation
import SafeFiles

/// Staff notation as SVG, through the program `abcm2ps`.
enum StaffNotation {
  /// Typesets the first tune of an ABC text.
  static func svg(of abc: String) throws -> String {
    guard let program = find("abcm2ps") else {
      throw CommandFailure.failed(
        "staff notation needs the program abcm2ps: apt-get install abcm2ps, "
          + "or draw a piano roll with --style roll")
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "lilt-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try AtomicFile.write(abc, to: folder.appending(path: "tune.abc").path)
    let messages = try run(program, ["-q", "-g", "tune.abc", "-O", "page"], in: folder)
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    guard let page = pages.first(where: { $0.hasSuffix(".svg") }) else {
      throw CommandFailure.failed("abcm2ps drew nothing: \(messages)")
    }
    return try String(contentsOf: folder.appending(path: page), encoding: .utf8)
  }

  private static func find(_ program: String) -> URL? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { URL(fileURLWithPath: String($0)).appending(path: program) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// Runs a program to its end and returns what it wrote to standard error.
  private static func run(_ program: URL, _ arguments: [String], in folder: URL) throws -> String {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let message = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: message, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
