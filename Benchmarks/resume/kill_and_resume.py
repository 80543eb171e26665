#!/usr/bin/env python3
"""Kills a training run at random moments, resumes it each time, and compares its end with that of
an undisturbed run: the same losses in the log and the same bytes in the model.

    Benchmarks/resume/kill_and_resume.py [--kills 5] [--epochs 6] PATH/TO/lilt TUNES.abc [OPTIONS]

Everything after the tunes goes to `lilt train`. Exit code 1 where the two ends differ.
"""

import argparse
import csv
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time


def losses(model):
    """The losses of the log beside a model, without its clock times."""
    with open(model.with_suffix(".csv"), newline="") as table:
        return [
            {name: row[name] for name in ("epoch", "step", "train", "valid") if name in row}
            for row in csv.DictReader(table)
        ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lilt")
    parser.add_argument("tunes")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1, help="of the moments to kill")
    parser.add_argument("options", nargs=argparse.REMAINDER, help="for lilt train")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)

    with tempfile.TemporaryDirectory() as folder:
        calm, killed = (pathlib.Path(folder) / name for name in ("calm.safetensors", "killed.safetensors"))

        def command(model, *more):
            return [
                arguments.lilt, "train", arguments.tunes, "--output", str(model), "--quiet",
                "--epochs", str(arguments.epochs), "--checkpoint-every", "0.5",
                *arguments.options, *more,
            ]

        start = time.monotonic()
        subprocess.run(command(calm), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        length = time.monotonic() - start
        print(f"undisturbed: {length:.1f} s, {len(losses(calm))} epochs")

        resuming, kills = [], 0
        while True:
            run = subprocess.Popen(
                command(killed, *resuming), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            # Spread so that all kills fall into the run, some of them into its beginning.
            moment = chance.uniform(0.2, 1.2) * length / max(arguments.kills, 2)
            try:
                if kills >= arguments.kills:
                    _, errors = run.communicate()
                else:
                    _, errors = run.communicate(timeout=moment)
                if run.returncode != 0:
                    sys.exit(f"lilt train failed: {errors}")
                break
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                run.communicate()
                kills += 1
                checkpoint = killed.with_suffix(".checkpoint.safetensors")
                resuming = ["--resume"] if checkpoint.exists() else []
                print(f"killed after {moment:.1f} s, {'resuming' if resuming else 'starting again'}")

        same_losses = losses(calm) == losses(killed)
        same_bytes = calm.read_bytes() == killed.read_bytes()
        print(f"killed {kills} times: losses {'equal' if same_losses else 'DIFFER'}, "
              f"model bytes {'equal' if same_bytes else 'DIFFER'}")
        for row in losses(calm)[-1:]:
            print(f"last epoch: {row}")
        sys.exit(0 if same_losses and same_bytes else 1)


if __name__ == "__main__":
    main()
