/// A setting of an instrument or preset.
///
/// Source: SoundFont Technical Specification 2.04, section 8.1.2.
enum FontGenerator: UInt16 {
  case modulationToPitch = 7
  case filterCutoff = 8
  case filterResonance = 9
  case tremoloDepth = 13
  case chorusSend = 15
  case reverbSend = 16
  case pan = 17
  case modulationDelay = 21
  case modulationFrequency = 22
  case vibratoDelay = 23
  case vibratoFrequency = 24
  case vibratoToPitch = 6
  case modulationEnvelopeAttack = 26
  case modulationEnvelopeDecay = 28
  case modulationEnvelopeSustain = 29
  case modulationEnvelopeToFilter = 11
  case delay = 33
  case attack = 34
  case hold = 35
  case decay = 36
  case sustain = 37
  case release = 38
  case keyToDecay = 40
  case instrument = 41
  case keyRange = 43
  case velocityRange = 44
  case attenuation = 48
  case coarseTune = 51
  case fineTune = 52
  case sample = 53
  case loopMode = 54
  case scaleTuning = 56
  case exclusiveClass = 57
  case rootKey = 58
}

/// A generator and its amount.
struct FontSetting {
  var generator: FontGenerator
  var amount: Int16

  init(_ generator: FontGenerator, _ amount: Int) {
    self.generator = generator
    self.amount = Int16(truncatingIfNeeded: amount)
  }

  /// A time as an amount, in timecents.
  init(_ generator: FontGenerator, seconds: Double) {
    let timecents = 1200 * SampleMath.log2(max(seconds, 0.001))
    self.init(generator, max(-12000, min(8000, Int(timecents.rounded()))))
  }

  /// A frequency as an amount, in cents above 8.176 Hz.
  init(_ generator: FontGenerator, hertz: Double) {
    let cents = 1200 * SampleMath.log2(hertz / 8.1757989156)
    self.init(generator, Int(cents.rounded()))
  }
}
