#!/usr/bin/env python3
"""The ladder: tanh RNN, ReLU with identity, GRU, LSTM, and LSTM with our recipe, on four tasks.

Adding (two marked numbers over 200 steps) and copying run on `lilt train --task`; JSB chorales and
folk tokens are learned as usual, measured on their validation parts. The plain cells get one layer,
no dropout, no keys but the written one; the recipe is the preset's. Adding by the tanh RNN runs with and without
clipping. Writes a table to standard output, Benchmarks/results/ladder.json and ladder.svg.

Usage: ladder.py [--minutes 3] [--lilt …] [--corpora …] [--threads N]
"""

import argparse
import csv
import html
import json
import os
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


def lilt(o, *arguments):
    threads = ["--threads", str(o.threads)] if o.threads else []
    command = [o.lilt, *arguments, *threads]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def memory(o, task, cell, clip=1.0):
    """The last loss of a test of memory."""
    path = os.path.join(o.folder, f"{task}-{cell}-{clip}.safetensors")
    lilt(
        o, "train", "--task", task, "--length", "200", "--cell", cell, "--layers", "1", "--hidden",
        "128", "--batch", "32", "--learning-rate", "1e-3", "--clip", str(clip), "--minutes",
        str(o.minutes), "-o", path, "--quiet",
    )  # fmt: skip
    rows = list(csv.DictReader(open(path.replace(".safetensors", ".csv"))))
    return float(rows[-1]["loss"]) if rows else None


def music(o, corpus, ending, name, options):
    """The figures on the validation part of a corpus."""
    train, valid = (f"{o.corpora}/{corpus}/{part}.{ending}" for part in ("train", "valid"))
    path = os.path.join(o.folder, f"{corpus}-{name}.safetensors")
    lilt(
        o, "train", train, "--valid", valid, "-o", path, "--minutes", str(o.minutes), "--quiet",
        *options,
    )  # fmt: skip
    return json.loads(lilt(o, "evaluate", path, valid, "--json", "--quiet"))


def plain(cell):
    return ["--cell", cell, "--layers", "1", "--dropout", "0", "--transpose", "none"]


def table(o):
    rows = {}
    for name, cell in CELLS.items():
        options = plain(cell)
        rows[name] = {
            "adding": memory(o, "adding", cell),
            "copy": memory(o, "copy", cell),
            "jsb": music(o, "jsb_chorales", "json", cell, options)["frameNLL"],
            "folk": music(o, "folkrnn_v2", "txt", cell, options[:-2])["natsPerToken"],
        }
        print(name, rows[name], flush=True)
    rows["tanh RNN, no clipping"] = {"adding": memory(o, "adding", "rnn-tanh", 0)}
    recipe = ["--preset", "chorale"]
    rows["LSTM, our recipe"] = {
        "jsb": music(o, "jsb_chorales", "json", "recipe", recipe)["frameNLL"],
        "folk": music(o, "folkrnn_v2", "txt", "recipe", [])["natsPerToken"],
    }
    return rows


def text(rows):
    lines = ["| | " + " | ".join(f"{t}, {u}" for t, u in TASKS.items()) + " |", "| --- " * 5 + "|"]
    for name, row in rows.items():
        cells = [f"{row[t]:.4f}" if row.get(t) is not None else "" for t in TASKS]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
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
        found = {n: r[task] for n, r in rows.items() if r.get(task) is not None}
        parts.append(f'<text x="20" y="{y + 10}" font-weight="bold">{task}, {unit}</text>')
        y += 18
        largest = max(found.values(), default=1) or 1
        for name, value in found.items():
            length = 430 * value / largest
            color = "#d1495b" if "recipe" in name else "#1f6f8b"
            parts.append(f'<text x="{left - 8}" y="{y + 11}" text-anchor="end">{html.escape(name)}</text>')
            parts.append(f'<rect x="{left}" y="{y}" width="{length:.1f}" height="14" fill="{color}"/>')
            parts.append(f'<text x="{left + length + 6:.1f}" y="{y + 11}">{value:.4f}</text>')
            y += 20
        y += 16
    return "\n".join(parts + ["</svg>", ""]).replace(f'height="{height}"', f'height="{y + 10}"')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=3, help="for each run; there are 19")
    parser.add_argument("--lilt", default=".build/release/lilt")
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--folder", default="runs", help="where models go")
    parser.add_argument("--threads", type=int)
    o = parser.parse_args()
    os.makedirs(o.folder, exist_ok=True)
    os.makedirs(RESULTS, exist_ok=True)
    rows = table(o)
    print(text(rows))
    with open(os.path.join(RESULTS, "ladder.json"), "w") as file:
        json.dump({"minutesPerRun": o.minutes, "rows": rows}, file, indent=1)
        file.write("\n")
    with open(os.path.join(RESULTS, "ladder.svg"), "w") as file:
        file.write(picture(rows))


if __name__ == "__main__":
    main()
