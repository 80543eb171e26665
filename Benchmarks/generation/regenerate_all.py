#!/usr/bin/env python3
"""Makes tunes in all formats, makes each file again from its own recipe, and compares the bytes.

    regenerate_all.py MODEL [--files 100] [--lilt lilt]

Exit 1 if a file differs.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

FORMATS = ["mid", "abc", "svg", "wav", "flac", "ogg"]
WISHES = [
    [],
    ["--rhythm", "jig", "--key", "D", "--form", "AABB", "--feel", "session"],
    ["--chords", "G C D G", "--chord-symbols", "--end-on-tonic", "--bars", "8"],
    ["--prime", "K:Ador M:4/4 |: A2 *A BAGB | * |", "--for", "fiddle", "--temperature", "1.3"],
    ["--meter", "3/4", "--notes-per-bar", "5", "--cadence-temperature", "0.5", "--top-p", "0.9"],
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("model")
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--lilt", default="lilt")
    options = parser.parse_args()
    tunes = -(-options.files // (len(FORMATS) * len(WISHES)))
    same = different = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, wish in enumerate(WISHES):
            place = Path(folder) / str(number)
            run([options.lilt, "generate", options.model, "-n", str(tunes), "--seed", str(number + 1),
                 "--output", f"{place}/", "--format", ",".join(FORMATS), "--quiet"] + wish)
            for path in sorted(place.iterdir()):
                again = Path(folder) / f"again{path.suffix}"
                run([options.lilt, "regenerate", path, "--model", options.model, "--output", again])
                if path.read_bytes() == again.read_bytes():
                    same += 1
                else:
                    different += 1
                    print(f"{path.name} of {' '.join(wish)} differs")
    print(f"{same + different} files, {same} with the same bytes, {different} differ")
    return 1 if different else 0


def run(command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
