#!/usr/bin/env python3
"""The ladder: tanh RNN, ReLU with identity, GRU, LSTM, and LSTM with our recipe, on four tasks.

Adding (two marked numbers over 200 steps) and copying (ten letters after 200 steps) run on `lilt train
--task` until they are solved; JSB chorales and folk tokens are learned as usual, measured on their
validation parts. The plain cells get one layer, no dropout, no keys but the written one, and read
nothing but tokens; the recipe is the preset's. Adding runs with and without clipping for the two cells
whose gradients can grow. Every run gets the same time. Writes a table to standard output,
Benchmarks/results/ladder.json and ladder.svg.

Usage: ladder.py [--rows NAME…] [--minutes 3] [--jobs 2 --threads 1] [--lilt …] [--corpora …]
With --rows those rows alone are run, and the others are as the last ladder.json has them.
"""

import argparse
import concurrent.futures
import html
import json
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.path.join(HERE, "..", "results")
CELLS = {
    "tanh RNN": "rnn-tanh",
    "ReLU, identity": "rnn-relu",
    "GRU": "gru",
    "LSTM": "lstm",
}
TASKS = {"adding": "squared error", "copy": "nats/letter", "jsb": "nats/frame", "folk": "nats/token"}


class NotFinite(Exception):
    """A run whose loss grew beyond all bounds."""


def lilt(o, *arguments):
    threads = ["--threads", str(o.threads)] if o.threads else []
    done = subprocess.run([o.lilt, *arguments, *threads], capture_output=True, text=True)
    if "loss is not finite" in done.stderr:
        raise NotFinite
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def memory(o, task, cell, clip=1.0):
    """The last loss of a test of memory, and after how many seconds it was solved, if it was."""
    path = os.path.join(o.folder, f"{task}-{cell}-{clip}.safetensors")
    # The state of the ReLU cell grows beyond all bounds with the others' rate.
    rate = {"adding": "1e-5", "copy": "1e-4"}[task] if cell == "rnn-relu" else "1e-3"
    try:
        said = lilt(
            o, "train", "--task", task, "--length", "200", "--cell", cell, "--layers", "1",
            "--hidden", "128", "--batch", "32", "--learning-rate", rate, "--clip", str(clip),
            "--minutes", str(o.minutes), "-o", path, "--quiet",
        )  # fmt: skip
    except NotFinite:
        return {"value": None}
    end = re.search(r"(not )?solved; step (\d+)  loss (\S+) .without memory (\S+)\), (\d+) s", said)
    return {
        "value": float(end[3]), "withoutMemory": float(end[4]), "steps": int(end[2]),
        "solvedAfter": None if end[1] else int(end[5]),
    }  # fmt: skip


def music(o, corpus, ending, name, options, figure):
    """A figure on the validation part of a corpus."""
    train, valid = (f"{o.corpora}/{corpus}/{part}.{ending}" for part in ("train", "valid"))
    path = os.path.join(o.folder, f"{corpus}-{name}.safetensors")
    lilt(
        o, "train", train, "--valid", valid, "-o", path, "--minutes", str(o.minutes), "--quiet",
        *options,
    )  # fmt: skip
    return {"value": json.loads(lilt(o, "evaluate", path, valid, "--json", "--quiet"))[figure]}


def plain(cell):
    return ["--cell", cell, "--layers", "1", "--dropout", "0", "--no-count-measures", "--no-recall"]


def runs(o):
    """What is to be run: row, task, and the function that runs it with its arguments."""
    jsb, folk = ("jsb_chorales", "json"), ("folkrnn_v2", "txt")
    for name, cell in CELLS.items():
        yield name, "adding", memory, ("adding", cell)
        yield name, "copy", memory, ("copy", cell)
        written = [*plain(cell), "--transpose", "none"]
        yield name, "jsb", music, (*jsb, cell, written, "frameNLL")
        yield name, "folk", music, (*folk, cell, plain(cell), "natsPerToken")
    for name in ("tanh RNN", "ReLU, identity"):
        yield f"{name}, no clipping", "adding", memory, ("adding", CELLS[name], 0)
    for row, name, options in (
        ("LSTM, our recipe", "recipe", []),
        ("the same, no recall", "no-recall", ["--no-recall"]),
    ):
        chorale = ["--preset", "chorale", *options]
        yield row, "jsb", music, (*jsb, name, chorale, "frameNLL")
        yield row, "folk", music, (*folk, name, options, "natsPerToken")


