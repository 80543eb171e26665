#!/usr/bin/env python3
"""Pictures of twelve instruments: a scale and a held note of each, as spectrograms.

    listening_sheet.py LILT FOLDER

Needs sox. Look at them for harmonics that are straight and even, attacks without clicks (no bright
column before the sound), loops without edges (no column within a held note), and an end in silence.
"""

import os
import pathlib
import subprocess
import sys

from paced_play import midi

FONT = pathlib.Path(__file__).resolve().parents[2] / "SoundFonts/Lilt.sf2"

INSTRUMENTS = {
    "whistle": 78, "flute": 73, "fiddle": 110, "concertina": 23, "accordion": 21, "pipes": 109,
    "banjo": 105, "guitar": 24, "harp": 46, "piano": 0, "bass": 32, "bodhran": None,
}


def tune(program):
    channel = 9 if program is None else 0
    events = [] if program is None else [(0, bytes([0xC0, program]))]
    base = 38 if program == 32 else 62
    keys = list(range(27, 35)) if program is None else [base + n for n in [0, 2, 4, 5, 7, 9, 11, 12]]
    for n, key in enumerate(keys):
        events.append((400 * n + 100, bytes([0x90 | channel, key, 100])))
        events.append((400 * n + 400, bytes([0x80 | channel, key, 0])))
    if program is not None:
        events.append((3600, bytes([0x90, base + 7, 100])))
        events.append((6600, bytes([0x80, base + 7, 0])))
    return midi(events, 7000)


def main():
    lilt, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, program in INSTRUMENTS.items():
        piece, wave = folder / f"{name}.mid", folder / f"{name}.wav"
        piece.write_bytes(tune(program))
        subprocess.run([lilt, "render", "-q", piece, "-o", wave, "--no-reverb", "--no-chorus",
                        "--soundfont", FONT],
                       check=True)
        subprocess.run(["sox", wave, "-n", "remix", "1", "rate", "16k", "spectrogram", "-x", "900",
                        "-y", "257", "-z", "90", "-t", f"the {name}", "-o", folder / f"{name}.png"],
                       check=True)


main()
