#!/usr/bin/env python3
"""Speed of reading and writing MIDI files: Lilt, symusic, mido and pretty_midi, interleaved.

    speed.py DRIVER FOLDER [ROUNDS]

All in process, on one core, the files in memory (mido and pretty_midi read them from memory too).
"notes" is bytes to notes with seconds. mido and pretty_midi read every 50th file, being slow.
The least time of the rounds counts.
"""
import io
import json
import os
import pathlib
import subprocess
import sys
import time
import warnings

import mido
import pretty_midi
import symusic


def timed(work, items):
    start, notes, files, size = time.perf_counter(), 0, 0, 0
    for item in items:
        try:
            notes += work(item)
        except Exception:
            continue
        files, size = files + 1, size + len(item)
    return time.perf_counter() - start, files, size, notes


def symusic_notes(data):
    score = symusic.Score.from_midi(data).to("second")
    return sum(len(track.notes) for track in score.tracks)


def mido_notes(data):
    count = 0
    for message in mido.MidiFile(file=io.BytesIO(data), clip=True):
        count += message.type == "note_on" and message.velocity > 0
    return count


def pretty_midi_notes(data):
    return sum(len(i.notes) for i in pretty_midi.PrettyMIDI(io.BytesIO(data)).instruments)


def main(driver, folder, rounds=5):
    warnings.simplefilter("ignore")
    os.sched_setaffinity(0, {0})
    paths = [str(p) for p in sorted(pathlib.Path(folder).rglob("*"))
             if p.suffix.lower() in (".mid", ".midi", ".rmi")]
    data = [pathlib.Path(path).read_bytes() for path in paths]
    results = {}

    def keep(name, result):
        if name not in results or result[0] < results[name][0]:
            results[name] = result

    scores = []
    for item in data:
        try:
            scores.append(symusic.Score.from_midi(item))
        except Exception:
            continue
    for number in range(rounds):
        run = json.loads(subprocess.run(
            [driver, "time", "-"], input="\n".join(paths), capture_output=True, text=True).stdout)
        whole = (len(paths), run["bytes"], run["notes"])
        keep("Lilt, events", (run["events_s"], *whole))
        keep("Lilt, notes", (run["notes_s"], *whole))
        keep("Lilt, performances", (run["performances_s"], *whole))
        keep("Lilt, writing", (run["writing_s"], run["files"], run["written"], run["notes"]))
        keep("symusic, notes", timed(symusic_notes, data))
        start, size = time.perf_counter(), 0
        for score in scores:
            size += len(score.dumps_midi())
        keep("symusic, writing", (time.perf_counter() - start, len(scores), size, 0))
        if number == 0:
            keep("mido, notes", timed(mido_notes, data[::50]))
            keep("pretty_midi, notes", timed(pretty_midi_notes, data[::50]))
    print(f"{'':20} {'files':>6} {'seconds':>9} {'files/s':>9} {'MB/s':>8} {'M notes/s':>9}")
    for name, (seconds, files, size, notes) in results.items():
        print(f"{name:20} {files:6} {seconds:9.4f} {files / seconds:9.0f} "
              f"{size / seconds / 1e6:8.2f} {notes / seconds / 1e6:9.3f}")


main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
