#!/usr/bin/env python3
"""Whether `lilt corpus prepare` survives kill -9 at any moment and ends with the same bytes.

    kill_prepare.py LILT CORPUS STORE [KILLS]

STORE is a finished store of CORPUS, made with default options; a second one is made beside it with
KILLS kills (8) after random seconds, and compared file by file.
"""
import hashlib
import pathlib
import random
import shutil
import subprocess
import sys
import time


def digests(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()}


def main(lilt, corpus, store, kills=8):
    again = store.rstrip("/") + ".killed"
    shutil.rmtree(again, ignore_errors=True)
    command = [lilt, "corpus", "prepare", corpus, "--output", again, "--quiet"]
    chance, killed = random.Random(1), 0
    start = time.time()
    process = subprocess.Popen(command)
    while killed < int(kills):
        try:
            process.wait(chance.uniform(0.2, 12))
            break
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
            process = subprocess.Popen(command)
    code = process.wait()
    first, second = digests(store), digests(again)
    different = [name for name in first.keys() | second.keys()
                 if first.get(name) != second.get(name)]
    print(f"{killed} kills, exit code {code}, {time.time() - start:.0f} s; {len(first)} files, "
          f"{len(different)} different {different[:3]}")
    sys.exit(1 if different or code else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
