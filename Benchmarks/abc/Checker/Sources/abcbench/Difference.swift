import MusicModel

/// Names the first thing in which two tunes differ.
enum Difference {
  static func first(_ a: Tune, _ b: Tune?) -> String {
    guard let b else { return "not read again" }
    var (x, y) = (a, b)
    x.voices = []
    y.voices = []
    if x != y { return "header \(x) \(y)" }
    guard a.voices.count == b.voices.count else { return "voices" }
    for (v, w) in zip(a.voices, b.voices) {
      for (index, (m, n)) in zip(v.measures, w.measures).enumerated() where m != n {
        for (i, j) in zip(m.items, n.items) where i != j {
          return "measure \(index):\n  \(i)\n  \(j)"
        }
        return "measure \(index) \(m.items.count) \(n.items.count) "
          + "\(String(describing: m.barLine)) \(String(describing: n.barLine)) "
          + "\(m.ending ?? []) \(n.ending ?? []) "
      }
      if v.measures.count != w.measures.count {
        return "measures \(v.measures.count) \(w.measures.count)"
      }
      var (p, q) = (v, w)
      p.measures = []
      q.measures = []
      if p != q { return "voice \(p) \(q)" }
    }
    return "?"
  }
}
