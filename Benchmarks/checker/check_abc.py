#!/usr/bin/env python3
"""Checks that the tunes of ABC files are whole: measures, repeats, endings, tuplets, ties, fields.

    check_abc.py PATH...              one line per fault, then the counts; exit 1 if a tune fails
    check_abc.py --summary PATH...    the counts only
    check_abc.py --json PATH...       one JSON object
    check_abc.py --notes PATH...      the sounding notes of every tune, as JSON

A path is a file or a folder (all `.abc` below it). Standard library only; the text is read by
`abc_text.py`, which shares nothing with Lilt's own parser.

What is checked
---------------
Time is exact: lengths are fractions, tuplets and broken rhythm included; grace notes take no time.

**Playing order.** Measures are checked in the order in which they are played. A section starts at the
tune's start, at a start-repeat, after an end-repeat, and, unless a start-repeat is open, after a double
bar line (`||`, `|]`, `[|`) or a part label; an end-repeat without a start-repeat goes back there
(section 4.8). A section with endings is played once for each number.

**Edges.** An edge is a bar line that ends or starts a repeat, a double bar line, the start of an ending, a
part label, and every jump back. Between two edges every measure has exactly the length of its meter.
At an edge, in playing order:

* a short measure before the edge and the measures after it together give one whole measure; so the
  last measure of a section and the pick-up of every section it goes to (its own when it is repeated,
  the next one, or the rest of an ending) complete each other;
* the tune may start with a short measure: its pick-up;
* the tune ends with a whole measure, or with one that the tune's pick-up, or the pick-up of the
  section it stands in, completes.

A meter that changes at an edge: the joined measures may fill the old meter or the new one. `M:none` is
free. A measure rest `Z4` is four measures. Each overlay (`&`) lasts as long as its measure.

**Repeats.** No start-repeat inside an open one; none left open at the end.
**Endings.** They are numbered from 1 without a gap, each number once; each but the last is closed by an
end-repeat, and the next follows at once; the last, where it is one number, is not (`|1 … :|2 … |]`).
**Ties.** In playing order, the next note, chord or rest starts where the tied note stops and holds the
same pitch.
**Slurs, chords, quotes, graces** are closed; **tuplets** are complete inside their measure.
**Fields.** `X:` (a number), `M:`, `L:` and `K:` are there and known. Other signs are not expected.

Not followed: `D.C.`, `D.S.`, `fine` and `coda`; macros; `+CEG+` chords of ABC 1.6.
"""

import argparse
import json
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

from abc_text import Problem, layer_length, read_book, read_text

MOST_PLAYS = 100


def main():
    options = parse_options()
    files = find_files(options.paths)
    books = [(path, read_book(read_text(path))) for path in files]
    if not any(tunes for _, tunes in books):
        print("no tune found", file=sys.stderr)
        return 2
    if options.notes:
        print_notes(books, not options.written)
        return 0
    return report(books, options)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("paths", nargs="+", help="ABC files, or folders of them")
    parser.add_argument("--json", action="store_true", help="one JSON object with counts and faults")
    parser.add_argument("--summary", action="store_true", help="counts only")
    parser.add_argument("--notes", action="store_true", help="print the sounding notes as JSON")
    parser.add_argument("--written", action="store_true", help="with --notes: do not play repeats")
    parser.add_argument(
        "--ignore", default="", metavar="KINDS",
        help="kinds of fault to leave out, separated by commas: field-L,slur",
    )
    return parser.parse_args()


def find_files(paths):
    files = []
    for path in map(Path, paths):
        if path.is_dir():
            files += sorted(path.rglob("*.abc"))
        elif path.exists():
            files.append(path)
        else:
            sys.exit(f"{path}: no such file or folder")
    return files


# MARK: the report


def report(books, options):
    ignored = set(options.ignore.split(","))
    failing, kinds, faults, count = 0, Counter(), [], 0
    for path, tunes in books:
        for tune in tunes:
            problems = [p for p in check(tune) if p.kind not in ignored]
            count += 1
            failing += bool(problems)
            kinds.update({problem.kind for problem in problems})
            faults += [(path, tune, problem) for problem in problems]
    if options.json:
        print(json.dumps(summary_object(count, failing, kinds, faults), indent=1))
    else:
        if not options.summary:
            for path, tune, problem in faults:
                print(f"{path}:{problem.line}: X:{tune.number} {tune.title}: {problem.text}")
        share = 100 * (count - failing) / count
        print(f"{count} tunes, {count - failing} pass ({share:.1f} %), {failing} fail")
        for kind, tunes in kinds.most_common():
            print(f"  {kind}: {tunes}")
    return 1 if failing else 0


