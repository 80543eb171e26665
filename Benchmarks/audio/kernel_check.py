"""Looks at what kernel_play.sh recorded.

    kernel_check.py FOLDER
"""

import itertools
import pathlib
import re
import struct
import sys

from live_soak import track_events
from paced_play import RATE, onsets


def sound(path):
    data = path.read_bytes()[44:]
    return memoryview(data[: len(data) // 4 * 4]).cast("h")


def events(path):
    """(kind, key) of the notes that aseqdump saw, and whether everything was ended."""
    found = []
    for line in path.read_text().splitlines():
        match = re.search(r"Note (on|off)\s+\d+, note (\d+)", line)
        if match:
            found.append((match[1], int(match[2])))
    return found


def hanging(found):
    down = set()
    for kind, key in found:
        (down.add if kind == "on" else down.discard)(key)
    return sorted(down)


def note_ticks(path):
    """The ticks at which notes begin."""
    data = path.read_bytes()
    place, ticks = 14, []
    while place < len(data):
        length = struct.unpack(">I", data[place + 4:place + 8])[0]
        ticks += [tick for tick, (status, _), content in track_events(data[place + 8:place + 8 + length])
                  if status & 0xF0 == 0x90 and content[1]]
        place += 8 + length
    return sorted(ticks)


def main():
    folder = pathlib.Path(sys.argv[1])
    bad = []

    def check(name, holds, detail):
        print(f"{'ok ' if holds else 'BAD'} {name}: {detail}")
        if not holds:
            bad.append(name)

    heard = onsets(sound(folder / "heard.wav"))
    gaps = [abs(b - a - 24_000) / RATE * 1000 for a, b in zip(heard, heard[1:])]
    check("clicks on hw:Loopback", len(heard) == 8,
          f"{len(heard)} of 8, worst interval error {max(gaps, default=0):.1f} ms")
    expected = []
    for n in range(40):
        expected += [("on", 60 + n), ("off", 60 + n)]
    seen = events(folder / "dump.txt")
    check("sequencer", seen == expected,
          f"{len(seen)} note events of {len(expected)} sent, in order")
    starts = note_ticks(folder / "when.mid")
    errors = [abs(tick - starts[0] - 480 * n) / 1.92 for n, tick in enumerate(starts)]
    check("sequencer, when it comes", len(starts) == 40 and max(errors) < 5,
          f"{len(starts)} of 40 notes, at most {max(errors, default=0):.1f} ms off the score")
    stopped = events(folder / "stopped.txt")
    check("sequencer, stopped", stopped.count(("on", 60)) == 1 and not hanging(stopped),
          f"{len(stopped)} events, left on: {hanging(stopped)}")
    # What the killed receiver had on is ended when it comes back, before anything else begins.
    before, after = events(folder / "before.txt"), events(folder / "after.txt")
    ended = {key for kind, key in itertools.takewhile(lambda event: event[0] == "off", after)}
    check("sequencer, killed receiver", hanging(before) and set(hanging(before)) <= ended,
          f"{hanging(before)} were on, {len(ended)} keys ended on its return")
    on = sum(kind == "on" for kind, _ in after)
    check("sequencer, after", on > 10 and not hanging(after),
          f"{on} more notes, left on: {hanging(after)}")
    log = (folder / "log").read_text()
    check("a device in use", "resource busy" in log, "named as busy")
    check("Ctrl-C", "interrupted: exit 130" in log, "exit 130")
    check("reconnection", "went away" in log and "there again" in log, "told twice")
    if "== live" in log:
        exits = re.findall(r"exit (\d+)", log.split("== live")[1])
        answer = [path for path in [folder / "answer.mid"] if path.exists()]
        notes = sum(len(note_ticks(path)) for path in answer)
        check("live", exits == ["0"] and notes > 20, f"exit {exits}, {notes} notes recorded")
    sys.exit(bool(bad))


main()
