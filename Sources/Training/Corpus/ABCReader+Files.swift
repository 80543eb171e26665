package import ABCNotation
import SafeFiles

extension ABCReader {
  /// Creates a reader of a file, which may include files of its own folder.
  ///
  /// - Parameter path: `-` for standard input, which includes nothing.
  package init(ofFile path: String, options: Options = Options()) {
    self.init(options: options)
    if path != "-" { includedFile = { try NeighborFile.read($0, besides: path) } }
  }
}
