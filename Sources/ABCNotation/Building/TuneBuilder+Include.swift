import MusicModel

extension TuneBuilder {
  /// Reads the fields of the file that `I:abc-include` names as if they stood here.
  mutating func include(_ name: ArraySlice<UInt8>, at offset: Int) {
    let name = TextDecoder.verbatim(name)
    guard let files = defaults.includes else {
      return reportInclude("'\(name)' is not included: the folder of this text is unknown", offset)
    }
    guard !openIncludes.contains(name) else {
      return reportInclude("'\(name)' includes itself; ignored", offset)
    }
    guard openIncludes.count < IncludedFiles.deepest else {
      return reportInclude(
        "files include each other more than \(IncludedFiles.deepest) deep; ignored", offset)
    }
    switch files.content(of: name) {
    case .missing(let reason): reportInclude("cannot include '\(name)': \(reason)", offset)
    case .text(let source):
      openIncludes.append(name)
      let outer = context.findings
      context.findings = Findings()
      context.findings.isMuted = outer.isMuted
      let isOutermost = !readsElsewhere
      readsElsewhere = true
      readFields(of: source)
      let inner = context.findings.diagnostics(in: source, fromLine: 0)
      context.findings = outer
      for diagnostic in inner { context.findings.add(diagnostic, at: offset) }
      openIncludes.removeLast()
      if isOutermost { readsElsewhere = false }
    }
  }

  private mutating func reportInclude(_ message: String, _ offset: Int) {
    context.findings.warn(.badInclude, message, at: offset)
  }

  private mutating func readFields(of source: SourceText) {
    for line in source.lines {
      switch line.kind {
      case .field(UInt8(ascii: "X")), .music, .fieldContinuation:
        context.findings.warn(
          .badInclude, "an included file holds fields and directives only; ignored",
          at: line.start)
      case .field(let letter):
        readField(letter, FieldText(source.bytes, (line.start + 2)..<line.end))
      case .directive:
        let directive = source.bytes[line.start..<line.end].dropFirst(2).trimmed
        keepDirective(directive.withoutComment.trimmed, at: line.start)
      case .empty, .comment, .tag: break
      }
    }
  }
}
