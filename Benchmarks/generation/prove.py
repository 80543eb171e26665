#!/usr/bin/env python3
"""Makes thousands of tunes under random wishes and has them checked by programs that are not Lilt.

    prove.py MODEL... [--tunes 10000] [--temperatures 0.5,1,1.5,5] [--lilt lilt] [--keep FOLDER]

Each batch of 50 tunes has a meter, key, form, range, opening, ending and seed of its own, drawn from
`--seed`. Checked are, for every tune:

* `Benchmarks/checker/check_abc.py`: measures, repeats, endings, tuplets, ties, fields;
* `Benchmarks/checker/check_midi_abc.py` (needs `mido`): the .mid holds the notes of the .abc;
* `abc2midi -c` (Debian's `abcmidi`), without `R:`: no error, no complaint about a measure's length;
* that the tune has the meter, key, form and range asked for, ends on the tonic where asked, and
  begins with the opening.

A batch that fails to appear within `--limit` seconds is a time-out. Wishes that contradict each other
(an opening of two bars in a tune of one) are refused with a message, and listed. Exit 1 if anything
failed.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path

CHECKER = Path(__file__).resolve().parent.parent / "checker"
sys.path.insert(0, str(CHECKER))

import check_abc  # noqa: E402
import check_midi_abc  # noqa: E402
from abc_text import read_book, read_text  # noqa: E402

METERS = ["2/4", "3/4", "4/4", "6/8", "9/8", "12/8", "3/8", "2/2", "3/2", "5/4", "7/8", "6/4"]
FORMS = ["AABB", "AABBCC", "ABC", "AB", "AAB", "16+16", "8x2+8x1", "4+4+8", "8x2"]
KEYS = ["C", "G", "D", "A", "F", "Bb", "Am", "Em", "Dm", "Bm", "Edor", "Ador", "Dmix", "Amix", "F#min", "Eb"]
RANGES = ["D4-B5", "G3-B5", "A3-E5", "C4-C6", "C5-F5"]
BATCH = 50
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def main():
    options = parse_options()
    start, totals, bad = time.time(), Counter(), []
    for model in options.models:
        for temperature in options.temperatures.split(","):
            counts = Counter()
            chance = random.Random(f"{options.seed} {temperature}")
            for batch in range(-(-options.tunes // BATCH)):
                folder = options.keep or tempfile.mkdtemp(prefix="prove-")
                place = Path(folder) / f"{Path(model).stem}-{temperature}-{batch}"
                wish = random_wish(chance)
                run_batch(options, model, temperature, batch, wish, place, counts, bad)
                if not options.keep:
                    subprocess.run(["rm", "-r", folder], check=True)
                if batch % 20 == 19:
                    print(f"  T={temperature}: {describe(counts)}", file=sys.stderr)
            print(f"{Path(model).name} T={temperature}: " + describe(counts), flush=True)
            totals += counts
    for line in bad[:40]:
        print(line)
    print(f"in all: {describe(totals)}; {time.time() - start:.0f} s")
    return 1 if totals["tunes"] != totals["pass"] or totals["missing"] else 0


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("models", nargs="+", metavar="MODEL")
    parser.add_argument("--tunes", type=int, default=10000, help="tunes for each model and temperature")
    parser.add_argument("--temperatures", default="0.5,1,1.5,5")
    parser.add_argument("--lilt", default="lilt", help="the program")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--limit", type=int, default=600, help="seconds for 50 tunes")
    parser.add_argument("--keep", help="keep the files in this folder")
    return parser.parse_args()


def describe(counts):
    removed = counts["removed"] / max(1, counts["tunes"]) / 1e4
    faults = ", ".join(f"{number} {name}" for name, number in sorted(counts.items())
                       if name not in ("tunes", "pass", "removed"))
    return (f"{counts['tunes']} tunes, {counts['pass']} pass, "
            f"{removed:.2f} % removed a token" + (f"; {faults}" if faults else ""))


def random_wish(chance):
    """Options of `lilt generate`, and what to look for in the tunes."""
    wish = {}
    if chance.random() < 0.7:
        wish["meter"] = chance.choice(METERS)
    if chance.random() < 0.6:
        wish["key"] = chance.choice(KEYS)
    kind = chance.random()
    if kind < 0.6:
        wish["form"] = chance.choice(FORMS)
    elif kind < 0.8:
        wish["bars"] = str(chance.choice([1, 2, 7, 8, 16, 24, 32]))
    if chance.random() < 0.5:
        wish["range"] = chance.choice(RANGES)
    if chance.random() < 0.3:
        wish["end-on-tonic"] = None
    if "meter" in wish and "key" in wish and wish.get("range") in (None, "D4-B5", "G3-B5") and chance.random() < 0.4:
        wish["prime"] = opening(chance, wish)
    wish["seed"] = str(chance.randrange(2**63))
    return wish


def opening(chance, wish):
    """A measure or two of random notes, with a gap now and then."""
    beats, unit = map(int, wish["meter"].split("/"))
    eighths = Fraction(8 * beats, unit)
    notes, left = [], eighths
    while left > 0:
        length = min(left, chance.choice([1, 1, 1, 2, Fraction(1, 2)]))
        notes.append(chance.choice("DEFGABcdefg*" if length == 1 else "DEFGABcdefg")
                     + ("/" if length == Fraction(1, 2) else "" if length == 1 else str(length)))
        left -= length
    bar = "".join(notes)
    return chance.choice([f"{bar} |", f"|: {bar} | * |", bar, f"{bar} | (3ABc"])


def run_batch(options, model, temperature, batch, wish, place, counts, bad):
    command = [options.lilt, "generate", model, "-n", str(BATCH), "--temperature", temperature,
               "--output", f"{place}/", "--format", "mid,abc"]
    for name, value in wish.items():
        command += [f"--{name}"] + ([value] if value is not None else [])
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=options.limit)
    except subprocess.TimeoutExpired:
        counts["missing"] += BATCH
        bad.append("time-out: " + " ".join(command))
        return
    if run.returncode != 0:
        refused = re.search("the opening cannot go on|leaves too few notes", run.stderr)
        counts["refused" if refused else "missing"] += BATCH
        bad.append(f"{run.stderr.strip()[-200:]}: " + " ".join(command))
        return
    found = re.search(r"removed ([\d.]+) %", run.stderr)
    counts["removed"] += int(float(found.group(1)) * 1e4) * 50 if found else 0
    for path in sorted(place.glob("*.abc")):
        counts["tunes"] += 1
        faults = check(path, wish)
        counts["pass"] += not faults
        for kind, text in faults:
            counts[kind] += 1
            bad.append(f"{kind}: {text}: {path.name} of " + " ".join(command))


def check(path, wish):
    """The faults of a tune as (kind, text)."""
    text = read_text(path)
    tune = read_book(text)[0]
    faults = [("checker", str(problem)) for problem in check_abc.check(tune)[:1]]
    try:
        fault = check_midi_abc.compare(path, path.with_suffix(".mid"))[0]
        if fault:
            faults.append(("midi", fault))
    except Exception as error:  # the checker could not read the tune, which is a fault
        faults.append(("midi", repr(error)))
    faults += [("abc2midi", line) for line in abc2midi(path)[:1]]
    faults += [("wish", name) for name in broken_wishes(path, text, tune, wish)]
    return faults


def abc2midi(path):
    """What abc2midi has against the tune: errors, and measures of the wrong length.

    It gets the tune without `R:`: from a hornpipe's it makes broken rhythm of its own, and then finds
    fault with that.
    """
    plain = path.with_suffix(".plain")
    plain.write_text(re.sub(r"^R:.*\n", "", path.read_text(), flags=re.M))
    run = subprocess.run(["abc2midi", plain, "-c", "-NGRA", "-NGUI"], capture_output=True, text=True)
    lines = (run.stdout + run.stderr).splitlines()
    return [line for line in lines if "Error" in line or re.search(r"Bar \d+ has", line)]


def broken_wishes(path, text, tune, wish):
    fields = dict(re.findall(r"^([A-Z]):(.*)$", text, re.M)[::-1])
    if "meter" in wish and fields.get("M") != wish["meter"]:
        yield f"meter {fields.get('M')}"
    if "key" in wish and fields.get("K") != wish["key"].replace("min", "m"):
        yield f"key {fields.get('K')}"
    notes = check_abc.tune_notes(tune)
    if "range" in wish:
        low, high = map(midi_note, wish["range"].split("-"))
        pitches = [note[2] for note in notes] + [pitch for note in notes for pitch in note[3]]
        if pitches and not low <= min(pitches) <= max(pitches) <= high:
            yield f"range {min(pitches)} to {max(pitches)}"
    if "end-on-tonic" in wish:
        tonic = re.match(r"([A-G])([#b]?)", fields["K"])
        pitch_class = (STEPS[tonic[1]] + {"#": 1, "b": -1, "": 0}[tonic[2]]) % 12
        last = max(notes, key=lambda note: note[0] + note[1]) if notes else None
        if last is None or last[2] % 12 != pitch_class:
            yield "end on the tonic"
    if "form" in wish or "bars" in wish:
        found, asked = sections(tune), asked_sections(wish)
        if not fits(found, asked):
            yield f"form {found}, asked {asked}"


def midi_note(name):
    found = re.fullmatch(r"([A-G])([#b]?)(\d)", name)
    return 12 * (int(found[3]) + 1) + STEPS[found[1]] + {"#": 1, "b": -1, "": 0}[found[2]]


def asked_sections(wish):
    """(measures, repeated or None) for each section; bars alone are a number."""
    if "form" not in wish:
        return int(wish["bars"])
    form = wish["form"]
    if form[0].isdigit():
        parts = [part.split("x") for part in form.split("+")]
        return [(int(part[0]), None if len(part) == 1 else part[1] == "2") for part in parts]
    return [(8, form.count(letter) == 2) for letter in sorted(set(form))]


def sections(tune):
    """Measures and repeats of each section as written; endings count once.

    A short measure at a section's start is a pick-up, which does not count, where the tune starts
    or the section before ended short.
    """
    segments = next(iter(tune.voices.values()))
    found, count, before, repeated, first = [], 0, 0, False, True
    for index, segment in enumerate(segments):
        if segment.ending and min(segment.ending) == 1:
            before, repeated = count, True
        elif segment.ending:
            count = before
        follows_short = index == 0 or segments[index - 1].length < segment.whole
        count += not (first and follows_short and segment.length < segment.whole)
        first = False
        bar = segment.after
        following = segments[index + 1] if index + 1 < len(segments) else None
        closes = following is None or (bar and (bar.ends or bar.starts or bar.double))
        if not closes or count == 0 or (following and following.ending and min(following.ending) > 1):
            continue
        found.append((count, repeated or bool(bar and bar.ends)))
        count, repeated, first = 0, False, True
    return found


def fits(found, asked):
    if isinstance(asked, int):
        return sum(measures for measures, _ in found) == asked
    return len(found) == len(asked) and all(
        measures == wanted and repeats in (None, is_repeated)
        for (measures, is_repeated), (wanted, repeats) in zip(found, asked)
    )


if __name__ == "__main__":
    sys.exit(main())
