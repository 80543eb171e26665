#!/usr/bin/env python3
"""Runs `lilt benchmark train` and its PyTorch twin in turn, and prints the ratio of their rates.

Usage: compare.py [--lilt .build/release/lilt] [--rounds 5] [--hidden 512] [--precision f32] …

Both get the same shapes, threads and dropout. Each round runs one after the other, so that a machine
that grows slower or faster slows or speeds both. Prints tokens per second of each round, and minimum,
median and maximum of the ratio; also both peak memories.

Needs the package torch.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys


def run(command):
    """Runs a benchmark and returns the JSON object that it prints."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lilt", default=".build/release/lilt")
    parser.add_argument("--rounds", type=int, default=5)
    shapes = {"hidden": "512", "layers": "3", "vocabulary": "137", "batch": "64", "steps": "64",
              "precision": "f32", "threads": "2"}
    for name, value in shapes.items():
        parser.add_argument(f"--{name}", default=value)
    options = parser.parse_args()
    shape = [part for name in shapes for part in (f"--{name}", getattr(options, name))]
    twin = str(pathlib.Path(__file__).with_name("train.py"))
    ratios = []
    for index in range(options.rounds):
        ours = run([options.lilt, "benchmark", "train", "--json", *shape])
        theirs = run([sys.executable, twin, *shape])
        ratios.append(ours["tokensPerSecond"] / theirs["tokensPerSecond"])
        print(f"round {index + 1}: lilt {ours['tokensPerSecond']:.0f} tokens/s, "
              f"PyTorch {theirs['tokensPerSecond']:.0f}, ratio {ratios[-1]:.2f}", flush=True)
    print(f"ratio min {min(ratios):.2f}, median {statistics.median(ratios):.2f}, "
          f"max {max(ratios):.2f}; peak memory lilt {ours['peakResidentBytes'] / 1e6:.0f} MB, "
          f"PyTorch {theirs['peakResidentBytes'] / 1e6:.0f} MB; "
          f"lilt at {100 * ours['gflops'] / ours['peakGflops']:.0f} % of the peak that it measured")


if __name__ == "__main__":
    main()
