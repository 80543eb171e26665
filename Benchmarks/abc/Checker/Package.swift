// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "abcbench",
  dependencies: [.package(name: "Lilt", path: "../../..")],
  targets: [
    .executableTarget(
      name: "abcbench",
      dependencies: [.product(name: "LiltNotation", package: "Lilt")])
  ]
)
