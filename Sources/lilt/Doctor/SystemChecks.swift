import Foundation
import Glibc
import RecurrentNetwork

/// What the doctor looks at apart from sound.
enum SystemChecks {
  static var findings: [Finding] { [program, processor, products, workingFolder, cache, notation] }

  private static var program: Finding {
    #if arch(x86_64)
    let architecture = "x86_64"
    #elseif arch(arm64)
    let architecture = "arm64"
    #else
    let architecture = "another processor"
    #endif
    return Finding("Lilt", .good, "version \(LiltVersion.current) for \(architecture)")
  }

  /// The instructions that decide how fast networks learn.
  private static var processor: Finding {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first {
      $0.hasPrefix("flags") || $0.hasPrefix("Features")
    }
    let flags = Set((line ?? "").split(separator: " ").map(String.init))
    let known = ["avx2", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "bf16"]
    let found = known.filter(flags.contains)
    let detail =
      "\(cores) cores; "
      + (found.isEmpty
        ? "no vector instructions known here"
        : found.joined(separator: ", "))
    guard !found.isEmpty else {
      return Finding(
        "processor", .limited, detail, remedy: "learning will be slow; a processor with AVX2 helps")
    }
    return Finding("processor", .good, detail)
  }

  /// How fast matrices are multiplied, and in which precision networks learn faster here.
  ///
  /// Not every processor that knows `bfloat16` gains by it.
  private static var products: Finding {
    guard let float32 = try? TrainingBenchmark.peakGflops(.float32, threads: nil) else {
      return Finding("matrix products", .bad, "oneDNN does not run on this processor")
    }
    let text = String(format: "%.0f GFLOP/s in f32", float32)
    guard let bfloat16 = try? TrainingBenchmark.peakGflops(.bfloat16, threads: nil) else {
      return Finding("matrix products", .good, text + "; no bf16 here")
    }
    let advice =
      bfloat16 > float32
      ? "`lilt train --precision bf16` learns faster" : "f32, the default, learns faster"
    return Finding(
      "matrix products", .good,
      text + String(format: ", %.0f in bf16; ", bfloat16) + advice)
  }

  private static var workingFolder: Finding {
    let path = FileManager.default.currentDirectoryPath
    guard access(".", W_OK) == 0 else {
      return Finding(
        "present folder", .bad, "\(path) cannot be written",
        remedy: "change to a folder of yours, or name --output elsewhere")
    }
    return Finding("present folder", .good, "\(path) can be written")
  }

  /// Where a SoundFont is made when none is found.
  private static var cache: Finding {
    let environment = ProcessInfo.processInfo.environment
    guard
      let folder = environment["XDG_CACHE_HOME"] ?? environment["HOME"].map({ $0 + "/.cache" })
    else {
      return Finding(
        "cache", .limited, "neither XDG_CACHE_HOME nor HOME is set",
        remedy: "set HOME; only needed where no SoundFont is found")
    }
    var path = folder
    while !FileManager.default.fileExists(atPath: path), path.contains("/"), path != "/" {
      path = (path as NSString).deletingLastPathComponent
    }
    guard access(path, W_OK) == 0 else {
      return Finding(
        "cache", .limited, "\(folder) cannot be written",
        remedy: "set XDG_CACHE_HOME to a folder of yours; only needed where no SoundFont is found")
    }
    return Finding("cache", .good, "\(folder) can be written")
  }

  private static var notation: Finding {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    guard let folder = folders.first(where: { access("\($0)/abcm2ps", X_OK) == 0 }) else {
      return Finding(
        "staff notation", .limited, "abcm2ps is not installed",
        remedy: "apt-get install abcm2ps; only needed for `lilt draw --style staff`")
    }
    return Finding("staff notation", .good, "\(folder)/abcm2ps")
  }
}