def summary_object(count, failing, kinds, faults):
    return {
        "tunes": count,
        "passed": count - failing,
        "failed": failing,
        "kinds": dict(kinds.most_common()),
        "faults": [
            {"file": str(path), "line": p.line, "tune": tune.number, "title": tune.title,
             "kind": p.kind, "reason": p.text}
            for path, tune, p in faults
        ],
    }


# MARK: the rules


def check(tune):
    """All problems of a tune, in the order of its lines."""
    problems = list(tune.problems)
    for segments in tune.voices.values():
        order = playing_order(tune, segments, problems)
        check_measures(order, problems)
        check_overlays(segments, problems)
        for layer in range(max(len(segment.layers) for segment in segments)):
            sounding_notes(order, layer, problems)
    unique = {(problem.line, problem.text): problem for problem in problems}
    return sorted(unique.values(), key=lambda problem: problem.line)


def playing_order(tune, segments, problems):
    """The segments in the order in which they are played, with the parts of the header's `P:`."""
    if not tune.part_order or not any(segment.part for segment in segments):
        return section_order(segments, problems)
    parts, label = {None: []}, None
    for segment in segments:
        label = segment.part or label
        parts.setdefault(label, []).append(segment)
    order = section_order(parts[None], problems)
    played = {label: section_order(part, problems) for label, part in parts.items() if label}
    for label in tune.part_order:
        if label not in played:
            problems.append(Problem(tune.line, "part", f"part {label} is not there"))
        order += played.get(label, [])
    return order


def section_order(segments, problems):
    return SectionWalk(segments, problems).order if segments else []


class SectionWalk:
    """Follows repeats and endings through segments and notes what is wrong with them."""

    def __init__(self, segments, problems):
        self.segments, self.problems = segments, problems
        self.order = []
        self.start, self.repeat_open = 0, False
        self.endings = []
        for index in range(len(segments)):
            self.visit(index)
        self.finish(segments)

    def fail(self, kind, text, segment):
        self.problems.append(Problem(segment.line, kind, f"measure {segment.number}: {text}"))

    def visit(self, index):
        segment = self.segments[index]
        if index == 0 and segment.before and segment.before.starts:
            self.repeat_open = True
        if segment.part and not self.repeat_open:
            self.close(index)
        if segment.ending:
            self.open_ending(index, segment)
        bar = segment.after
        if bar is None:
            return
        if bar.ends:
            self.end_repeat(index, segment, bar)
        if bar.starts:
            if self.repeat_open and not self.endings:
                self.fail("repeat", "start-repeat after it, inside an open repeat", segment)
            self.close(index + 1)
            self.repeat_open = True
        elif bar.double and (self.endings or not self.repeat_open):
            if not (self.endings and self.ending_follows(index)):
                self.close(index + 1)

    def ending_follows(self, index):
        after = self.segments[index + 1] if index + 1 < len(self.segments) else None
        return after is not None and after.ending and min(after.ending) > 1

    def open_ending(self, index, segment):
        expected = sum(len(numbers) for numbers, _ in self.endings)
        if min(segment.ending) == 1 and self.endings:
            self.fail("ending", "ending 1 before a new section has started", segment)
            self.close(index)
        elif not self.endings and min(segment.ending) != 1:
            self.fail("ending", f"ending {min(segment.ending)} without ending 1", segment)
        elif self.endings:
            before = self.segments[index - 1].after
            if not before.ends:
                self.fail("ending", "the ending before it is not closed by an end-repeat", segment)
            used = {number for numbers, _ in self.endings for number in numbers}
            if used & set(segment.ending):
                self.fail("ending", "an ending's number comes twice", segment)
            elif min(segment.ending) > expected + 1 and not set(range(1, min(segment.ending))) <= used:
                self.fail("ending", f"ending {min(segment.ending)} out of order", segment)
        self.endings.append((segment.ending, index))

    def end_repeat(self, index, segment, bar):
        if not self.endings:
            self.order += self.segments[self.start : index + 1] * min(bar.ends + 1, MOST_PLAYS)
            self.restart(index + 1)
        elif not self.ending_follows(index):
            numbers = self.endings[-1][0]
            if len(self.endings) == 1 and len(numbers) == 1:
                self.fail("ending", "ending 1 without ending 2", segment)
            elif len(numbers) == 1:
                self.fail("ending", f"ending {numbers[0]} is the last, but an end-repeat closes it", segment)
            self.close(index + 1)

    def close(self, end):
        """Adds the section up to a segment, and starts the next there."""
        if not self.endings:
            self.order += self.segments[self.start : end]
        else:
            body = self.segments[self.start : self.endings[0][1]]
            starts = [index for _, index in self.endings] + [end]
            played = {}
            for (numbers, start), stop in zip(self.endings, starts[1:]):
                played.update(dict.fromkeys(numbers, self.segments[start:stop]))
            count = min(max(played), MOST_PLAYS)
            missing = [number for number in range(1, count + 1) if number not in played]
            if missing:
                self.fail("ending", f"ending {missing[0]} is missing", self.segments[starts[0]])
            for number in range(1, count + 1):
                self.order += body + played.get(number, [])
        self.restart(end)

    def restart(self, start):
        self.start, self.repeat_open, self.endings = start, False, []

    def finish(self, segments):
        last = segments[-1]
        if self.repeat_open and not self.endings and self.start < len(segments):
            self.fail("repeat", "repeat left open at the end", last)
        elif last.after and last.after.starts:
            self.fail("repeat", "start-repeat at the end", last)
        if len(self.endings) == 1 and len(self.endings[0][0]) == 1:
            self.fail("ending", "ending 1 without ending 2", last)
        if self.start < len(segments):
            self.close(len(segments))


