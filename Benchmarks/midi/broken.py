#!/usr/bin/env python3
"""What becomes of broken files, by kind.

    broken.py DRIVER FOLDER...

A file's kind is the part of its name before `__`, else the name of its folder. "Told" are files
with notes and a message about what is wrong; "silent" have notes and no message, "empty" neither
notes nor an error; "error" are refused with a reason. mido counts where it gives notes.
"""
import collections
import pathlib
import subprocess
import sys

from note_lists import attempt, mido_notes


def outcomes(driver, paths):
    """For each path: told, silent, empty or error, and what was said of it."""
    text = subprocess.run([driver, "findings", "-"], input="\n".join(paths), capture_output=True,
                          text=True, check=True).stdout
    found = {}
    for line in text.splitlines():
        if line.startswith("  "):
            name, count, said = found[path]
            found[path] = ("told" if count else name, count, said + [line.strip()])
            continue
        path = next(p for p in paths if line.startswith(p + " "))
        rest = line[len(path) + 1:]
        if rest.startswith("ERROR"):
            found[path] = ("error", 0, [rest])
        else:
            count = int(rest.split()[0])
            found[path] = ("silent" if count else "empty", count, [])
    return found


def main(driver, *folders):
    paths = [str(p) for f in folders for p in sorted(pathlib.Path(f).rglob("*"))
             if p.suffix.lower() in (".mid", ".midi", ".rmi")]
    table = collections.defaultdict(collections.Counter)
    for path, (name, _, said) in outcomes(driver, paths).items():
        path = pathlib.Path(path)
        kind = path.name.split("__")[0] if "__" in path.name else path.parent.name
        table[kind].update(["files", name])
        table[kind]["mido"] += bool((attempt(mido_notes, path) or [None])[0])
        if name in ("error", "empty"):
            print(f"{name} {path.name} {said[0] if said else ''}")
    columns = ["files", "told", "silent", "empty", "error", "mido"]
    table["all"] = sum(table.values(), collections.Counter())
    print("| kind |", " | ".join(columns), "|\n| --- |", " | ".join(["---:"] * len(columns)), "|")
    for kind, counts in table.items():
        print(f"| {kind.replace('_', ' ')} |", " | ".join(str(counts[c]) for c in columns), "|")


if __name__ == "__main__":
    main(*sys.argv[1:])
