/// A SoundFont before it is bytes.
struct Font {
  /// The samples and where a key finds them.
  struct Sample {
    var name: String
    var data: SampleData
  }

  /// A range of keys and what it plays.
  struct Zone {
    var keys: ClosedRange<Int>
    var sample: Int
    var settings: [FontSetting]
  }

  /// Zones with common settings.
  struct Instrument {
    var name: String
    var settings: [FontSetting] = []

    /// How much darker the softest stroke is, in cents of the filter's cut-off.
    var velocityToFilter = 0
    var zones: [Zone]
  }

  /// What a program change chooses: instruments that sound together.
  struct Preset {
    struct Layer {
      var instrument: Int
      var settings: [FontSetting] = []
    }

    var name: String
    var bank: Int
    var program: Int
    var layers: [Layer]
  }

  var samples: [Sample] = []
  var instruments: [Instrument] = []
  var presets: [Preset] = []
}
