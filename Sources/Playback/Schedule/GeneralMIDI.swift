/// The instruments of General MIDI.
///
/// Source: General MIDI System Level 1, table 2.
public enum GeneralMIDI {
  /// The usual name of a program, 0...127; `program 7` style for any other number.
  public static func name(ofProgram program: Int) -> String {
    names.indices.contains(program) ? names[program] : "program \(program)"
  }

  private static let names = """
    piano,bright piano,electric grand,honky-tonk,electric piano 1,electric piano 2,harpsichord,\
    clavinet,celesta,glockenspiel,music box,vibraphone,marimba,xylophone,tubular bells,dulcimer,\
    drawbar organ,percussive organ,rock organ,church organ,reed organ,accordion,harmonica,\
    concertina,nylon guitar,steel guitar,jazz guitar,clean guitar,muted guitar,overdriven guitar,\
    distorted guitar,guitar harmonics,acoustic bass,finger bass,picked bass,fretless bass,\
    slap bass 1,slap bass 2,synth bass 1,synth bass 2,violin,viola,cello,double bass,\
    tremolo strings,pizzicato strings,harp,timpani,strings 1,strings 2,synth strings 1,\
    synth strings 2,choir,voice,synth voice,orchestra hit,trumpet,trombone,tuba,muted trumpet,\
    french horn,brass,synth brass 1,synth brass 2,soprano sax,alto sax,tenor sax,baritone sax,\
    oboe,english horn,bassoon,clarinet,piccolo,flute,recorder,pan flute,bottle,shakuhachi,\
    whistle,ocarina,square lead,saw lead,calliope,chiff lead,charang,voice lead,fifths lead,\
    bass and lead,new age pad,warm pad,polysynth,choir pad,bowed pad,metallic pad,halo pad,\
    sweep pad,rain,soundtrack,crystal,atmosphere,brightness,goblins,echoes,sci-fi,sitar,banjo,\
    shamisen,koto,kalimba,bagpipe,fiddle,shanai,tinkle bell,agogo,steel drums,woodblock,taiko,\
    melodic tom,synth drum,reverse cymbal,fret noise,breath noise,seashore,bird,telephone,\
    helicopter,applause,gunshot
    """.split(separator: ",").map(String.init)
}
