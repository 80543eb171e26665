#!/usr/bin/env python3
"""Times the index of a corpus and the judging of tunes.

    speed.py --corpus TUNEBOOKS... [--tunes 20000] [--judged TUNES.abc]

The tunebooks are joined, and copies in which every note is drawn from the same measures in another order
are added, until there are enough different tunes. Times are those of whole commands.
"""

import argparse
import random
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--corpus", nargs="+", type=Path, required=True)
    parser.add_argument("--tunes", type=int, default=20000)
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/judge-speed"))
    parser.add_argument("--lilt", default=str(HERE.parent.parent / ".build/release/lilt"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    book = options.folder / "corpus.abc"
    tunes = []
    for path in options.corpus:
        text = path.read_text(encoding="utf-8", errors="replace")
        tunes += ["X:" + tune for tune in text.split("X:")[1:]]
    random.seed(1)
    first = list(tunes)
    while len(tunes) < options.tunes:
        tunes.append(shuffled(random.choice(first)))
    book.write_text("\n\n".join(tune.strip() for tune in tunes) + "\n", encoding="utf-8")
    index = options.folder / "corpus.index"
    seconds = timed([options.lilt, "corpus", "index", book, "-o", index, "-q"])
    print(f"index of {len(tunes)} tunes, reading included: {seconds:.1f} s, {index.stat().st_size / 1e6:.0f} MB")
    judged = options.folder / "judged.abc"
    if options.judged:
        judged = options.judged
    else:
        judged.write_text("\n\n".join(tune.strip() for tune in tunes[-1000:]) + "\n", encoding="utf-8")
    seconds = timed([options.lilt, "judge", judged, "--corpus", index, "-q"])
    print(f"judging {judged.read_text().count('X:')} tunes: {seconds:.1f} s")


def shuffled(tune):
    """The tune with its measures in another order, line by line."""
    lines = tune.split("\n")
    for place, line in enumerate(lines):
        if "|" in line and line[1:2] != ":":
            measures = line.split("|")
            middle = measures[1:-1]
            random.shuffle(middle)
            lines[place] = "|".join(measures[:1] + middle + measures[-1:])
    return "\n".join(lines)


def timed(command):
    start = time.monotonic()
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    return time.monotonic() - start


if __name__ == "__main__":
    main()
