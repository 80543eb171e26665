public import MusicModel

/// Judges tunes, beside a corpus if there is one.
public struct Judge: Sendable {
  public let reference: Reference?

  public init(_ reference: Reference? = nil) {
    self.reference = reference
  }

  /// A tune with what is to be told of it.
  public struct Candidate: Sendable {
    public var tune: Tune
    public var file: String
    public var number: Int
    public var diagnostics: [Diagnostic]

    public init(_ tune: Tune, file: String = "", number: Int = 1, diagnostics: [Diagnostic] = []) {
      self.tune = tune
      self.file = file
      self.number = number
      self.diagnostics = diagnostics
    }
  }

  /// Judges tunes side by side; one that cannot be played out has no report.
  public func reports(_ candidates: [Candidate]) -> [TuneReport?] {
    inParallel(candidates.count) { place in
      let candidate = candidates[place]
      guard
        var report = try? TuneReport(
          candidate.tune, file: candidate.file, number: candidate.number,
          diagnostics: candidate.diagnostics, index: reference?.index)
      else { return nil }
      if let reference { report.verdict = Verdict(report, beside: reference.ranges) }
      return report
    }
  }

  /// Sums up tunes beside the corpus.
  public func judgement(of reports: [TuneReport]) -> SetJudgement {
    SetJudgement(
      tunes: reports, summary: SetSummary(reports),
      corpus: reference.map { SetSummary($0.sample) },
      heldOut: reference.flatMap { $0.heldOut.isEmpty ? nil : SetSummary($0.heldOut) },
      overlap: reference.map { Overlap.all(reports, beside: $0) } ?? [])
  }
}

/// What the judge finds about a set of tunes.
public struct SetJudgement: Encodable, Sendable {
  public var tunes: [TuneReport]
  public var summary: SetSummary

  /// The same figures of tunes of the corpus, and of those held out.
  public var corpus: SetSummary?
  public var heldOut: SetSummary?

  /// By feature; empty without a corpus.
  public var overlap: [Overlap]
}

/// The overlapping areas of a feature, see ``FeatureOverlap``; `nil` where a set is too small.
public struct Overlap: Encodable, Sendable {
  public var feature: MelodyFeatures.Kind

  /// Of the tunes with the corpus, and with the tunes held out of it.
  public var corpus: Double?
  public var heldOut: Double?

  /// Of the tunes held out with the corpus: what a human reaches.
  public var human: Double?

  /// The overlap as a part of what the held-out tunes reach.
  public var ratio: Double? {
    guard let corpus, let human, human > 0 else { return nil }
    return corpus / human
  }

  /// Tunes of each set that are compared, from all over the set.
  static let sampleLimit = 500

  static func all(_ reports: [TuneReport], beside reference: Reference) -> [Overlap] {
    let (tunes, sample, heldOut) = (
      features(reports), features(reference.sample), features(reference.heldOut)
    )
    return inParallel(MelodyFeatures.Kind.allCases.count, stride: 1) { place in
      let kind = MelodyFeatures.Kind.allCases[place]
      return Overlap(
        feature: kind, corpus: FeatureOverlap.area(sample, tunes, kind),
        heldOut: FeatureOverlap.area(heldOut, tunes, kind),
        human: FeatureOverlap.area(sample, heldOut, kind))
    }
  }

  private static func features(_ reports: [TuneReport]) -> [MelodyFeatures] {
    let all = reports.compactMap(\.features)
    guard all.count > sampleLimit else { return all }
    return (0..<sampleLimit).map { all[$0 * all.count / sampleLimit] }
  }
}
