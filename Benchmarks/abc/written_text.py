#!/usr/bin/env python3
"""Gives abc2midi what we write of each tune beside the tune itself: does it play both alike, and has it
nothing to say of ours?

usage: written_text.py [--lilt COMMAND] [--show] FILE.abc ...

The same rules as in compare_with_abc2midi.py take out what abc2midi plays in a way of its own, before
the tune is read. Told are, over all files:

* the tunes that abc2midi plays alike;
* those that it plays otherwise, but as we read them, or as a section of ABC 2.1 has it;
* the others, which are faults: exit 1;
* our texts that draw a message of `abc2midi -c` of a kind that the source did not draw, and the
  section of ABC 2.1 by which the text is right. A measure's length is the source's, where abc2midi
  reports an error in the source, and so reads other measures there, or where we warn of its measures.
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

# What abc2midi says of text that is right, and the section that has it so.
RIGHT = [
    (r"replacing \|:|found ::|Assuming repeat|Expected end repeat|Missing :\|", "4.8: a repeat without |:"),
    ("Different length notes in tuple", "4.13: a tuplet counts notes, not time"),
    ("Chord already finished", "4.17: a decoration in a chord"),
    ("Part defined more than once|quarter notes long", "7: a part that each voice names"),
    ("instruction !", "4.14: a decoration by a name of the source's own"),
]


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
            before, _ = messages(lines, folder)
            for text in messages(written[number], folder)[0] - before:
                reason = right(text, lines, folder, options.lilt)
                kinds[f"{text}: {reason or 'FAULT'}"] += 1
                counts["new messages"] += 1
                counts["otherwise"] += not reason
                if options.show or not reason:
                    print(f"{path}: tune {number}: {text}: {reason or 'FAULT'}")
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


def right(message, lines, folder, lilt):
    """Why a text that draws a message is right, or None."""
    for words, reason in RIGHT:
        if re.search(words, message):
            return reason
    if "time units" not in message:
        return None
    _, has_error = messages(lines, folder)
    if has_error:
        return "the source's measure, which abc2midi misread there"
    check = subprocess.run([*shlex.split(lilt), "corpus", "check", os.path.join(folder, "one.abc")],
                           capture_output=True, text=True)
    return "the source's measure" if "-measure]" in check.stderr + check.stdout else None


def messages(lines, folder):
    """The kinds of what abc2midi says of a tune, its messages without places and numbers; and whether it
    reports an error."""
    with open(os.path.join(folder, "one.abc"), "w") as file:
        file.write("X:1\n" + "\n".join(lines) + "\n\n")
    run = subprocess.run(["abc2midi", "one.abc", "-c"], cwd=folder, capture_output=True)
    said = run.stdout.decode("latin-1").splitlines()
    found = [line for line in said if re.match(r"(Error|Warning) in line", line) and " : " in line]
    return ({re.sub(r"\d+", "N", line.split(" : ", 1)[1]).strip() for line in found},
            any(line.startswith("Error") for line in found))


if __name__ == "__main__":
    sys.exit(main())
