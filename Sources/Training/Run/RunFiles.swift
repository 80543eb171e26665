/// The files of one run, all named after its model.
public struct RunFiles: Hashable, Sendable {
  /// The model, `reels.safetensors`.
  public let model: String

  private let stem: String

  /// Names the files beside a model.
  public init(model: String) {
    self.model = model
    let ending = ".safetensors"
    stem = model.hasSuffix(ending) ? String(model.dropLast(ending.count)) : model
  }

  /// What a resumed run starts from, `reels.checkpoint.safetensors`.
  public var checkpoint: String { stem + ".checkpoint.safetensors" }

  /// The melodies that the model learned from, `reels.index`.
  public var index: String { stem + ".index" }

  /// The log as a table, `reels.csv`.
  public var table: String { stem + ".csv" }

  /// What the network made up as it learned, `reels.samples.txt`.
  public var samples: String { stem + ".samples.txt" }

  /// The loss curves, `reels.svg`.
  public var curves: String { stem + ".svg" }
}
