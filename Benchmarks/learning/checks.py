#!/usr/bin/env python3
"""Checks that figures per frame mean what papers mean by them.

For each piano-roll set: a network whose weights are all zero and whose biases are the log odds of
each key's frequency in the training part is written as a model and measured by `lilt evaluate`; it
has to give the figure that this script counts by itself, and, over all frames, the one that the
corpora's README states. With --model, a trained model has to find frames in shuffled order harder.

Usage: checks.py --lilt .build/release/lilt --corpora ../shared/corpora [--model m.safetensors]
Needs nothing but Python. Exit code 1 if a check fails.
"""

import argparse
import json
import math
import os
import random
import struct
import subprocess
import sys
import tempfile

STATED = {
    "jsb_chorales": 10.95,
    "nottingham_pianoroll": 10.00,
    "musedata": 11.85,
    "piano_midi_de": 11.49,
}


def marginals(pieces):
    frames = sum(len(piece) for piece in pieces)
    counts = [0.5] * 88
    for piece in pieces:
        for frame in piece:
            for pitch in frame:
                counts[pitch - 21] += 1
    return [count / (frames + 1) for count in counts]


def frame_losses(pieces, odds):
    """The losses of the frames of each piece, each key by itself."""
    off = [-math.log(1 - p) for p in odds]
    base = sum(off)
    change = [math.log(1 - p) - math.log(p) for p in odds]
    return [[base + sum(change[p - 21] for p in frame) for frame in piece] for piece in pieces]


def patch(path, odds):
    """Sets all tensors of a model to zero, and the biases of its head to the log odds."""
    data = open(path, "rb").read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    body = bytearray(len(data) - 8 - length)
    start, end = header["head.bias"]["data_offsets"]
    biases = [math.log(p / (1 - p)) for p in odds]
    body[start:end] = struct.pack("<88f", *biases)
    open(path, "wb").write(data[: 8 + length] + bytes(body))


def evaluate(lilt, model, path):
    command = [lilt, "evaluate", model, path, "--json", "--quiet", "--threads", "1"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def check_marginals(lilt, corpora, folder):
    good = True
    for name, stated in STATED.items():
        train, valid = (json.load(open(f"{corpora}/{name}/{p}.json")) for p in ("train", "valid"))
        odds = marginals(train)
        losses = frame_losses(valid, odds)
        everything = sum(map(sum, losses)) / sum(map(len, losses))
        scored = sum(sum(l[1:]) for l in losses) / sum(len(l) - 1 for l in losses)
        small, model = f"{folder}/small.json", f"{folder}/m.safetensors"
        json.dump(train[:2], open(small, "w"))
        command = [lilt, "train", small, "-o", model, "--head", "bernoulli", "--hidden", "4"]
        subprocess.run(command + ["--epochs", "1", "--quiet"], check=True, capture_output=True)
        patch(model, odds)
        found = evaluate(lilt, model, f"{corpora}/{name}/valid.json")
        passes = (
            round(everything, 2) == stated
            and abs(found["frameNLLAllFrames"] - everything) < 2e-3
            and abs(found["frameNLL"] - scored) < 2e-3
        )
        good = good and passes
        print(
            f"{name}: keys by frequency {found['frameNLLAllFrames']:.4f} nats/frame (counted "
            f"{everything:.4f}, stated {stated}), without first frames {found['frameNLL']:.4f} "
            f"(counted {scored:.4f}): {'passes' if passes else 'FAILS'}"
        )
    return good


def check_shuffled(lilt, corpora, model, name, folder):
    valid = f"{corpora}/{name}/valid.json"
    pieces = json.load(open(valid))
    generator = random.Random(1)
    for piece in pieces:
        generator.shuffle(piece)
    json.dump(pieces, open(f"{folder}/shuffled.json", "w"))
    real, control = (
        evaluate(lilt, model, path)["frameNLL"] for path in (valid, f"{folder}/shuffled.json")
    )
    print(f"{name}: in order {real:.4f}, shuffled {control:.4f} nats/frame")
    return control > real + 0.5


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lilt", default=".build/release/lilt")
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--model", help="a trained model of frames")
    parser.add_argument("--set", default="jsb_chorales", help="what --model is measured on")
    o = parser.parse_args()
    lilt = os.path.abspath(o.lilt)
    with tempfile.TemporaryDirectory() as folder:
        good = check_marginals(lilt, o.corpora, folder)
        if o.model:
            good = check_shuffled(lilt, o.corpora, o.model, o.set, folder) and good
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
