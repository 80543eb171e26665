/// The arithmetic of one time step of an LSTM between its matrix products.
///
///     i, f, o = σ(a)    g = tanh(a)    c' = f ⊙ c + i ⊙ g    h' = o ⊙ tanh(c')
///
/// Threads share the units, so sums over rows have one order on any number of threads. Units are
/// taken eight at a time: H is a multiple of eight.
///
/// Source: Hochreiter & Schmidhuber 1997; Gers, Schmidhuber & Cummins 2000.
struct LSTMStep {
  let batchSize: Int
  let hiddenSize: Int
  let team: ThreadTeam

  /// What is added to the products before the gates open.
  @unsafe struct Addend {
    /// Rows of pre-activations, `(…, 4, H)`.
    let table: UnsafePointer<Float>

    /// For each row of the batch its rows in the table; `nil` if all take the first.
    let inputs: UnsafeInputs?

    @inline(__always)
    func first(_ row: Int, width: Int) -> UnsafePointer<Float> {
      guard let inputs = unsafe inputs else { return unsafe table }
      return unsafe table + inputs[row, 0] * width
    }

    /// Adds all but the first of a row's table rows to its pre-activations.
    @inline(__always)
    func addRest(
      _ row: Int, to gates: UnsafeMutablePointer<Float>, units: Range<Int>, size: Int
    ) {
      guard let inputs = unsafe inputs else { return }
      for place in 1..<inputs.perToken {
        let source = unsafe table + inputs[row, place] * 4 * size
        for gate in 0..<4 {
          for unit in units { unsafe gates[gate * size + unit] += source[gate * size + unit] }
        }
      }
    }
  }

  /// Turns pre-activations into activated gates, and computes the new states.
  ///
  /// - Parameters:
  ///   - gates: Pre-activations, `(B, 4, H)`; receive the gates.
  ///   - cell: Cell state c, `(B, H)`.
  ///   - newCell: Receives c'.
  ///   - hidden: Receives h'.
  @unsafe func forward<Element: Activation>(
    gates: UnsafeMutablePointer<Float>, addend: Addend, cell: UnsafePointer<Float>,
    newCell: UnsafeMutablePointer<Float>, hidden: UnsafeMutablePointer<Element>
  ) {
    let size = hiddenSize
    forEachShareOfUnits { units in
      for row in 0..<batchSize {
        let gates = unsafe gates + row * 4 * size
        unsafe addend.addRest(row, to: gates, units: units, size: size)
        let addend = unsafe addend.first(row, width: 4 * size)
        for unit in stride(from: units.lowerBound, to: units.upperBound, by: 8) {
          @inline(__always) func sum(_ gate: Gate) -> Lanes {
            let place = gate.rawValue * size + unit
            return unsafe Lanes(gates + place) + Lanes(addend + place)
          }
          @inline(__always) func keep(_ gate: Gate, _ value: Lanes) {
            unsafe value.store(gates + gate.rawValue * size + unit)
          }
          let place = row * size + unit
          let (i, f) = (sigmoid(sum(.input)), sigmoid(sum(.forget)))
          let (g, o) = (tanh(sum(.candidate)), sigmoid(sum(.output)))
          let c = unsafe f * Lanes(cell + place) + i * g
          keep(.input, i)
          keep(.forget, f)
          keep(.candidate, g)
          keep(.output, o)
          unsafe c.store(newCell + place)
          unsafe Element.store(o * tanh(c), hidden + place)
        }
      }
    }
  }

  /// Gradients that a step of ``backward(gates:cell:newCell:gradients:gateGradients:)`` reads.
  @unsafe struct Gradients {
    /// By h' from above, `(B, H)`.
    let output: UnsafePointer<Float>

    /// By h' from the step after, `(B, H)`; `nil` at the last step.
    let recurrent: UnsafePointer<Float>?

    /// By c', `(B, H)`; receives that by c.
    let cell: UnsafeMutablePointer<Float>

    /// By the biases, `(4, H)`; sums over rows and steps.
    let bias: UnsafeMutablePointer<Float>
  }

  /// Computes the gradients by the pre-activations and by c.
  ///
  /// - Parameters:
  ///   - gates: Activated gates, `(B, 4, H)`.
  ///   - cell: Cell state c, `(B, H)`.
  ///   - newCell: Cell state c', `(B, H)`.
  ///   - gateGradients: Receives the gradients, `(B, 4, H)`; may be the memory of the gates.
  @unsafe func backward<Element: Activation>(
    gates: UnsafePointer<Float>, cell: UnsafePointer<Float>, newCell: UnsafePointer<Float>,
    gradients: Gradients, gateGradients: UnsafeMutablePointer<Element>
  ) {
    let size = hiddenSize
    forEachShareOfUnits { units in
      for row in 0..<batchSize {
        let gates = unsafe gates + row * 4 * size
        let target = unsafe gateGradients + row * 4 * size
        for unit in stride(from: units.lowerBound, to: units.upperBound, by: 8) {
          @inline(__always) func gate(_ gate: Gate) -> Lanes {
            unsafe Lanes(gates + gate.rawValue * size + unit)
          }
          @inline(__always) func put(_ gate: Gate, _ value: Lanes) {
            let place = gate.rawValue * size + unit
            let bias = unsafe gradients.bias + place
            unsafe (Lanes(bias) + value).store(bias)
            unsafe Element.store(value, target + place)
          }
          let place = row * size + unit
          let (i, f, g, o) = (gate(.input), gate(.forget), gate(.candidate), gate(.output))
          let t = unsafe tanh(Lanes(newCell + place))
          var dH = unsafe Lanes(gradients.output + place)
          if let recurrent = unsafe gradients.recurrent {
            unsafe dH += Lanes(recurrent + place)
          }
          let dC = unsafe Lanes(gradients.cell + place) + dH * o * (1 - t * t)
          unsafe (dC * f).store(gradients.cell + place)
          put(.input, dC * g * i * (1 - i))
          unsafe put(.forget, dC * Lanes(cell + place) * f * (1 - f))
          put(.candidate, dC * i * (1 - g * g))
          put(.output, dH * t * o * (1 - o))
        }
      }
    }
  }

  /// Shares the units over the threads, unless there are too few to be worth it.
  private func forEachShareOfUnits(_ body: (Range<Int>) -> Void) {
    if batchSize * hiddenSize < 2048 {
      body(0..<hiddenSize)
    } else {
      team.forEachShare(of: hiddenSize, grain: 16, body)
    }
  }
}
