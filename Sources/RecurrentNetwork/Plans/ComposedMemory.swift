/// Memory of one composed layer: gates of all steps, and states from before the first on.
final class ComposedMemory {
  /// Gates, `(T, B, 4, H)` in `float32`; pre-activations first, then activated.
  let allGates: Buffer

  /// Gradients by the pre-activations in the element type; for `float32` the gates' own memory.
  let gateGradients: Buffer

  /// Hidden states, `(T, B, H)`.
  let outputs: Buffer

  /// Hidden states each step reads, `(T, B, H)`: the first states, then all outputs but the last.
  let previousHidden: Buffer

  private let hiddens, cells, gateSteps, gradientSteps: [Buffer]

  init(_ shape: LayerShape, pass: Int, pool: inout BufferPool, isTraining: Bool) {
    let (steps, size) = (shape.timeSteps, shape.element.size)
    let states = shape.batchSize * shape.hiddenSize
    let hidden = pool.buffer(
      "layer\(pass).hidden", byteCount: (steps + 1) * states * size)
    let cell = pool.buffer(
      isTraining ? "layer\(pass).cell" : "layer\(pass).cells",
      floatCount: (steps + 1) * states)
    // Only backward needs the gates of every layer at once.
    allGates = pool.buffer(
      isTraining ? "layer\(pass).gates" : "gates", floatCount: steps * 4 * states)
    gateGradients =
      isTraining && shape.element == .bfloat16
      ? pool.buffer("gateGradients", byteCount: steps * 4 * states * size) : allGates
    outputs = Buffer(hidden, bytes: states * size..<(steps + 1) * states * size)
    previousHidden = Buffer(hidden, bytes: 0..<steps * states * size)
    func parts(_ buffer: Buffer, _ count: Int, bytes: Int) -> [Buffer] {
      (0..<count).map { Buffer(buffer, bytes: $0 * bytes..<($0 + 1) * bytes) }
    }
    hiddens = parts(hidden, steps + 1, bytes: states * size)
    cells = parts(cell, steps + 1, bytes: states * 4)
    gateSteps = parts(allGates, steps, bytes: 16 * states)
    gradientSteps =
      isTraining ? parts(gateGradients, steps, bytes: 4 * states * size) : []
  }

  /// Hidden state before a time step, `(B, H)`.
  func hidden(at time: Int) -> Buffer { hiddens[time] }

  /// Cell state before a time step, `(B, H)`.
  func cell(at time: Int) -> Buffer { cells[time] }

  /// Gates of a time step, `(B, 4, H)`.
  func gates(at time: Int) -> Buffer { gateSteps[time] }

  /// Gradients by the pre-activations of a time step, `(B, 4, H)`.
  func gateGradients(at time: Int) -> Buffer { gradientSteps[time] }
}
