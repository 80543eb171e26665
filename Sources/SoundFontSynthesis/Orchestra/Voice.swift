/// The instruments with pitch that are synthesised; programs share them.
enum Voice: CaseIterable {
  case piano, tinePiano, harpsichord, dulcimer
  case bell, vibraphone, marimba, tubularBell, steelDrum, agogo, woodBlock, deepDrum, tom
  case drawbars, churchOrgan, accordion, concertina, harmonica
  case nylonGuitar, steelGuitar, electricGuitar, distortedGuitar
  case harp, banjo, pizzicato, koto, sitar
  case acousticBass, electricBass, pluckedBass
  case fiddle, cello, strings, voiceAah, voiceOoh
  case trumpet, trombone, horn, saxophone, oboe, bassoon, clarinet, chanter, drone
  case flute, whistle, recorder, panPipes
  case saw, square, sine, noiseBand

  var recipe: ToneRecipe {
    switch self {
    case .piano: .piano
    case .tinePiano: .tinePiano
    case .harpsichord: .harpsichord
    case .dulcimer: .dulcimer
    case .bell: .bell
    case .vibraphone: .vibraphone
    case .marimba: .marimba
    case .tubularBell: .tubularBell
    case .steelDrum: .steelDrum
    case .agogo: .agogo
    case .woodBlock: .woodBlock
    case .deepDrum: .deepDrum
    case .tom: .tom
    case .drawbars: .drawbars
    case .churchOrgan: .churchOrgan
    case .accordion: .accordion
    case .concertina: .concertina
    case .harmonica: .harmonica
    case .nylonGuitar: .nylonGuitar
    case .steelGuitar: .steelGuitar
    case .electricGuitar: .electricGuitar
    case .distortedGuitar: .distortedGuitar
    case .harp: .harp
    case .banjo: .banjo
    case .pizzicato: .pizzicato
    case .koto: .koto
    case .sitar: .sitar
    case .acousticBass: .acousticBass
    case .electricBass: .electricBass
    case .pluckedBass: .pluckedBass
    case .fiddle: .fiddle
    case .cello: .cello
    case .strings: .strings
    case .voiceAah: .voiceAah
    case .voiceOoh: .voiceOoh
    case .trumpet: .trumpet
    case .trombone: .trombone
    case .horn: .horn
    case .saxophone: .saxophone
    case .oboe: .oboe
    case .bassoon: .bassoon
    case .clarinet: .clarinet
    case .chanter: .chanter
    case .drone: .drone
    case .flute: .flute
    case .whistle: .whistle
    case .recorder: .recorder
    case .panPipes: .panPipes
    case .saw: .saw
    case .square: .square
    case .sine: .sine
    case .noiseBand: .noiseBand
    }
  }
}
