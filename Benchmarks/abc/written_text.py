#!/usr/bin/env python3
"""Gives abc2midi what we write of each tune beside the tune itself: does it play both alike, and has it
nothing to say of ours?

usage: written_text.py [--lilt COMMAND] [--show] FILE.abc ...

The same rules as in compare_with_abc2midi.py take out what abc2midi plays in a way of its own, before
the tune is read. Told are, over all files:

* the tunes that abc2midi plays alike;
* those that it plays otherwise, but as we read them, or as a section of ABC 2.1 has it;
* the others, which are faults: exit 1;
* how many of our texts draw a message of `abc2midi -c` of a kind that the source did not draw.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections import Counter

import compare_with_abc2midi as rules


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--lilt", default="lilt")
    parser.add_argument("--show", action="store_true", help="list the tunes that differ")
    options = parser.parse_args()
    totals, kinds = Counter(), Counter()
    for path in options.files:
        counts = compare(path, options, kinds)
        totals.update(counts)
        print(f"{path}: {told(counts)}", flush=True)
    print(f"all: {told(totals)}")
    for text, count in kinds.most_common():
        print(f"{count:5}  {text}")
    return 1 if totals["otherwise"] else 0


def told(counts):
    return (f"{counts['tunes']} tunes, {counts['alike']} played alike, {counts['as we read it']} as we read "
            f"them, {counts['otherwise']} otherwise; {counts['new messages']} draw a new message")


def compare(path, options, kinds):
    texts = [[line for line in map(rules.plain, tune[1:]) if line is not None]
             for tune in rules.tunes_of(rules.read_text(path))]
    tunes = dict(enumerate(filter(rules.has_music, texts), 1))
    counts = Counter(tunes=len(tunes))
    with tempfile.TemporaryDirectory() as folder:
        played, _ = rules.abc2midi_notes(tunes, folder)
        source, made = os.path.join(folder, "t.abc"), os.path.join(folder, "made.abc")
        subprocess.run([*shlex.split(options.lilt), "convert", source, made], check=True,
                       capture_output=True)
        ours = rules.our_notes(f"{options.lilt} inspect --notes --json", source)
        written = {int(tune[0][2:]): [line for line in map(rules.plain, tune[1:]) if line is not None]
                   for tune in rules.tunes_of(rules.read_text(made))}
        again, _ = rules.abc2midi_notes(written, folder)
        for number, lines in tunes.items():
            notes = again.get(number, [])
            if notes == played.get(number, []):
                counts["alike"] += 1
            elif reason := decided(ours.get(number, []), notes, written[number], folder):
                counts["as we read it"] += 1
                if options.show:
                    print(f"{path}: tune {number}: {reason}")
            else:
                counts["otherwise"] += 1
                print(f"{path}: tune {number}: {rules.difference(ours.get(number, []), notes)}")
            new = messages(written[number], folder) - messages(lines, folder)
            if new:
                counts["new messages"] += 1
                kinds.update(new)
                if options.show:
                    print(f"{path}: tune {number}: {'; '.join(sorted(new))}")
    return counts


def decided(ours, notes, lines, folder):
    """Why abc2midi plays our text otherwise than the source: it reads ours as we do, or, as
    compare_with_abc2midi.py has it, a section of ABC 2.1 decides. None for a fault."""
    if not rules.difference(ours, notes):
        return "as we read it"
    explicit = rules.with_explicit_repeats(lines)
    alone, errors = rules.abc2midi_notes({1: explicit}, folder)
    if not rules.difference(ours, alone.get(1, [])):
        return "as we read it, with repeats written out by 4.8 and 4.9"
    return rules.section(errors.get(1, ""), lines)


def messages(lines, folder):
    """The kinds of what abc2midi says of a tune: its messages without places and numbers."""
    with open(os.path.join(folder, "one.abc"), "w") as file:
        file.write("X:1\n" + "\n".join(lines) + "\n\n")
    run = subprocess.run(["abc2midi", "one.abc", "-c"], cwd=folder, capture_output=True)
    said = run.stdout.decode("latin-1").splitlines()
    return {re.sub(r"\d+", "N", line.split(" : ", 1)[1]) for line in said
            if re.match(r"(Error|Warning) in line", line) and " : " in line}


if __name__ == "__main__":
    sys.exit(main())
