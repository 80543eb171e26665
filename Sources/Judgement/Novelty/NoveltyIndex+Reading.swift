import Foundation
public import SafeFiles

/// Why a file is no index.
public enum NoveltyIndexError: Error, Equatable, Sendable {
  case unreadable(FileError)
  case unusable(path: String, reason: String)
}

extension NoveltyIndexError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let error): error.description
    case .unusable(let path, let reason):
      "\(path): not an index of tunes: \(reason); write it again with lilt corpus index"
    }
  }
}

extension NoveltyIndex {
  /// Opens an index file, without reading it whole.
  public init(reading path: String) throws(NoveltyIndexError) {
    do {
      let memory = try ByteMemory(mapping: path)
      try self.init(memory)
    } catch let error as FileError {
      throw .unreadable(error)
    } catch {
      throw .unusable(path: path, reason: (error as? BadIndex)?.reason ?? "\(error)")
    }
  }

  /// Takes up the content of an index file.
  init(_ memory: ByteMemory) throws(BadIndex) {
    let head = IndexFile.magic.count + 8
    guard memory.count >= IndexFile.headRoom,
      memory.bytes(0..<IndexFile.magic.count) == IndexFile.magic
    else { throw BadIndex("it does not start as one") }
    let length = memory.bytes(IndexFile.magic.count..<head).reversed().reduce(0) {
      $0 << 8 | Int($1)
    }
    guard (1...IndexFile.headRoom - head).contains(length),
      let header = try? JSONDecoder().decode(
        Header.self, from: Data(memory.bytes(head..<head + length)))
    else { throw BadIndex("its header cannot be understood") }
    guard
      let text = MemoryArray<UInt16>(memory, header.text),
      let places = MemoryArray<UInt32>(memory, header.places),
      let buckets = MemoryArray<UInt32>(memory, header.buckets),
      let measures = MemoryArray<UInt16>(memory, header.measures),
      let starts = MemoryArray<UInt32>(memory, header.starts),
      let titleStarts = MemoryArray<UInt32>(memory, header.titleStarts),
      [header.titles, header.sample, header.heldOut].allSatisfy({
        MemoryArray<UInt8>(memory, $0) != nil
      })
    else { throw BadIndex("it is cut short") }
    self.init(
      header: header, text: text, places: places, buckets: buckets, measures: measures,
      starts: starts, titleStarts: titleStarts, titleOffset: header.titles.offset, memory: memory)
    try checkNumbers()
  }

  /// Checks that no number of the file leads out of it.
  private func checkNumbers() throws(BadIndex) {
    guard places.count == text.count, measures.count == text.count, buckets.count == 1 << 16 + 1,
      starts.count == titleStarts.count, starts.count > 0,
      isRising(starts, to: text.count), isRising(titleStarts, to: header.titles.count),
      isRising(buckets, to: text.count)
    else { throw BadIndex("its parts contradict each other") }
    for index in 0..<places.count where Int(places[index]) >= text.count {
      throw BadIndex("a place lies outside the text")
    }
  }

  private func isRising(_ numbers: MemoryArray<UInt32>, to end: Int) -> Bool {
    guard numbers[0] == 0, Int(numbers[numbers.count - 1]) == end else { return false }
    return (1..<numbers.count).allSatisfy { numbers[$0 - 1] <= numbers[$0] }
  }
}

/// What is wrong with the content of a file, before its name is known.
struct BadIndex: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

extension MemoryArray {
  fileprivate init?(_ memory: ByteMemory, _ part: NoveltyIndex.Header.Part) {
    self.init(memory, at: part.offset, count: part.count)
  }
}
