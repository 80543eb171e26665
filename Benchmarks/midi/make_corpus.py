#!/usr/bin/env python3
"""A large corpus of small files, made by copying and perturbing real ones.

    make_corpus.py SOURCE FOLDER [COUNT]

SOURCE is any folder of MIDI and ABC files; COUNT files (100,000) come into FOLDER, a thousand to a
subfolder, the same for the same source: of 100, 70 MIDI files with notes moved, left out and
transposed, 8 exact copies of MIDI files, 20 single ABC tunes with notes changed, 2 that are cut
short or no music at all. Needs symusic.
"""
import pathlib
import random
import sys

import symusic


def quantity(number):
    groups = [number & 0x7F]
    while number > 0x7F:
        number >>= 7
        groups.append(number & 0x7F | 0x80)
    return bytes(reversed(groups))


def midi(notes, ticks_per_quarter):
    """A format-0 file of (onset, end, pitch, velocity, channel)."""
    events = []
    for start, end, pitch, velocity, channel in notes:
        events.append((start, 1, bytes((0x90 | channel, pitch, velocity))))
        events.append((max(end, start + 1), 0, bytes((0x80 | channel, pitch, 64))))
    events.sort()
    body, now = [], 0
    for tick, _, message in events:
        body.append(quantity(tick - now) + message)
        now = tick
    track = b"".join(body) + b"\x00\xff\x2f\x00"
    return (b"MThd\x00\x00\x00\x06\x00\x00\x00\x01" + ticks_per_quarter.to_bytes(2, "big")
            + b"MTrk" + len(track).to_bytes(4, "big") + track)


def perturbed(notes, chance):
    shift = chance.randint(-5, 6)
    kept = [n for n in notes if chance.random() > 0.02] or notes
    return [(s, e, p if c == 9 else min(max(p + shift, 0), 127), v, c) for s, e, p, v, c in kept]


def read_midi(source):
    files = []
    for path in sorted(source.rglob("*.mid")):
        data = path.read_bytes()
        if not 100 < len(data) < 6000:
            continue
        try:
            score = symusic.Score.from_midi(data)
        except Exception:
            continue
        notes, channel = [], 0
        for track in score.tracks:
            own = 9 if track.is_drum else channel % 9
            channel += not track.is_drum
            notes += [(n.time, n.end, n.pitch, max(n.velocity, 1), own) for n in track.notes]
        if notes:
            files.append((data, notes[:400], score.ticks_per_quarter))
    return files


def read_tunes(source):
    tunes = []
    for path in sorted(source.rglob("*.abc")):
        tunes += [t for t in path.read_text(errors="replace").split("\n\n") if "\nK:" in t]
    return tunes


def changed(tune, chance):
    """The tune with some of its notes a step higher or lower."""
    head, _, body = tune.partition("\nK:")
    key, _, music = body.partition("\n")
    letters = list(music)
    places = [i for i, c in enumerate(letters) if c in "ABCDEFG"]
    for place in chance.sample(places, min(len(places), 1 + len(places) // 40)):
        letters[place] = chance.choice("ABCDEFG")
    return f"{head}\nK:{key}\n{''.join(letters)}\n"


def main(source, folder, count=100_000):
    source, folder, chance = pathlib.Path(source), pathlib.Path(folder), random.Random(1)
    files, tunes = read_midi(source), read_tunes(source)
    for index in range(int(count)):
        kind = index % 100
        data, notes, ticks = chance.choice(files)
        ending = "mid"
        if kind < 70:
            data = midi(perturbed(notes, chance), ticks)
        elif kind >= 98:
            data = data[:chance.randrange(14)] if kind == 98 else chance.randbytes(200)
        elif kind >= 78:
            data, ending = changed(chance.choice(tunes), chance).encode(), "abc"
        place = folder / f"{index // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{index:06}.{ending}").write_bytes(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
