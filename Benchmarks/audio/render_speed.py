#!/usr/bin/env python3
"""Renders two minutes of music with Lilt and with the `fluidsynth` program, in turn.

    render_speed.py LILT [--rounds 7]

Both use Lilt's SoundFont, 48 kHz, the same gain, reverb and chorus, and write 16-bit WAV. Whole
processes are timed; the medians and their ratio are printed. Then ten renders are compared.
"""

import argparse
import hashlib
import os
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

from paced_play import midi

PROGRAMS = [73, 110, 21, 24, 32, 0]


def two_minutes():
    """Six parts and drums, about 4,000 notes in 120 s."""
    choice, events = random.Random(1), []
    for channel, program in enumerate(PROGRAMS):
        events.append((0, bytes([0xC0 | channel, program])))
        for beat in range(600):
            if channel < 5 or beat % 2 == 0:
                key = 50 + channel * 4 + choice.choice([0, 2, 4, 7, 9, 12])
                events.append((beat * 200, bytes([0x90 | channel, key, 80])))
                events.append((beat * 200 + 180, bytes([0x80 | channel, key, 0])))
    for beat in range(360):
        key = [36, 42, 38][beat % 3]
        events.append((beat * 333, bytes([0x99, key, 90])))
        events.append((beat * 333 + 100, bytes([0x89, key, 0])))
    return midi(events, 120_000)


def timed(command, environment=None):
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env=environment)
    return time.perf_counter() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lilt")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    lilt = os.path.abspath(options.lilt)
    font = pathlib.Path(__file__).resolve().parents[2] / "SoundFonts/Lilt.sf2"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        piece, ours, theirs = folder / "piece.mid", folder / "ours.wav", folder / "theirs.wav"
        piece.write_bytes(two_minutes())
        own = [lilt, "render", "-q", piece, "-o", ours, "--soundfont", font]
        peer = ["fluidsynth", "-q", "-ni", "-g", "0.6", "-r", "48000", "-R", "1", "-C", "1",
                "-F", theirs, font, piece]
        pairs = [(timed(own), timed(peer)) for _ in range(options.rounds)]
        ratios = [a / b for a, b in pairs]
        print(f"lilt {statistics.median(a for a, _ in pairs):.2f} s, "
              f"fluidsynth {statistics.median(b for _, b in pairs):.2f} s, "
              f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
        sums = set()
        for _ in range(10):
            timed(own)
            sums.add(hashlib.sha256(ours.read_bytes()).hexdigest())
        print(f"ten renders: {len(sums)} different")


main()
