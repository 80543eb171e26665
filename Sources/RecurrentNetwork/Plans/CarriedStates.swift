/// The states in which the rows of the latest batch ended.
struct CarriedStates: Hashable {
  /// Hidden states by layer, `(B, H)` each; empty before the first batch.
  var hidden: [[Float]] = []

  /// Cell states by layer; empty arrays for cells without one.
  var cell: [[Float]] = []

  /// Copies the last states of a plan; allocates only when the batch size has changed.
  mutating func keep(from plan: NetworkPlan) {
    let count = plan.batchSize * plan.configuration.hiddenSize
    let cellCount = plan.configuration.cell.hasCellState ? count : 0
    if hidden.count != plan.layers.count || hidden[0].count != count {
      hidden = [[Float]](repeating: [Float](repeating: 0, count: count), count: plan.layers.count)
      cell = [[Float]](repeating: [Float](repeating: 0, count: cellCount), count: hidden.count)
    }
    for (index, layer) in plan.layers.enumerated() {
      layer.lastHidden.copyFloats(to: &hidden[index], from: layer.element)
      layer.lastCell.copyFloats(to: &cell[index])
    }
  }

  /// Sets the first states of a plan: those kept for rows that continue, zeros for the others.
  ///
  /// A row that did not exist in the batch before starts from zeros.
  func load(into plan: NetworkPlan, continuesRow: [Bool]) {
    let width = plan.configuration.hiddenSize
    for (index, layer) in plan.layers.enumerated() {
      layer.firstHidden.clear()
      layer.firstCell.clear()
      guard index < hidden.count else { continue }
      for row in continuesRow.indices where continuesRow[row] {
        let range = row * width..<(row + 1) * width
        guard range.upperBound <= hidden[index].count else { continue }
        layer.firstHidden.store(
          hidden[index][range], at: range.lowerBound, as: layer.element)
        guard range.upperBound <= cell[index].count else { continue }
        layer.firstCell.store(cell[index][range], at: range.lowerBound)
      }
    }
  }
}
