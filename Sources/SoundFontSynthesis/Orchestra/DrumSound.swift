/// The sounds of the kit; several keys share one.
enum DrumSound: CaseIterable {
  case bass, rim, snare, clap, tom, closedHat, openHat, crash, ride, rideBell, tambourine, cowbell
  case vibraslap, conga, mutedConga, timbale, agogo, cabasa, maraca, longGuiro, claves, woodBlock
  case cuica, triangle, shortTriangle, sticks, scratch
  case bodhran, pressedBodhran, bodhranRim

  private typealias Mode = StrokeSynthesis.Mode
  private typealias Burst = StrokeSynthesis.Burst

  /// The sound with its peak in dB relative to full scale.
  var sample: SampleData {
    let (peak, seconds, rate, modes, bursts) = recipe
    var sample = StrokeSynthesis.sample(
      modes: modes, bursts: bursts, seconds: seconds, rate: rate, seed: 1000)
    sample.normalize(level: 0, peaks: peak...peak)
    return sample
  }

  private typealias Recipe = (
    peak: Double, seconds: Double, rate: Int, modes: [StrokeSynthesis.Mode],
    bursts: [StrokeSynthesis.Burst]
  )

  private var recipe: Recipe {
    switch self {
    case .bass, .snare, .tom, .conga, .mutedConga, .timbale, .bodhran, .pressedBodhran, .cuica:
      skin
    case .closedHat, .openHat, .crash, .ride, .rideBell, .tambourine, .cowbell, .agogo, .triangle,
      .shortTriangle:
      metal
    case .rim, .clap, .vibraslap, .cabasa, .maraca, .longGuiro, .claves, .woodBlock, .sticks,
      .scratch, .bodhranRim:
      wood
    }
  }

  /// A skin over air: modes at the ratios of a membrane, tightened by a hard stroke.
  ///
  /// Source: Rossing 2000, ideal membrane.
  private static func membrane(
    _ frequency: Double, ring: Double, glide: Double, bright: Double
  ) -> [StrokeSynthesis.Mode] {
    zip([1, 1.59, 2.14, 2.3, 2.65, 2.92, 3.5], [1, 0.55, 0.4, 0.3, 0.3, 0.22, 0.15]).enumerated()
      .map { index, mode in
        Mode(
          frequency: frequency * mode.0, amplitude: mode.1 * (index == 0 ? 1 : bright),
          ring: ring / (1 + 0.45 * Double(index)), glide: glide)
      }
  }

  private var skin: Recipe {
    switch self {
    case .bass:
      (
        -0.7, 0.4, 16_000, [Mode(frequency: 52, amplitude: 1, ring: 0.5, glide: 1.6)],
        [Burst(frequency: 2500, amplitude: 0.25, ring: 0.03)]
      )
    case .snare:
      (
        -1, 0.3, 30_000, Self.membrane(185, ring: 0.25, glide: 0.15, bright: 0.8),
        [Burst(shape: .high, frequency: 1800, amplitude: 0.75, ring: 0.26)]
      )
    case .tom:
      (
        -1.5, 0.6, 14_000, Self.membrane(110, ring: 0.8, glide: 0.25, bright: 0.5),
        [Burst(frequency: 1200, amplitude: 0.3, ring: 0.04)]
      )
    case .conga:
      (
        -2, 0.45, 18_000, Self.membrane(215, ring: 0.6, glide: 0.06, bright: 0.5),
        [Burst(frequency: 1500, amplitude: 0.4, ring: 0.03)]
      )
    case .mutedConga:
      (
        -1, 0.18, 18_000, Self.membrane(260, ring: 0.14, glide: 0.05, bright: 0.7),
        [Burst(frequency: 2200, amplitude: 0.7, ring: 0.04)]
      )
    case .timbale:
      (
        -2, 0.45, 26_000, Self.membrane(330, ring: 0.5, glide: 0.04, bright: 1),
        [Burst(frequency: 4000, amplitude: 0.6, ring: 0.05)]
      )
    case .cuica:
      (
        -3, 0.3, 20_000,
        [
          Mode(frequency: 420, amplitude: 1, ring: 0.5, glide: 0.5),
          Mode(frequency: 840, amplitude: 0.5, ring: 0.4, glide: 0.5),
          Mode(frequency: 1260, amplitude: 0.3, ring: 0.3, glide: 0.5),
        ], [Burst(frequency: 1500, amplitude: 0.2, ring: 0.2)]
      )
    case .pressedBodhran:
      (
        -1.5, 0.3, 18_000, Self.membrane(142, ring: 0.3, glide: 0.3, bright: 0.7),
        [
          Burst(frequency: 1900, amplitude: 0.5, ring: 0.035),
          Burst(frequency: 600, amplitude: 0.4, ring: 0.08),
        ]
      )
    default:
      // The bodhrán: a wide goatskin, open behind, and a tipper of wood.
      (
        -0.7, 0.55, 16_000, Self.membrane(84, ring: 0.75, glide: 0.22, bright: 0.6),
        [
          Burst(frequency: 1600, amplitude: 0.35, ring: 0.03),
          Burst(frequency: 380, amplitude: 0.5, ring: 0.12),
        ]
      )
    }
  }