def is_edge(first, second):
    """Whether measures may be split between two segments that are played one after the other."""
    if first.after is None or first.after is not second.before:
        return True
    bar = first.after
    return bool(bar.ends or bar.starts or bar.double or second.ending or second.part)


def check_measures(order, problems):
    """Checks the lengths of the measures in playing order; see this file's text for the rules."""
    pickup = opening = Fraction(0)
    joined = []

    def fail(segment, text):
        problems.append(Problem(segment.line, "measure", f"measure {segment.number} {text}"))

    for index, segment in enumerate(order):
        following = order[index + 1] if index + 1 < len(order) else None
        length, whole = segment.length, segment.whole
        if joined:
            total = sum((part.length for part in joined), length)
            wholes = {part.whole for part in joined} | {whole}
            if total in wholes or None in wholes:
                joined, pickup = [], length
                continue
            if total < max(wholes) and length < whole and following and is_edge(segment, following):
                joined.append(segment)
                continue
            lengths = " + ".join(str(part.length) for part in joined)
            fail(joined[0], f"lasts {lengths}, and what follows it {length}: together {total}, not {whole}")
            joined = []
            if length < whole:
                continue
        if whole is None or length == whole:
            continue
        if length > whole:
            fail(segment, f"lasts {length}, more than {whole}")
        elif index == 0 and following:
            opening = pickup = length
        elif following is None or is_edge(segment, following):
            joined = [segment]
        else:
            fail(segment, f"lasts {length}, less than {whole}")
    if joined:
        total = sum((part.length for part in joined), Fraction(0))
        if joined[0].whole not in (total + opening, total + pickup):
            fail(joined[0], f"lasts {total}; no pick-up completes it to {joined[0].whole}")


def check_overlays(segments, problems):
    for segment in segments:
        for layer in segment.layers[1:]:
            if layer_length(layer) != segment.length:
                text = f"measure {segment.number}: an overlay lasts {layer_length(layer)}, not {segment.length}"
                problems.append(Problem(segment.line, "overlay", text))


# MARK: the notes


def sounding_notes(order, layer=0, problems=None):
    """The notes of one layer as (onset, duration, pitch, graces), ties merged, in playing order.

    A tie that finds no note of its pitch where it stops is a problem.
    """
    notes, pending, now = [], {}, Fraction(0)

    def drop(line):
        if pending and problems is not None:
            problems.append(Problem(line, "tie", "tie without a following note of the same pitch"))
        pending.clear()

    for segment in order:
        for event in segment.layers[layer] if layer < len(segment.layers) else []:
            onset = now + event.onset
            continued = {}
            graces = [grace.pitch for grace in event.graces]
            for note in event.notes:
                index = pending.pop(note.pitch, None)
                if index is not None and sum(notes[index][:2]) == onset:
                    notes[index][1] += note.duration
                else:
                    if index is not None:
                        pending[note.pitch] = index
                        drop(event.line)
                    index = len(notes)
                    notes.append([onset, note.duration, note.pitch, graces])
                    graces = []  # a chord has them once
                if note.tied:
                    continued[note.pitch] = index
            drop(event.line)
            pending = continued
        now += segment.length
    if order:
        drop(order[-1].line)
    return notes


def tune_notes(tune, unrolled=True):
    """All notes of a tune, by onset and pitch; `unrolled` plays the repeats."""
    notes = []
    for voice in tune.voices.values():
        order = playing_order(tune, voice, []) if unrolled else voice
        for layer in range(max(len(segment.layers) for segment in voice)):
            notes += sounding_notes(order, layer)
    return sorted(notes, key=lambda note: (note[0], note[2], note[1]))


def print_notes(books, unrolled):
    objects = [
        {
            "file": str(path), "tune": tune.number, "title": tune.title,
            "notes": [
                {"onset": str(onset), "duration": str(duration), "pitch": pitch, "graces": graces}
                for onset, duration, pitch, graces in tune_notes(tune, unrolled)
            ],
        }
        for path, tunes in books
        for tune in tunes
    ]
    print(json.dumps(objects, indent=1))


if __name__ == "__main__":
    sys.exit(main())
