#!/usr/bin/env python3
"""How many damaged MIDI files still give the notes outside the damage.

    mutations.py DRIVER FOLDER [COUNT]      (default 2000)

Each case damages one valid file at one place by a seeded choice: one to four bytes changed, up to
eight removed or inserted, up to 32 overwritten, the end cut off, a length changed. A reader passes
when of the notes (pitch, velocity, channel; times may shift) whose bytes lie outside the damage no
more than four, and one for each damaged byte, are missing.
"""
import collections
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

import note_lists


def damage(data, generator):
    """Returns the kind, the damaged bytes, the first place, bytes damaged, and where it is cut."""
    place = generator.randrange(4, len(data))
    kind = generator.choice(["change", "remove", "insert", "overwrite", "cut", "length"])
    out = bytearray(data)
    if kind == "change":
        size = generator.randint(1, 4)
        for index in range(place, min(place + size, len(out))):
            out[index] = generator.randrange(256)
    elif kind == "remove":
        size = generator.randint(1, 8)
        del out[place:place + size]
    elif kind == "insert":
        size = generator.randint(1, 8)
        out[place:place] = bytes(generator.randrange(256) for _ in range(size))
    elif kind == "overwrite":
        size = generator.randint(1, 32)
        for index in range(place, min(place + size, len(out))):
            out[index] = generator.randrange(256)
    elif kind == "cut":
        size = 0
        del out[place:]
    else:
        size = 0
        tracks = [i for i in range(len(out) - 8) if out[i:i + 4] == b"MTrk"]
        index = generator.choice(tracks) + 4 + generator.randrange(4)
        out[index] ^= 1 << generator.randrange(8)
    return kind, bytes(out), size, place / len(data) if kind == "cut" else 1


def names(notes):
    return collections.Counter((note[2], note[3], note[4]) for note in notes)


def passes(found, before, size, kept):
    if found is None:
        return False
    lost = sum((before - found).values())
    total = sum(before.values())
    return lost <= 4 + size + (total * (1 - kept) * 1.5 + 8 if kept < 1 else 0)


def main(driver, folder, count=2000):
    warnings.simplefilter("ignore")
    sources = []
    for path in sorted(pathlib.Path(folder).rglob("*.mid")):
        if path.stat().st_size < 40_000 and "invalid" not in str(path):
            notes = note_lists.attempt(note_lists.mido_notes, str(path))
            if notes and len(notes[0]) >= 8:
                sources.append((path.read_bytes(), names(notes[0])))
    generator = random.Random(1)
    cases = []
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(count):
            data, before = generator.choice(sources)
            kind, data, size, kept = damage(data, generator)
            path = f"{scratch}/{number:05}.mid"
            pathlib.Path(path).write_bytes(data)
            cases.append((path, kind, before, size, kept))
        lists = note_lists.ours(driver, [case[0] for case in cases])
        results = collections.Counter()
        for path, kind, before, size, kept in cases:
            mine = lists[path][1]
            theirs = note_lists.attempt(note_lists.mido_notes, path)
            results["total", kind] += 1
            results["Lilt", kind] += passes(
                None if mine is None else names(mine), before, size, kept)
            results["mido", kind] += passes(
                theirs and names(theirs[0]), before, size, kept)
            symusic = note_lists.attempt(note_lists.symusic_notes, path)
            plain = collections.Counter()
            for (pitch, velocity, _), number in before.items():
                plain[pitch, velocity] += number
            results["symusic", kind] += passes(
                None if symusic is None else collections.Counter(n[2:4] for n in symusic),
                plain, size, kept)
    kinds = sorted({kind for _, kind in results})
    print(f"{'':10}" + "".join(f"{kind:>11}" for kind in kinds) + f"{'all':>11}")
    for name in ("total", "Lilt", "symusic", "mido"):
        row = [results[name, kind] for kind in kinds]
        print(f"{name:10}" + "".join(f"{value:11}" for value in row + [sum(row)]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
