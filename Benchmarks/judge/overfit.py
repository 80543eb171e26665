#!/usr/bin/env python3
"""Shows that --no-copy holds on a model that copies: one that is overfitted on purpose.

    overfit.py --corpus TUNES.abc [--tunes 200] [--epochs 50] [-n 1000] [--bars 4] [--folder /tmp/overfit]

Trains without dropout on the first tunes of a book, makes tunes with and without the guard, looks for copies
with `copies.py` and checks the tunes with `check_abc.py`. A model that is there already is taken.
"""

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKER = HERE.parent / "checker" / "check_abc.py"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--tunes", type=int, default=200)
    parser.add_argument("--epochs", type=int, default=50)
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--bars", type=int, default=4)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/overfit"))
    parser.add_argument("--lilt", default=str(HERE.parent.parent / ".build/release/lilt"))
    options = parser.parse_args()
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    corpus, model = folder / "corpus.abc", folder / "model.safetensors"
    tunes = options.corpus.read_text(encoding="utf-8", errors="replace").split("\nX:")
    corpus.write_text("\nX:".join(tunes[: options.tunes]) + "\n", encoding="utf-8")
    if not model.exists():
        run([
            options.lilt, "train", corpus, "-o", model, "--dropout", "0", "--split", "0",
            "--epochs", options.epochs,
        ])
    free, guarded = folder / "free.abc", folder / "guarded.abc"
    run([options.lilt, "generate", model, "-n", options.n, "-o", free])
    run([
        options.lilt, "generate", model, "-n", options.n, "-o", guarded, "--no-copy", options.bars,
    ])
    copies = [sys.executable, HERE / "copies.py", "--corpus", corpus, "--bars", options.bars]
    print("without --no-copy: " + last_line(copies + [free]))
    guarded_copies = last_line(copies + [guarded])
    print(f"with --no-copy {options.bars}: " + guarded_copies)
    checked = last_line([sys.executable, CHECKER, "--summary", guarded])
    print("checker: " + checked)
    return 0 if " 0 with" in guarded_copies and " 0 fail" in checked else 1


def run(command):
    subprocess.run(list(map(str, command)), check=True)


def last_line(command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    return (done.stdout or done.stderr).strip().splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main())
