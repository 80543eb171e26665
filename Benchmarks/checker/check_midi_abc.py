#!/usr/bin/env python3
"""Checks that MIDI files hold the notes of the ABC tunes beside them. Needs `mido`.

    check_midi_abc.py FOLDER...      every pair NAME.abc and NAME.mid below the folders

An ABC file stands for its first tune. Its notes are taken in playing order (repeats and endings played,
ties merged) by `check_abc.py`; the MIDI file must hold as many, each with the same pitch, onset and
duration in whole notes, to a tick at either end (a septuplet falls between ticks). Two notes of one
pitch at one time may come in any order. Percussion (channel 10) is not compared.

Where the tune has grace notes, a player may take their time from either neighbour: then the number of
notes and the pitches are compared, each grace note being one note.

Exit 1 if a pair differs or a partner is missing, 2 if there is no pair.
"""

import argparse
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

from abc_text import read_book, read_text
from check_abc import tune_notes

PERCUSSION = 9


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--summary", action="store_true", help="counts only")
    options = parser.parse_args()
    tunes = [path for folder in options.folders for path in sorted(folder.rglob("*.abc"))]
    lonely = [path for path in tunes if not path.with_suffix(".mid").exists()]
    faults = [(path, "no MIDI file beside it") for path in lonely]
    pairs = [path for path in tunes if path not in set(lonely)]
    total = 0
    for path in pairs:
        fault, count = compare(path, path.with_suffix(".mid"))
        total += count
        if fault:
            faults.append((path, fault))
    if not options.summary:
        for path, fault in faults:
            print(f"{path}: {fault}")
    print(f"{len(pairs)} pairs, {total} notes, {len(pairs) + len(lonely) - len(faults)} agree, {len(faults)} differ")
    return 2 if not pairs else 1 if faults else 0


def compare(abc_path, midi_path):
    """What differs, or `None`, and the number of notes of the ABC."""
    book = read_book(read_text(abc_path))
    if not book:
        return "no tune", 0
    written = tune_notes(book[0])
    graces = sum(len(note[3]) for note in written)
    try:
        played, tick = midi_notes(midi_path)
    except Exception as error:  # mido raises many kinds; each means that the file does not load
        return f"the MIDI file does not load: {error}", len(written)
    expected = len(written) + graces
    if len(played) != expected:
        return f"{len(played)} MIDI notes, {expected} in the ABC", expected
    fault = compare_pitches(written, played) if graces else compare_notes(written, played, tick)
    return fault, expected


def compare_pitches(written, played):
    pitches = Counter(note[2] for note in written)
    pitches.update(pitch for note in written for pitch in note[3])
    wrong = pitches - Counter(note[2] for note in played)
    return f"pitches {sorted(wrong)} are missing" if wrong else None


def compare_notes(written, played, tick):
    def fits(note, other):
        return (
            note[2] == other[2]
            and abs(note[0] - other[0]) <= tick
            and abs(note[0] + note[1] - other[0] - other[1]) <= tick
        )

    left = defaultdict(list)
    for note in played:
        left[note[2]].append(note)
    for note in written:
        found = next((other for other in left[note[2]] if fits(note, other)), None)
        if found is None:
            return f"no MIDI note of pitch {note[2]} at {note[0]} for {note[1]}"
        left[note[2]].remove(found)
    return None


def midi_notes(path):
    """The notes of a MIDI file as (onset, duration, pitch) in whole notes, and the length of a tick."""
    import mido

    file = mido.MidiFile(path)
    tick = Fraction(1, 4 * file.ticks_per_beat)
    notes = []
    for track in file.tracks:
        now, sounding = 0, defaultdict(list)
        for message in track:
            now += message.time
            if message.type not in ("note_on", "note_off") or message.channel == PERCUSSION:
                continue
            key = (message.channel, message.note)
            if message.type == "note_on" and message.velocity:
                sounding[key].append(now)
            elif sounding[key]:
                onset = sounding[key].pop(0)
                notes.append((onset * tick, (now - onset) * tick, message.note))
        hanging = sum(map(len, sounding.values()))
        if hanging:
            raise ValueError(f"{hanging} notes without an end")
    return sorted(notes), tick


if __name__ == "__main__":
    sys.exit(main())
