/// The plans of the latest shapes of batches.
struct PlanCache {
  /// What a plan is made for.
  struct Key: Hashable {
    let timeSteps, batchSize: Int
    let isTraining: Bool
  }

  /// Plans kept at most; the one not used for longest goes first.
  static let capacity = 64

  private var plans: [Key: (plan: NetworkPlan, lastUse: Int)] = [:]
  private var uses = 0
  private var packed: NetworkPlan?

  /// What all plans need not pack again.
  var freshCopies = FreshCopies()

  /// Returns the plan of a shape.
  subscript(key: Key) -> NetworkPlan? {
    mutating get {
      uses += 1
      plans[key]?.lastUse = uses
      return plans[key]?.plan
    }
  }

  /// Keeps a new plan.
  mutating func insert(_ plan: NetworkPlan, for key: Key) {
    if plans.count >= Self.capacity,
      let oldest = plans.min(by: { $0.value.lastUse < $1.value.lastUse })
    {
      plans[oldest.key] = nil
    }
    uses += 1
    plans[key] = (plan, uses)
  }

  /// Forgets all plans.
  mutating func removeAll() {
    plans.removeAll()
    packed = nil
  }

  /// Whether packed weights are old, or another plan's.
  func needsPacking(_ plan: NetworkPlan) -> Bool {
    packed !== plan
  }

  /// Notes that the packed weights are now this plan's.
  mutating func didPack(_ plan: NetworkPlan) {
    packed = plan
  }

  /// Notes that all packed weights are old.
  mutating func weightsChanged() {
    freshCopies.removeAll()
    packed = nil
  }
}
