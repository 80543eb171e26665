#!/usr/bin/env python3
"""Keeps bars of many tunes and composes the others again: are the kept bars the same, is every tune
legal, and does the model like the bars at the seam as much as those that it goes on to freely?

    seams.py MODEL TUNES.abc [--tunes 20] [--keep 1-4,9-16] [--lilt lilt] [--seed 1]

The likelihoods are those that `lilt vary` tells: of the two kept bars after each gap, and of the same
bars where the model fills them too. Exit 1 where a kept bar changed or a tune fails the checker.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKER = Path(__file__).resolve().parent.parent / "checker"
sys.path.insert(0, str(CHECKER))

import check_abc  # noqa: E402
from abc_text import read_book, read_text  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("model")
    parser.add_argument("tunes", type=Path)
    parser.add_argument("--tunes", dest="count", type=int, default=20)
    parser.add_argument("--keep", default="1-4,9-16")
    parser.add_argument("--lilt", default="lilt")
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    texts = [f"X:{text}" for text in re.split(r"(?m)^X:", read_text(options.tunes))[1:]]
    costs, frees, done, changed, illegal, refused = [], [], 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "source.abc", Path(folder) / "made.abc"
        for text in texts:
            if done == options.count:
                break
            if check_abc.check(read_book(text)[0]):
                continue  # What is kept of it would be wrong too.
            source.write_text(text, encoding="utf-8")
            run = subprocess.run(
                [options.lilt, "vary", source, "--model", options.model, "--keep", options.keep,
                 "--seed", options.seed, "-n", "4", "-o", made],
                capture_output=True, text=True)
            told = re.search(r"cost ([\d.]+) nats a token; ([\d.]+) where", run.stderr)
            if run.returncode:
                refused += 1
                continue
            done += 1
            if told:
                costs.append(float(told[1]))
                frees.append(float(told[2]))
            before = read_book(text)[0]
            for tune in read_book(read_text(made)):
                illegal += bool(check_abc.check(tune))
                changed += kept(before, options.keep) != kept(tune, options.keep)
    mean = [sum(values) / max(1, len(values)) for values in (costs, frees)]
    print(f"{done} tunes, {4 * done} versions ({refused} tunes passed over: too short, or not "
          f"to be generated): kept bars changed in {changed}, {illegal} fail the checker")
    if costs:
        print(f"two bars after the seam: {mean[0]:.3f} nats a token, {mean[1]:.3f} where the model goes on "
              f"freely, ratio {mean[0] / max(mean[1], 1e-9):.3f}")
    return 1 if changed or illegal else 0


def kept(tune, numbers):
    """The notes of the measures with these numbers, pick-ups and later endings with none."""
    wanted = {number for part in numbers.split(",")
              for number in range(int(part.split("-")[0]), int(part.split("-")[-1]) + 1)}
    number, notes, starts = 0, [], True
    for segment in next(iter(tune.voices.values())):
        is_pickup = starts and segment.length < segment.whole
        number += not is_pickup
        if number in wanted and not is_pickup:
            notes.append([(str(event.onset), str(event.duration), [note.pitch for note in event.notes])
                          for event in segment.layers[0]])
        bar = segment.after
        starts = bool(bar and (bar.ends or bar.starts or bar.double))
    return notes


if __name__ == "__main__":
    sys.exit(main())
