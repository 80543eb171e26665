// swift-tools-version: 6.2
import PackageDescription

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
        "Training", "NoteGeneration", "Playback",
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
      name: "NoteGeneration",
      dependencies: [
        "SafeFiles", "MusicModel", "ABCNotation", "MIDIFormat", "NoteVocabulary",
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
    .executableTarget(
      name: "lilt",
      dependencies: [
        "SafeFiles", "Pictures", "MusicModel", "ABCNotation", "MIDIFormat", "NoteVocabulary",
        "RecurrentNetwork", "Training", "NoteGeneration", "SoundFontSynthesis", "Playback",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .testTarget(name: "SafeFilesTests", dependencies: ["SafeFiles"], swiftSettings: strict),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures", "MusicModel"], swiftSettings: strict),
    .testTarget(name: "MusicModelTests", dependencies: ["MusicModel"], swiftSettings: strict),
    .testTarget(
      name: "ABCNotationTests", dependencies: ["ABCNotation", "MusicModel"],
      swiftSettings: strict),
    .testTarget(
      name: "MIDIFormatTests", dependencies: ["MIDIFormat", "MusicModel", "ABCNotation"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "NoteVocabularyTests", dependencies: ["NoteVocabulary", "MusicModel", "ABCNotation"],
      swiftSettings: strict),
    .testTarget(
      name: "RecurrentNetworkTests", dependencies: ["RecurrentNetwork"],
      swiftSettings: strict),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Training", "RecurrentNetwork", "NoteVocabulary", "MusicModel", "MIDIFormat", "SafeFiles",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "NoteGenerationTests",
      dependencies: [
        "NoteGeneration", "NoteVocabulary", "MusicModel", "ABCNotation", "RecurrentNetwork",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SoundFontSynthesisTests", dependencies: ["SoundFontSynthesis", "Playback"],
      swiftSettings: strict),
    .testTarget(
      name: "PlaybackTests", dependencies: ["Playback", "MIDIFormat", "MusicModel"],
      swiftSettings: strict),
    .testTarget(name: "LiltTests", dependencies: ["lilt"], swiftSettings: strict),
  ]
)
