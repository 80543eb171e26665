#!/usr/bin/env python3
"""Lets `lilt live` play for a long time without a sound card, and looks at what came of it.

    live_soak.py LILT MODEL [--minutes 30] [--folder FOLDER]

An ALSA device that writes into a pipe is emptied at the speed of sound (pace.py). Keys are pressed
all the while: tempo, temperature, key, kind of tune, instrument. Reported: bars, repeats of late
bars, how often the pipe was empty, memory after the first minute and at the end, whether every bar
of the recording fills its meter, and whether the replay gives the same bytes. Fails where there was a
gap, memory grew by 5 MB, a bar was broken or the replay differs.
"""

import argparse
import os
import pathlib
import pty
import random
import re
import select
import struct
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lilt")
    parser.add_argument("model")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--folder", default="/tmp/lilt-soak")
    return parser.parse_args()


def memory(process):
    """Resident memory in kB."""
    for line in open(f"/proc/{process}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def play(options, folder):
    config = folder / "asound.conf"
    config.write_text(
        "pcm.null { type null }\n"
        "pcm.!default { type file slave.pcm null "
        f'file "| {sys.executable} {HERE}/pace.py -" format raw }}\n'
    )
    command = [options.lilt, "live", options.model, "--seed", "11", "--record", str(folder / "take.mid")]
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(
            ALSA_CONFIG_PATH=str(config), PACE_REPORT=str(folder / "pace.end"), TERM="xterm"
        )
        os.execv(command[0], command)
    begin = time.monotonic()
    choice = random.Random(1)
    keys = ["+", "-", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "i", "r", "m", "n"]
    next_key, next_look, seen, sizes = 20.0, 60.0, b"", []
    asked = False
    while True:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                break
            if not data:
                break
            seen = (seen + data)[-4000:]
        now = time.monotonic() - begin
        if now > next_key and not asked:
            os.write(terminal, choice.choice(keys).encode())
            next_key = now + choice.uniform(5, 25)
        if now > next_look and not asked:
            sizes.append(memory(child))
            next_look = now + 10
        if now > options.minutes * 60 and not asked:
            os.write(terminal, b"q")
            asked = True
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    lines = [line for line in re.split(rb"[\r\n]+", seen) if b"played again" in line]
    print(f"exit code {code} after {now / 60:.1f} minutes")
    told = lines[-1].split(b"K")[-1].decode() if lines else seen.decode(errors="replace")
    print(told)
    growth = (max(sizes) - sizes[0]) / 1024 if sizes else 0
    if sizes:
        print(f"memory after a minute {sizes[0]} kB, at the end {sizes[-1]} kB, "
              f"at most {max(sizes)} kB: growth {growth:.1f} MB")
    _, dry, dry_time = (folder / "pace.end").read_text().split()
    print(f"the pipe was empty {dry} times, {float(dry_time) * 1000:.0f} ms in all")
    return code == 0 and dry == "0" and growth < 5 and "; 0 gaps" in told


def read_length(data, place):
    value = 0
    while True:
        byte = data[place]
        value, place = value << 7 | byte & 0x7F, place + 1
        if byte < 0x80:
            return value, place


def track_events(data):
    """(tick, status, bytes) of a track."""
    place, tick, status = 0, 0, 0
    while place < len(data):
        delta, place = read_length(data, place)
        tick += delta
        if data[place] >= 0x80:
            status, place = data[place], place + 1
        if status in (0xFF, 0xF0, 0xF7):
            kind = data[place] if status == 0xFF else 0
            place += status == 0xFF
            length, place = read_length(data, place)
            yield tick, (status, kind), data[place:place + length]
            place += length
        else:
            length = 1 if status & 0xF0 in (0xC0, 0xD0) else 2
            yield tick, (status, 0), data[place:place + length]
            place += length


def check_bars(path):
    """Every meter of the file holds for whole measures, and no note is left on."""
    data = path.read_bytes()
    division = struct.unpack(">H", data[12:14])[0]
    place, meters, ends, hanging, notes = 14, [], [], 0, 0
    while place < len(data):
        length = struct.unpack(">I", data[place + 4:place + 8])[0]
        on = {}
        for tick, (status, kind), content in track_events(data[place + 8:place + 8 + length]):
            if (status, kind) == (0xFF, 0x58):
                meters.append((tick, content[0] * 4 * division // 2 ** content[1], content[0], 2 ** content[1]))
            if (status, kind) == (0xFF, 0x2F):
                ends.append(tick)
            if status & 0xF0 == 0x90:
                notes += content[1] > 0
                on[content[0]] = content[1] > 0
            if status & 0xF0 == 0x80:
                on[content[0]] = False
        hanging += sum(on.values())
        place += 8 + length
    wrong = 0
    meters.append((max(ends), 1, 0, 0))
    for (tick, measure, _, _), (following, _, _, _) in zip(meters[:-1], meters[1:-1]):
        wrong += (following - tick) % measure != 0
    print(f"{path.name}: {notes} notes, {len(meters) - 1} changes of meter, {wrong} with a broken "
          f"measure before the next, {hanging} notes left on")
    return wrong == 0 and hanging == 0


def main():
    options = parse()
    options.lilt, options.model = os.path.abspath(options.lilt), os.path.abspath(options.model)
    folder = pathlib.Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    steady = play(options, folder)
    legal = check_bars(folder / "take.mid")
    again = folder / "again.mid"
    subprocess.run([options.lilt, "live", options.model, "-q", "--replay", folder / "take.mid",
                    "--record", again], check=True, stdout=subprocess.DEVNULL)
    same = again.read_bytes() == (folder / "take.mid").read_bytes()
    print("the replay gives", "the same bytes" if same else "OTHER BYTES")
    sys.exit(not (steady and legal and same))


if __name__ == "__main__":
    main()
