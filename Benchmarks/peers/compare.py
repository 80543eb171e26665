#!/usr/bin/env python3
"""Runs `lilt benchmark` and its PyTorch twin in turn, and prints the ratio of their rates.

Usage: compare.py [--lilt .build/release/lilt] [--rounds 3] [train|sample|suite] [--hidden 512] …

Both get the same shapes, threads and dropout, fresh for each run. Each round runs one after the other,
so that a machine that grows slower or faster slows or speeds both. Prints minimum, median and maximum
of the ratio, the median rates, both peak memories, and for training ours as a share of the peak that
the same run measured. `suite` goes through the shapes that matter, in two to three minutes on an idle
machine.

Needs the package torch.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

SHAPES = {"hidden": "512", "layers": "3", "vocabulary": "137", "batch": "64", "steps": "64",
          "precision": "f32", "threads": "2"}

SUITE = (
    [("train", {"precision": precision}) for precision in ("f32", "bf16")]
    + [("train", {"precision": precision, "batch": batch})
       for precision in ("f32", "bf16") for batch in ("8", "16")]
    + [("sample", {"precision": precision, "batch": batch})
       for batch in ("1", "64") for precision in ("f32", "bf16")])


def run(command):
    """Runs a benchmark and returns the JSON object that it prints."""
    # Threads that wait for each other should not spin long where others need the processor.
    environment = {"GOMP_SPINCOUNT": "1000", **os.environ}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return json.loads(done.stdout.strip().splitlines()[-1])


def pair(lilt, what, options, repeats):
    """Runs both programs once and returns what they print."""
    shape = [part for name, value in options.items() for part in (f"--{name}", value)]
    more = ["--repeats", str(repeats)] if what == "train" else []
    twin = str(pathlib.Path(__file__).with_name(f"{what}.py"))
    return (run([lilt, "benchmark", what, "--json", *shape, *more]),
            run([sys.executable, twin, *shape, *more]))


def report(what, options, runs):
    """Prints what several pairs of one shape say."""
    ratios = [ours["tokensPerSecond"] / theirs["tokensPerSecond"] for ours, theirs in runs]

    def median(side, key):
        return statistics.median(run[side][key] for run in runs)

    line = (f"{what} {options['layers']}x{options['hidden']} {options['precision']:4} "
            f"batch {options['batch']:>2}: ratio {min(ratios):.2f} / {statistics.median(ratios):.2f} / "
            f"{max(ratios):.2f}, lilt {median(0, 'tokensPerSecond'):.0f} tokens/s, "
            f"PyTorch {median(1, 'tokensPerSecond'):.0f}; "
            f"memory {median(0, 'peakResidentBytes') / 1e6:.0f} against "
            f"{median(1, 'peakResidentBytes') / 1e6:.0f} MB")
    if what == "train":
        share = statistics.median(100 * ours["gflops"] / ours["peakGflops"] for ours, _ in runs)
        line += f"; {share:.0f} % of the measured peak"
    else:
        line += (f"; first token after {median(0, 'secondsToFirstToken'):.3f} against "
                 f"{median(1, 'secondsToFirstToken'):.3f} s")
    print(line, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["train", "sample", "suite"], nargs="?", default="train")
    parser.add_argument("--lilt", default=".build/release/lilt")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=6, help="training steps of a run")
    for name, value in SHAPES.items():
        parser.add_argument(f"--{name}", default=value)
    options = parser.parse_args()
    shape = {name: getattr(options, name) for name in SHAPES}
    jobs = SUITE if options.what == "suite" else [(options.what, {})]
    shapes = []
    for what, changes in jobs:
        merged = {**shape, **changes}
        if options.what == "suite" and what == "sample":
            merged["steps"] = "200"
        shapes.append((what, merged))
    runs = [[] for _ in shapes]
    for _ in range(options.rounds):
        for (what, merged), found in zip(shapes, runs):
            found.append(pair(options.lilt, what, merged, options.repeats))
    for (what, merged), found in zip(shapes, runs):
        report(what, merged, found)


if __name__ == "__main__":
    main()
