/// The definitions of what `lilt judge` reports.
enum JudgeHelp {
  static let text = """
    Everything is measured on the first voice; repeats and endings are played, ties are one note, of
    a chord the highest note counts, graces do not. MIDI is written down first.

    validity   exactMeasures of innerMeasures: those between plain bar lines that are exactly full.
               brokenSeams: a measure that is not full, as played, and the next do not make a full one
               together. unbalancedRepeats, unbalancedEndings: opened twice or never closed.
    scale      lowest, highest: MIDI notes. inKey: the part of the time that notes of the key sound.
               modeFits: no other mode on the same tonic holds more of the time.
    cadence    finalDegree: semitones of the last note above the tonic; 0 is the tonic.
               restfulSections: the part of the sections that end on tonic or fifth.
    form       letters: a letter for each section played; sections that are 85 % alike share one.
               partSimilarity: 1 - edit distance / notes, between sections (TunesFormer, Wu & Sun
               2023). repeatedBars: the part of the written measures that came before.
    texture    entropy1, entropy4: bits of the pitch classes of one and four measures. grooving: 1 -
               the part of 64 places in which the onsets of two measures differ, over all pairs (Wu &
               Yang 2020).
    novelty    A run of notes is shared if the corpus holds as many with the same intervals and the same
               times from onset to onset, in any key. longestRun: from its first onset to its last, in
               bars, with the title of the corpus' first tune that has it. sharedWithNearest: the part
               of the notes in runs of eight or more of that tune. barsSeen: the part of the measures
               whose notes are a shared run. coverageN: the part of the notes in shared runs of N notes
               or more (after Yin et al. 2022).
    verdict    100 points less 50 where validity fails, 10 for each bar of the longest run over four (to
               40), 15 off the tonic, 5 where the mode does not fit, and for each of 13 figures 0 to 2
               by its distance from the middle of the corpus, 6 more outside of 95 % of it.
    overlap    The nine features of mgeval (Yang & Lerch 2020), pitch classes counted from the tonic: the
               area under both the density of the distances within the corpus and that of the distances
               from the corpus to the tunes (corpus), to held-out tunes (human), and of those within the
               held-out tunes and from them to the tunes (heldOut). Up to 500 tunes of each.

    The corpus' own figures are those of up to 1000 of its tunes, and of as many held out of it.

    JSON: {"tunes": [{"file", "number", "title", "meter", "key", "rhythm", "validity", "scale",
    "cadence", "form", "texture", "novelty", "verdict"}], "summary": {…}, "corpus": {…}, "heldOut": {…},
    "overlap": [{"feature", "corpus", "heldOut", "human"}]}; shares are 0 to 1, bars count from 1.
    """
}