def table(o, rows):
    """Runs the rows asked for, and puts them in the place of those that are there."""
    rows.pop("without memory", None)
    chosen = [one for one in runs(o) if not o.rows or one[0] in o.rows]
    with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        waiting = [(row, task, pool.submit(run, o, *rest)) for row, task, run, rest in chosen]
        for row, task, result in waiting:
            rows.setdefault(row, {})[task] = result.result()
            print(row, task, result.result(), flush=True)
    tests = rows["LSTM"].items()
    guesses = {t: {"value": r["withoutMemory"]} for t, r in tests if "withoutMemory" in r}
    return {"without memory": guesses, **rows}


def shown(found):
    """A figure, and how long it took where it is a test that was passed."""
    if not found:
        return ""
    if found["value"] is None:
        return "not finite"
    after = found.get("solvedAfter")
    return f"{found['value']:.4f}" + (f", solved in {after} s" if after is not None else "")


def text(rows):
    lines = ["| | " + " | ".join(f"{t}, {u}" for t, u in TASKS.items()) + " |", "| --- " * 5 + "|"]
    for name, row in rows.items():
        lines.append(f"| {name} | " + " | ".join(shown(row.get(task)) for task in TASKS) + " |")
    return "\n".join(lines)


def picture(rows):
    """Bars for each task, each with its own scale."""
    width, height, left = 760, 60 + 150 * len(TASKS), 190
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        '<text x="20" y="28" font-size="16" font-weight="bold">Cells and recipe, lower is better</text>',
    ]
    y = 50
    for task, unit in TASKS.items():
        found = {n: r[task] for n, r in rows.items() if task in r}
        parts.append(f'<text x="20" y="{y + 10}" font-weight="bold">{task}, {unit}</text>')
        y += 18
        largest = max(one["value"] or 0 for one in found.values())
        for name, one in found.items():
            length = 390 * (one["value"] or 0) / largest
            color = "#d1495b" if "recipe" in name or "recall" in name else "#1f6f8b"
            parts.append(f'<text x="{left - 8}" y="{y + 11}" text-anchor="end">{html.escape(name)}</text>')
            parts.append(f'<rect x="{left}" y="{y}" width="{length:.1f}" height="14" fill="{color}"/>')
            parts.append(f'<text x="{left + length + 6:.1f}" y="{y + 11}">{shown(one)}</text>')
            y += 20
        y += 16
    return "\n".join(parts + ["</svg>", ""]).replace(f'height="{height}"', f'height="{y + 10}"')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", nargs="+", help="those to run; all by default")
    parser.add_argument("--minutes", type=float, default=3, help="for each run; there are 22")
    parser.add_argument("--jobs", type=int, default=1, help="runs side by side")
    parser.add_argument("--lilt", default=".build/release/lilt")
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--folder", default="runs", help="where models go")
    parser.add_argument("--threads", type=int)
    o = parser.parse_args()
    os.makedirs(o.folder, exist_ok=True)
    os.makedirs(RESULTS, exist_ok=True)
    kept = os.path.join(RESULTS, "ladder.json")
    rows = {}
    if o.rows:
        with open(kept) as file:
            rows = json.load(file)["rows"]
    rows = table(o, rows)
    print(text(rows))
    with open(kept, "w") as file:
        json.dump({"minutesPerRun": o.minutes, "rows": rows}, file, indent=1)
        file.write("\n")
    with open(os.path.join(RESULTS, "ladder.svg"), "w") as file:
        file.write(picture(rows))


if __name__ == "__main__":
    main()
