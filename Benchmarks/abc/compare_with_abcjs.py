#!/usr/bin/env python3
"""Compares what we play with event lists of abcjs (its own tests' expectations).

usage: compare_with_abcjs.py [--reader COMMAND] FOLDER

FOLDER holds NAME.json files with "abc", "options" and "expected" tracks of events. Pitch, start and
written duration have to agree; chords and bass are compared too, unless the options turn them off.
Grace notes are given back to the note that they shorten: ABC 2.1, section 4.12, leaves their length
to the program. Exit 1 where a list differs that no section explains.
"""

import argparse, json, re, subprocess, sys, tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

# What ABC 2.1 leaves to the program, or does not know.
EXCEPTIONS = {
    "Decoration": "4.14: how decorations sound is left to the program; not played out",
    "TrillTest": "4.14: how decorations sound is left to the program; not played out",
    "PercMapHighC": "11: %%percmap is no directive of the standard; kept, not played",
    "Snare": "11: %%MIDI drummap is no directive of the standard; kept, not played",
}


def expected(tracks):
    notes = Counter()
    for track in tracks:
        taken = None
        for event in track:
            if event["cmd"] != "note":
                continue
            start, end = event["start"], event["start"] + event["duration"]
            if event.get("style") == "grace":
                taken = start if taken is None else taken
                continue
            if taken is not None and start - taken < 0.5:
                start = taken
            taken = None
            notes[int(event["pitch"]), round(start, 3), round(end - start, 3)] += 1
    return notes


def ours(command, text, accompanied):
    with tempfile.NamedTemporaryFile("w", suffix=".abc") as file:
        file.write(re.sub(r"\{[^}]*\}", "", text))
        file.flush()
        options = ["--accompaniment"] if accompanied else []
        out = subprocess.run(command.split() + options + [file.name], capture_output=True, text=True)
    lists = [json.loads(line)["notes"] for line in out.stdout.splitlines()]
    return Counter((n["pitch"], round(float(Fraction(n["onset"])), 3),
                    round(float(Fraction(n["duration"])), 3)) for notes in lists for n in notes)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", default="lilt inspect --notes --json")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    met = unexplained = 0
    files = sorted(options.folder.glob("*.json"))
    for path in files:
        entry = json.loads(path.read_text())
        name = re.sub(r"flattener_abc|__.*", "", path.stem)
        want = expected(entry["expected"]["tracks"])
        have = ours(options.reader, entry["abc"], not entry["options"])
        if want == have:
            met += 1
            continue
        reason = EXCEPTIONS.get(name)
        unexplained += reason is None
        count = sum(((want - have) + (have - want)).values())
        print(f"{name}: {count} events differ; {reason or 'not explained'}")
    print(f"{len(files)} lists, {met} met, {len(files) - met - unexplained} exceptions, "
          f"{unexplained} others")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
