#!/usr/bin/env python3
"""Runs the recipes on the corpora, and keeps what `lilt evaluate --json` says of each.

Usage: runs.py NAME… [--seeds 1 2 3] [--lilt …] [--corpora …] [--threads N] [-- OPTIONS OF lilt train]

A run's result is Benchmarks/results/NAME-seedN.json: the command, the figures on the validation part,
and the epochs. Models and logs go to --folder. Without a name the runs are listed.
"""

import argparse
import json
import os
import subprocess
import sys
import time

RUNS = {
    "jsb": ("jsb_chorales", ["--preset", "chorale"]),
    "jsb-keys": ("jsb_chorales", ["--preset", "chorale", "--head", "bernoulli"]),
    "nottingham": ("nottingham_pianoroll", ["--preset", "frames", "--transpose", "none"]),
    "nottingham-all-keys": ("nottingham_pianoroll", ["--preset", "frames"]),
    "musedata": ("musedata", ["--preset", "frames"]),
    "piano-midi": ("piano_midi_de", ["--preset", "frames"]),
    "oneills": ("oneills1850", []),
    # The best that was found for an hour on two cores.
    "oneills-hour": ("oneills1850", [
        "--layers", "2", "--hidden", "512", "--dropout", "0.5", "--embedding-dropout", "0.2",
        "--weight-drop", "0.3", "--average", "0.998", "--epochs", "40",
    ]),
    "folkrnn": ("folkrnn_v2", ["--encoding", "words", "--minutes", "30"]),
    # Two hours of one core.
    "folkrnn-hours": ("folkrnn_v2", [
        "--encoding", "words", "--minutes", "120", "--hidden", "512", "--precision", "bf16",
        "--dropout", "0.5", "--embedding-dropout", "0.1", "--weight-drop", "0.2", "--average", "0.998",
    ]),
}

RESULTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "results")


def parts(corpora, name):
    """The files to learn from and to measure with."""
    folder = os.path.join(corpora, name)
    for ending in ("json", "txt", "abc"):
        files = [os.path.join(folder, f"{part}.{ending}") for part in ("train", "valid")]
        if os.path.exists(files[0]):
            return files
    sys.exit(f"{folder}: expected train.json, train.txt or train.abc")


def run(name, seed, o, extra):
    corpus, recipe = RUNS[name]
    train, valid = parts(o.corpora, corpus)
    os.makedirs(o.folder, exist_ok=True)
    model = os.path.join(o.folder, f"{name}-seed{seed}.safetensors")
    threads = ["--threads", str(o.threads)] if o.threads else []
    # O'Neill's is learned as a musician would, without a validation part named.
    held_out = [] if name == "oneills" else ["--valid", valid]
    options = recipe + extra + ["--seed", str(seed)]
    start = time.time()
    command = [o.lilt, "train", train, *held_out, "-o", model, *options, "--json"]
    done = subprocess.run(command + threads, check=True, stdout=subprocess.PIPE, text=True)
    minutes = (time.time() - start) / 60
    baseline = ["--baseline", train] if name.startswith(("oneills", "folkrnn")) else []
    command = [o.lilt, "evaluate", model, valid, "--json", *baseline, *threads]
    figures = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    result = {
        "corpus": corpus,
        "options": options,
        "minutes": round(minutes, 1),
        "valid": figures,
        "epochs": [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")],
    }
    os.makedirs(RESULTS, exist_ok=True)
    with open(os.path.join(RESULTS, f"{name}-seed{seed}.json"), "w") as file:
        json.dump(result, file, indent=1, sort_keys=True)
        file.write("\n")
    frame = figures["frameNLL"]
    said = f"{frame:.4f} nats/frame" if frame else f"{figures['natsPerToken']:.4f} nats/token"
    print(f"{name} seed {seed}: {said} on validation, {minutes:.1f} minutes", flush=True)


def main():
    arguments = sys.argv[1:]
    extra = []
    if "--" in arguments:
        place = arguments.index("--")
        arguments, extra = arguments[:place], arguments[place + 1 :]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--lilt", default=".build/release/lilt")
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--folder", default="runs", help="where models go")
    parser.add_argument("--threads", type=int)
    o = parser.parse_args(arguments)
    if not o.names:
        for name, (corpus, recipe) in RUNS.items():
            print(f"{name}: {corpus} {' '.join(recipe)}")
    for name in o.names:
        if name not in RUNS:
            sys.exit(f"no run '{name}'; expected one of {', '.join(RUNS)}")
        for seed in o.seeds:
            run(name, seed, o, extra)


if __name__ == "__main__":
    main()
