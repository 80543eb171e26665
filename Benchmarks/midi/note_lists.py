#!/usr/bin/env python3
"""Note lists of MIDI files as mido reads them, paired first in, first out, in ticks.

    note_lists.py FILE...            one line a file: path, then onset:duration:pitch:velocity:channel
    note_lists.py --digests FOLDER   one line a file: path in the folder, number of notes, digest
    note_lists.py --compare DRIVER FILE...     compares them, and symusic's, with our driver's

A note that never ends closes at the end of its track, as in Lilt. symusic drops such notes and
has no channels; its lists are compared without both. mido reads with clip=True.
"""
import collections
import pathlib
import subprocess
import sys
import warnings

import mido


def mido_notes(path):
    file = mido.MidiFile(path, clip=True)
    notes, unended = [], []
    for track in file.tracks:
        tick, sounding = 0, collections.defaultdict(collections.deque)
        for message in track:
            tick += message.time
            if message.type not in ("note_on", "note_off"):
                continue
            key = (message.channel, message.note)
            if message.type == "note_on" and message.velocity > 0:
                sounding[key].append((tick, message.velocity))
            elif sounding[key]:
                start, velocity = sounding[key].popleft()
                notes.append((start, tick - start, message.note, velocity, message.channel))
        for (channel, note), starts in sounding.items():
            for start, velocity in starts:
                unended.append((start, tick - start, note, velocity, channel))
    return sorted(notes + unended), sorted(notes)


def symusic_notes(path):
    import symusic

    score = symusic.Score(path)
    return sorted((n.time, n.duration, n.pitch, n.velocity) for t in score.tracks for n in t.notes)


def attempt(read, path):
    try:
        return read(path)
    except Exception:  # a peer that refuses a file is a result, not a failure
        return None


def ours(driver, paths):
    run = subprocess.run(
        [driver, "notes", "-"], input="\n".join(paths), capture_output=True, text=True, check=True)
    lists = {}
    for line in run.stdout.splitlines():
        head, _, notes = line.partition("\t")
        path, _, state = head.rpartition(" ")
        lists[path] = (state, None if state == "ERROR" else sorted(
            tuple(map(int, note.split(":"))) for note in notes.split()))
    return lists


def compare(driver, paths):
    lists = ours(driver, paths)
    count = collections.Counter()
    for path in paths:
        state, mine = lists[path]
        count["files"] += 1
        count["written back byte for byte"] += state == "SAME"
        count["written back event for event"] += state in ("SAME", "EVENTS")
        if mine is not None and mine:
            count["ours gives notes"] += 1
        both = attempt(mido_notes, path)
        theirs = attempt(symusic_notes, path)
        if both:
            count["mido gives notes"] += bool(both[0])
            equal = mine == both[0]
            count["equal to mido"] += equal
            count["mido reads"] += 1
        if theirs is not None:
            count["symusic reads"] += 1
            count["symusic gives notes"] += bool(theirs)
            plain = None if mine is None else sorted(n[:4] for n in mine)
            ended = sorted(n[:4] for n in both[1]) if both else plain
            same = plain == theirs or ended == theirs
            count["equal to symusic"] += same
        if (both and not equal) and not (theirs is not None and same):
            extra = len(set(mine or []) - set(both[0])), len(set(both[0]) - set(mine or []))
            print("differs from mido", extra, path)
        elif not both and theirs is not None and not same:
            print("differs from symusic", len(mine or []), len(theirs), path)
    for name, value in sorted(count.items()):
        print(f"{value:6} {name}")


def digest(notes):
    """64-bit FNV-1a of the list as text."""
    value = 0xCBF29CE484222325
    for byte in " ".join(":".join(map(str, note)) for note in notes).encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def print_digests(folder):
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.suffix.lower() in (".mid", ".midi", ".rmi"):
            notes = attempt(mido_notes, str(path))
            if notes is not None:
                print(path.relative_to(folder), len(notes[0]), digest(notes[0]), sep="\t")


def main(arguments):
    warnings.simplefilter("ignore")
    if arguments[:1] == ["--compare"]:
        driver, paths = arguments[1], arguments[2:]
        if paths == ["-"]:
            paths = sys.stdin.read().split("\n")[:-1]
        compare(driver, paths)
        return
    if arguments[:1] == ["--digests"]:
        print_digests(arguments[1])
        return
    for path in arguments:
        notes = attempt(mido_notes, path)
        if notes is not None:
            print(path, " ".join(":".join(map(str, note)) for note in notes[0]), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
