#!/usr/bin/env python3
"""Counts what the audio thread must not do: allocate memory, and wait for locks.

    audio_thread.py LILT MODEL [--bars 24]

Plays `lilt live` into a pipe that is emptied at the speed of sound, with count_blocking.c preloaded.
Needs clang or gcc, and the right to real-time priority, by which the thread is known. FluidSynth 2.3
renders in an OpenMP region, for which one small block is taken at each call, and ALSA takes locks
that nobody else holds: what counts is that nobody else allocates, and that no lock was held by another
thread.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lilt")
    parser.add_argument("model")
    parser.add_argument("--bars", type=int, default=24)
    options = parser.parse_args()
    compiler = shutil.which("clang") or shutil.which("gcc")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        library, report, config = folder / "count.so", folder / "count", folder / "asound.conf"
        subprocess.run([compiler, "-O1", "-fno-builtin", "-shared", "-fPIC", "-o", library,
                        HERE / "count_blocking.c", "-ldl"], check=True)
        config.write_text("pcm.null { type null }\npcm.!default { type file slave.pcm null "
                          f'file "| {sys.executable} {HERE}/pace.py -" format raw }}\n')
        environment = dict(os.environ, ALSA_CONFIG_PATH=str(config), LD_PRELOAD=str(library),
                           COUNT_REPORT=str(report), PACE_REPORT=str(folder / "pace"))
        subprocess.run([options.lilt, "live", options.model, "-q", "--bars", str(options.bars)],
                       env=environment, check=True)
        ours, fluid, locks, contended = map(int, report.read_text().split())
    print(f"audio thread: {ours} allocations, {fluid} more inside FluidSynth; {locks} locks, "
          f"{contended} of them held by another thread")
    sys.exit(ours > 0 or contended > 0)


main()
