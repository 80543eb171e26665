#!/usr/bin/env python3
"""Compares what a model makes with held-out tunes of humans, and with what folk-rnn published.

    parity.py MODEL [-n 1000] [--seed 1] [--folder /tmp/parity]

Makes tunes at temperature 1 without ranking and judges them beside the index of the model: its corpus and
the tunes held out of it. Then asks for meters, keys, forms and lengths and looks, with the checker's own
reader and a key finder of its own, whether they were kept. The figures of folk-rnn are those of its own
sample files (v2: 64 tunes of config 5; Swedish: 4,000 tunes of the LSTM with dropout), counted by bars
between plain bar lines, last note and repeat signs.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from keys import find_keys, named_key  # noqa: E402
from melodies import melody, read_tunes  # noqa: E402

FOLK_RNN = {
    "inner measures exact": (0.9552, 0.9798), "all measures of a tune exact": (0.875, 0.890),
    "repeats unbalanced": (0.016, 0.090), "ends on the tonic": (0.672, 0.674),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--asked", type=int, default=50, help="tunes of each request")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/parity"))
    parser.add_argument("--lilt", default=str(HERE.parent.parent / ".build/release/lilt"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    tunes = options.folder / "tunes.abc"
    generate(options, tunes, options.n)
    judgement = json.loads(run([options.lilt, "judge", tunes, "--model", options.model, "--json"]))
    report(judgement)
    requests(options)


def generate(options, path, count, *more):
    run([options.lilt, "generate", options.model, "-n", count, "--seed", options.seed, "-q", "-o", path, *more])


def run(command):
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout


def report(judgement):
    ours, corpus, human = (judgement[name] for name in ("summary", "corpus", "heldOut"))
    rows = [
        ("inner measures exact", "exactMeasures"), ("all measures of a tune exact", "valid"),
        ("repeats unbalanced", "unbalanced"), ("ends on the tonic", "endsOnTonic"),
        ("AABB", "aabb"), ("AABB of eight bars", "aabb8"), ("mode fits", "modeFits"),
    ]
    print(f"{'':30}{'ours':>9}{'held out':>10}{'corpus':>9}{'folk-rnn v2':>13}{'Swedish':>9}")
    for label, key in rows:
        published = "".join(f"{share:{width}.1%}" for share, width in zip(FOLK_RNN.get(label, ()), (13, 9)))
        print(f"{label:30}{ours[key]:9.1%}{human[key]:10.1%}{corpus[key]:9.1%}{published}")
    for count in (8, 12, 16, 24):
        key = f"coverage{count}"
        print(f"{f'notes in shared runs of {count}':30}{ours['novelty'][key]:9.1%}{human['novelty'][key]:10.1%}")
    print(f"\n{'overlap of mgeval':30}{'ours':>9}{'held out':>10}{'ratio':>9}")
    ratios = []
    for row in judgement["overlap"]:
        ratios.append(row["corpus"] / row["human"])
        print(f"{row['feature']:30}{row['corpus']:9.3f}{row['human']:10.3f}{ratios[-1]:9.3f}")
    print(f"{'mean':30}{'':19}{sum(ratios) / len(ratios):9.3f}")
    print(f"AABB, ours / held out {ours['aabb'] / max(human['aabb'], 1e-9):.3f}")


def requests(options):
    """Asks for meters, keys and forms, and looks whether they were kept."""
    print(f"\nasked for, {options.asked} tunes each")
    path = options.folder / "asked.abc"
    kept = {"meter": [], "mode": [], "key": [], "bars": [], "form": []}
    for meter in ("4/4", "6/8", "3/4", "2/4", "9/8"):
        generate(options, path, options.asked, "--meter", meter)
        kept["meter"] += [tune.fields["M"][0] == meter for tune in read_tunes([path])]
    for key in ("D", "G", "Em", "Am", "Edor", "Ador", "Amix", "Dmix"):
        generate(options, path, options.asked, "--key", key)
        tonic, mode = named_key(key)
        for tune in read_tunes([path]):
            notes = melody(tune)
            kept["mode"].append((tonic, mode) in find_keys(notes, [tonic]))
            kept["key"].append((tonic, mode) in find_keys(notes))
    for bars in (8, 12, 16, 24):
        generate(options, path, options.asked, "--bars", bars)
        kept["bars"] += [sum(section_bars(tune)) == bars for tune in read_tunes([path])]
    for form, expected in (("AABB", [8, 8]), ("16+16", [16, 16]), ("AABBCC", [8, 8, 8])):
        generate(options, path, options.asked, "--form", form)
        kept["form"] += [section_bars(tune) == expected for tune in read_tunes([path])]
    for name, results in kept.items():
        print(f"{name:10}{sum(results) / len(results):7.1%} of {len(results)}")


def section_bars(tune):
    """The measures of each section, by the time that one pass takes: endings count once, a pick-up is none,
    and a last measure that is left to a pick-up is one."""
    voice = next(iter(tune.voices.values()))
    sections, time, whole, in_later_ending, pickup = [], 0, None, False, 0
    for place, segment in enumerate(voice):
        whole = whole or segment.whole
        if segment.ending:
            in_later_ending = 1 not in segment.ending
        if time == 0 and segment.length < whole:
            pickup = segment.length
        if not in_later_ending:
            time += segment.length
            last = segment.length
        bar = segment.after
        following = voice[place + 1] if place + 1 < len(voice) else None
        if following and following.ending and 1 not in following.ending:
            continue
        if bar and bar.starts and not bar.ends and time < whole:
            continue  # A pick-up before the section's start repeat.
        if following is None or (bar and (bar.ends or bar.starts or bar.double)):
            if time:
                sections.append(round((time - pickup - last) / whole) + 1)
            time, in_later_ending, pickup = 0, False, 0
    return sections


if __name__ == "__main__":
    main()