  /// Metal that rings in many modes which fit no scale.
  private static func plate(_ frequencies: [Double], ring: Double) -> [StrokeSynthesis.Mode] {
    frequencies.enumerated().map { index, frequency in
      Mode(
        frequency: frequency, amplitude: 1 / (1 + 0.25 * Double(index)),
        ring: ring / (1 + 0.12 * Double(index)))
    }
  }

  private static let hatModes = [3120.0, 4170, 5430, 6340, 7290, 8450, 9370, 10_530, 11_710]
  private static let cymbalModes = [
    410.0, 623, 987, 1433, 1861, 2417, 3119, 3923, 4691, 5557, 6469, 7433, 8527, 9661,
  ]

  private var metal: Recipe {
    let hiss = { (amplitude: Double, ring: Double) in
      [Burst(shape: .high, frequency: 6500, amplitude: amplitude, ring: ring)]
    }
    return switch self {
    case .closedHat: (-4, 0.12, 30_000, Self.plate(Self.hatModes, ring: 0.1), hiss(3, 0.09))
    case .openHat: (-4, 0.4, 30_000, Self.plate(Self.hatModes, ring: 0.6), hiss(3, 0.6))
    case .crash: (-3, 0.8, 24_000, Self.plate(Self.cymbalModes, ring: 1.6), hiss(5, 1.4))
    case .ride: (-4, 0.6, 24_000, Self.plate(Self.cymbalModes, ring: 1.4), hiss(1.5, 0.5))
    case .rideBell:
      (-4, 0.4, 24_000, Self.plate([830, 1670, 2550, 3470, 4630, 6120], ring: 1), [])
    case .tambourine:
      (-4, 0.22, 30_000, Self.plate(Self.hatModes, ring: 0.2), hiss(4, 0.18))
    case .cowbell: (-3, 0.3, 22_000, Self.plate([562, 845, 1520, 2330], ring: 0.3), [])
    case .agogo: (-4, 0.35, 22_000, Self.plate([660, 977, 1762, 2706], ring: 0.5), [])
    case .shortTriangle:
      (-2, 0.12, 28_000, Self.plate([1620, 4110, 6540, 9120, 11_300], ring: 0.12), [])
    default: (-2, 0.5, 28_000, Self.plate([1620, 4110, 6540, 9120, 11_300], ring: 1.4), [])
    }
  }

  /// Rattles, scrapes and hard wood.
  private var wood: Recipe {
    switch self {
    case .rim, .bodhranRim:
      (
        -2, 0.08, 26_000,
        [
          Mode(frequency: self == .rim ? 1700 : 1150, amplitude: 1, ring: 0.05),
          Mode(frequency: self == .rim ? 2750 : 2230, amplitude: 0.6, ring: 0.03),
        ], [Burst(frequency: 3500, amplitude: 0.8, ring: 0.02)]
      )
    case .clap:
      (
        -2, 0.22, 26_000, [],
        [0, 0.011, 0.022].map {
          Burst(frequency: 1300, amplitude: 1, ring: 0.03, delay: $0)
        } + [Burst(frequency: 1300, amplitude: 0.9, ring: 0.2, delay: 0.033)]
      )
    case .vibraslap:
      (
        -4, 0.5, 22_000, [],
        (0..<13).map {
          Burst(
            frequency: 2800, resonance: 3, amplitude: 1 - 0.05 * Double($0), ring: 0.03,
            delay: 0.035 * Double($0))
        }
      )
    case .cabasa:
      (
        -3, 0.12, 30_000, [],
        [Burst(shape: .high, frequency: 5000, amplitude: 1, ring: 0.1, attack: 0.01)]
      )
    case .maraca:
      (
        -2.5, 0.09, 30_000, [],
        [Burst(shape: .high, frequency: 4500, amplitude: 1, ring: 0.07, attack: 0.004)]
      )
    case .longGuiro:
      (
        -4, 0.35, 22_000, [],
        (0..<22).map {
          Burst(frequency: 3200, resonance: 2, amplitude: 1, ring: 0.012, delay: 0.014 * Double($0))
        }
      )
    case .claves: (-4, 0.12, 24_000, [Mode(frequency: 2480, amplitude: 1, ring: 0.12)], [])
    case .woodBlock:
      (
        -3, 0.14, 22_000,
        [
          Mode(frequency: 930, amplitude: 1, ring: 0.1),
          Mode(frequency: 1480, amplitude: 0.5, ring: 0.06),
        ], [Burst(frequency: 2000, amplitude: 0.3, ring: 0.015)]
      )
    case .scratch:
      (
        -4, 0.15, 24_000, [],
        [Burst(frequency: 2200, resonance: 2, amplitude: 1, ring: 0.3, attack: 0.03)]
      )
    default:
      (
        -4, 0.06, 26_000, [Mode(frequency: 2100, amplitude: 1, ring: 0.04)],
        [Burst(frequency: 4000, amplitude: 1, ring: 0.02)]
      )
    }
  }
}
