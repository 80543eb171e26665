#!/usr/bin/env python3
"""Looks for copied runs of notes, by comparing each window of each tune with a corpus. No index, no Lilt.

    copies.py --corpus CORPUS.abc --bars 4 TUNES...

A run is copied if the corpus has notes with the same intervals and the same times between onsets, repeats
played in both. It is too long if its last note starts the given number of full measures, or more, after its
first. Times are exact fractions. Exit 1 if a tune has such a run, 2 if there is no tune.
"""

import argparse
import sys

from melodies import measure, melody, read_tunes, steps


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("tunes", nargs="+")
    parser.add_argument("--corpus", nargs="+", required=True)
    parser.add_argument("--bars", type=int, default=4)
    options = parser.parse_args()
    codes = {}

    def encode(pairs):
        return "".join(chr(codes.setdefault(pair, len(codes) + 1)) for pair in pairs)

    corpus = "\0".join(encode(steps(melody(tune))) for tune in read_tunes(options.corpus))
    tunes = read_tunes(options.tunes)
    found = 0
    for tune in tunes:
        notes = melody(tune)
        text = encode(steps(notes))
        limit = options.bars * measure(tune)
        run = first_copy(notes, text, limit, corpus)
        if run is not None:
            found += 1
            print(f"{tune.title or tune.number}: notes {run[0] + 1} to {run[1] + 1} are copied")
    print(f"{len(tunes)} tunes, {found} with a copied run of {options.bars} bars or more")
    return 2 if not tunes else 1 if found else 0


def first_copy(notes, text, limit, corpus):
    """The first window of notes, just long enough, that the corpus has; `None` without one."""
    last = 0
    for first in range(len(notes)):
        while last < len(notes) and notes[last][0] - notes[first][0] < limit:
            last += 1
        if last == len(notes):
            return None
        if text[first:last] in corpus:
            return first, last
    return None


if __name__ == "__main__":
    sys.exit(main())
