// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Whether sound is built: where a header of its libraries is missing, the rest is built without.
///
/// `LILT_AUDIO=0` leaves sound out, `LILT_AUDIO=1` builds it whatever is found here.
let hasAudio: Bool = {
  if let choice = Context.environment["LILT_AUDIO"] { return choice != "0" }
  return ["fluidsynth.h", "alsa/asoundlib.h", "sndfile.h"].allSatisfy { header in
    ["/usr/include", "/usr/local/include"].contains {
      FileManager.default.fileExists(atPath: "\($0)/\(header)")
    }
  }
}()

/// Settings of every target of ours: warnings stop the build, imports say their level.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Targets that call C say `unsafe` at each place that touches a pointer.
let strictWithPointers = strict + [.strictMemorySafety()]

let package = Package(
  name: "Lilt",
  products: [
    .executable(name: "lilt", targets: ["lilt"]),
    .library(name: "LiltNotation", targets: ["MusicModel", "ABCNotation"]),
    .library(
      name: "Lilt",
      targets: [
        "MusicModel", "ABCNotation", "MIDIFormat", "NoteVocabulary", "RecurrentNetwork",
        "Training", "Judgement", "NoteGeneration", "Playback", "LiveMusic",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
    .systemLibrary(name: "CFluidSynth", providers: [.apt(["libfluidsynth-dev"])]),
    .systemLibrary(name: "CALSA", providers: [.apt(["libasound2-dev"])]),
    .systemLibrary(name: "CSndfile", providers: [.apt(["libsndfile1-dev"])]),

    .target(name: "SafeFiles", swiftSettings: strict),
    .target(name: "Pictures", dependencies: ["MusicModel"], swiftSettings: strict),
    .target(name: "MusicModel", swiftSettings: strict),
    .target(name: "ABCNotation", dependencies: ["MusicModel"], swiftSettings: strict),
    .target(name: "MIDIFormat", dependencies: ["MusicModel"], swiftSettings: strict),
    .target(name: "NoteVocabulary", dependencies: ["MusicModel"], swiftSettings: strict),
    .target(
      name: "RecurrentNetwork", dependencies: ["COneDNN", "SafeFiles"],
      swiftSettings: strictWithPointers),
    .target(
      name: "Training",
      dependencies: [
        "SafeFiles", "Pictures", "MusicModel", "ABCNotation", "MIDIFormat", "NoteVocabulary",
        "RecurrentNetwork",
      ],
      swiftSettings: strict),
    .target(
      name: "Judgement",
      dependencies: ["SafeFiles", "Pictures", "MusicModel", "ABCNotation", "MIDIFormat"],
      swiftSettings: strict),
    .target(
      name: "NoteGeneration",
      dependencies: [
        "SafeFiles", "Judgement", "MusicModel", "ABCNotation", "MIDIFormat", "NoteVocabulary",
        "RecurrentNetwork", "Training",
      ],
      swiftSettings: strict),
    .target(name: "SoundFontSynthesis", swiftSettings: strict),
    .target(
      name: "Playback",
      dependencies: [
        "SafeFiles", "MusicModel", "MIDIFormat", "SoundFontSynthesis", "CFluidSynth", "CALSA",
        "CSndfile",
      ],
      swiftSettings: strictWithPointers),
    .target(
      name: "LiveMusic",
      dependencies: [
        "MusicModel", "MIDIFormat", "NoteVocabulary", "RecurrentNetwork", "Training",
        "NoteGeneration", "Playback",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "lilt",
      dependencies: [
        "SafeFiles", "Pictures", "MusicModel", "ABCNotation", "MIDIFormat", "NoteVocabulary",
        "RecurrentNetwork", "Training", "Judgement", "NoteGeneration", "SoundFontSynthesis",
        "Playback", "LiveMusic",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "SafeFilesTests", dependencies: ["SafeFiles", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures", "MusicModel"], swiftSettings: strict),
    .testTarget(name: "MusicModelTests", dependencies: ["MusicModel"], swiftSettings: strict),
    .testTarget(
      name: "ABCNotationTests", dependencies: ["ABCNotation", "MusicModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "MIDIFormatTests",
      dependencies: ["MIDIFormat", "MusicModel", "ABCNotation", "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "NoteVocabularyTests",
      dependencies: ["NoteVocabulary", "MusicModel", "ABCNotation", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RecurrentNetworkTests", dependencies: ["RecurrentNetwork"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Training", "RecurrentNetwork", "NoteVocabulary", "MusicModel", "ABCNotation", "MIDIFormat",
        "SafeFiles", "Pictures", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "JudgementTests",
      dependencies: ["Judgement", "MusicModel", "ABCNotation", "SafeFiles", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "NoteGenerationTests",
      dependencies: [
        "NoteGeneration", "Judgement", "NoteVocabulary", "MusicModel", "ABCNotation",
        "RecurrentNetwork", "Pictures",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SoundFontSynthesisTests", dependencies: ["SoundFontSynthesis", "Playback"],
      swiftSettings: strict),
    .testTarget(
      name: "PlaybackTests", dependencies: ["Playback", "MIDIFormat", "MusicModel"],
      swiftSettings: strict),
    .testTarget(
      name: "LiveMusicTests",
      dependencies: [
        "LiveMusic", "Playback", "MIDIFormat", "MusicModel", "NoteGeneration", "NoteVocabulary",
        "RecurrentNetwork",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LiltTests", dependencies: ["MIDIFormat", "MusicModel", "TestSupport", "lilt"],
      swiftSettings: strict),
  ]
)

// MARK: - Without sound

let program = package.targets.first { $0.name == "lilt" }
program?.exclude = [hasAudio ? "NoAudio" : "Audio"]

if !hasAudio {
  let silent: Set = [
    "CFluidSynth", "CALSA", "CSndfile", "Playback", "LiveMusic", "PlaybackTests", "LiveMusicTests",
    "SoundFontSynthesisTests",
  ]
  package.targets.removeAll { silent.contains($0.name) }
  for target in package.targets {
    target.dependencies.removeAll { dependency in
      guard case .byNameItem(let name, _) = dependency else { return false }
      return silent.contains(name)
    }
  }
  package.products = package.products.map { product in
    guard let library = product as? Product.Library else { return product }
    return .library(name: library.name, targets: library.targets.filter { !silent.contains($0) })
  }
}
