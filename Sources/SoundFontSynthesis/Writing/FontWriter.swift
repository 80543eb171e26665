/// The bytes of a SoundFont.
///
/// Source: SoundFont Technical Specification 2.04, sections 5 to 7.
struct FontWriter {
  /// Zeros that follow every sample.
  private static let guardSamples = 46

  let font: Font

  /// The whole file.
  var bytes: [UInt8] {
    var content = ChunkBytes()
    content.append(Array("sfbk".utf8))
    content.append(list("INFO", [information]))
    content.append(list("sdta", [sampleData.chunk("smpl")]))
    content.append(
      list("pdta", presetChunks + instrumentChunks + [sampleHeaders.chunk("shdr")]))
    return content.chunk("RIFF")
  }

  private func list(_ tag: String, _ chunks: [[UInt8]]) -> [UInt8] {
    var content = ChunkBytes()
    content.append(Array(tag.utf8))
    for chunk in chunks { content.append(chunk) }
    return content.chunk("LIST")
  }

  private var information: [UInt8] {
    var version = ChunkBytes()
    version.append(UInt16(2))
    version.append(UInt16(1))
    let texts = [
      ("isng", "EMU8000"), ("INAM", "Lilt"),
      ("ICOP", "Apache-2.0. Synthesised by Lilt; no recording was used."),
      ("ISFT", "Lilt"),
    ]
    return texts.reduce(version.chunk("ifil")) { chunks, text in
      var content = ChunkBytes()
      content.append(text.1, width: (text.1.utf8.count + 2) / 2 * 2)
      return chunks + content.chunk(text.0)
    }
  }

  private var sampleData: ChunkBytes {
    var data = ChunkBytes()
    for sample in font.samples {
      for value in sample.data.quantized { data.append(value) }
      for _ in 0..<Self.guardSamples { data.append(Int16(0)) }
    }
    return data
  }

  private var sampleHeaders: ChunkBytes {
    var headers = ChunkBytes()
    var start = 0
    for sample in font.samples {
      let count = sample.data.samples.count
      let loop = sample.data.loop ?? 8..<count - 8
      headers.append(sample.name, width: 20)
      for place in [start, start + count, start + loop.lowerBound, start + loop.upperBound] {
        headers.append(UInt32(place))
      }
      headers.append(UInt32(sample.data.rate))
      headers.append(UInt8(sample.data.rootKey))
      headers.append(UInt8(0))
      headers.append(UInt16(0))
      headers.append(UInt16(1))
      start += count + Self.guardSamples
    }
    headers.append("EOS", width: 46)
    return headers
  }
}

// MARK: - Presets and instruments

extension FontWriter {
  private var presetChunks: [[UInt8]] {
    let presets = font.presets.sorted { ($0.bank, $0.program) < ($1.bank, $1.program) }
    var headers = ChunkBytes()
    var zones = ZoneChunks()
    for preset in presets {
      headers.append(preset.name, width: 20)
      headers.append(UInt16(preset.program))
      headers.append(UInt16(preset.bank))
      headers.append(UInt16(zones.count))
      for _ in 0..<3 { headers.append(UInt32(0)) }
      for layer in preset.layers {
        zones.append(layer.settings + [FontSetting(.instrument, layer.instrument)])
      }
    }
    headers.append("EOP", width: 20)
    for _ in 0..<2 { headers.append(UInt16(0)) }
    headers.append(UInt16(zones.count))
    for _ in 0..<3 { headers.append(UInt32(0)) }
    return [headers.chunk("phdr")] + zones.chunks(prefix: "p")
  }

  private var instrumentChunks: [[UInt8]] {
    var headers = ChunkBytes()
    var zones = ZoneChunks()
    for instrument in font.instruments {
      headers.append(instrument.name, width: 20)
      headers.append(UInt16(zones.count))
      zones.append(instrument.settings, velocityToFilter: instrument.velocityToFilter)
      for zone in instrument.zones {
        let keys = zone.keys.lowerBound | zone.keys.upperBound << 8
        zones.append(
          [FontSetting(.keyRange, keys)] + zone.settings + [FontSetting(.sample, zone.sample)])
      }
    }
    headers.append("EOI", width: 20)
    headers.append(UInt16(zones.count))
    return [headers.chunk("inst")] + zones.chunks(prefix: "i")
  }
}
