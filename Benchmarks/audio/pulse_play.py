#!/usr/bin/env python3
"""Plays through a sound server without a sound card and looks at what was heard.

    pulse_play.py LILT [--busy] [--tolerance 5]

A PulseAudio server with a sink that is heard by nobody plays, and its monitor is recorded. Checked:
- onsets of clicks half a second apart, within some milliseconds of the score; with --busy while both
  cores are kept busy;
- a player that stands still for half a second tells of exactly one gap, and the music goes on: the
  clicks after the stall are as far apart as the score says, and half a second is missing before;
- a server that is killed ends the player with one line and exit code 1.
Needs pulseaudio, pulseaudio-utils and libasound2-plugins; where they are missing it says so and ends
with 77.
"""

import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from paced_play import RATE, midi, onsets, samples


def real_time(process):
    """Real-time priority for all of the server, so that other load cannot hide our own faults.

    Returns whether the system grants it.
    """
    try:
        for task in pathlib.Path(f"/proc/{process}/task").iterdir():
            os.sched_setscheduler(int(task.name), os.SCHED_FIFO, os.sched_param(15))
    except OSError:
        return False
    return True


class Server:
    """A sound server of its own, with its recorder."""

    def __init__(self, folder):
        self.folder = folder
        socket = folder / "pulse.sock"
        config = folder / "asound.conf"
        config.write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\n"
                          "ctl.!default { type pulse }\n")
        self.environment = dict(
            os.environ, XDG_RUNTIME_DIR=str(folder), HOME=str(folder),
            PULSE_SERVER=f"unix:{socket}", ALSA_CONFIG_PATH=str(config))
        self.process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1",
             "--disable-shm=yes", "--log-target=file:" + str(folder / "log"),
             "-L", "module-null-sink sink_name=cap rate=48000 channels=2 format=s16le",
             "-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1"],
            env=self.environment, stderr=subprocess.DEVNULL)
        for _ in range(200):
            if subprocess.run(["pactl", "info"], env=self.environment, capture_output=True,
                              check=False).returncode == 0:
                self.keeps_time = real_time(self.process.pid)
                return
            time.sleep(0.05)
        raise SystemExit("the sound server does not start")

    def record(self, path):
        recorder = subprocess.Popen(
            ["parec", "--latency-msec=20", "-d", "cap.monitor", "--raw", "--rate=48000",
             "--channels=2", "--format=s16le", path], env=self.environment)
        time.sleep(0.5)
        return recorder

    def end(self):
        self.process.kill()
        self.process.wait()


def strokes(count):
    events = [(500 * n, bytes([0x99, 75, 100])) for n in range(1, count + 1)]
    return midi(events + [(at + 250, bytes([0x89, 75, 0])) for at, _ in events], 500 * count + 500)


def check_onsets(lilt, server, folder, busy, tolerance):
    tune, heard = folder / "clicks.mid", folder / "clicks.raw"
    tune.write_bytes(strokes(8))
    load = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * busy)]
    recorder = server.record(heard)
    try:
        player = subprocess.run([lilt, "play", "-q", tune], env=server.environment, check=True,
                                timeout=120, stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)
    finally:
        for process in [recorder] + load:
            process.kill()
            process.wait()
    found = onsets(samples(heard))
    errors = [abs(frame - found[0] - 24_000 * n) / RATE * 1000 for n, frame in enumerate(found)]
    print(f"clicks: {len(found)} of 8, worst interval error {max(errors):.2f} ms"
          + (", both cores busy" if busy else ""), player.stderr.strip())
    assert player.stderr == "", "a gap was told that nobody heard"
    assert len(found) == 8 and max(errors) < tolerance


def check_stall(lilt, server, folder, tolerance):
    tune, heard = folder / "stall.mid", folder / "stall.raw"
    tune.write_bytes(strokes(12))
    recorder = server.record(heard)
    # A buffer of 85 ms, so that what else the machine does makes no gap of its own.
    player = subprocess.Popen([lilt, "play", "--latency", "safe", tune], env=server.environment,
                              stderr=subprocess.PIPE, text=True)
    while len(onsets(samples(heard))) < 4:
        time.sleep(0.1)
    player.send_signal(signal.SIGSTOP)
    time.sleep(0.5)
    player.send_signal(signal.SIGCONT)
    errors = player.communicate(timeout=120)[1]
    time.sleep(0.5)
    recorder.kill()
    recorder.wait()
    found = onsets(samples(heard))
    told = [line for line in errors.splitlines() if "gap" in line]
    steps = [1000 * (b - a) / RATE for a, b in zip(found, found[1:])]
    lost = [step - 500 for step in steps if abs(step - 500) > tolerance]
    print(f"stall of half a second: exit {player.returncode}, {len(found)} of 12 clicks, "
          f"{len(steps) - len(lost)} of 11 steps on time, "
          f"lost {', '.join(f'{time:.0f} ms' for time in lost)}, told {told}")
    assert player.returncode == 0 and len(found) == 12
    assert len(lost) == 1 and 300 < lost[0] < 700
    assert len(told) == 1 and told[0].startswith("1 gap ")


def check_death(lilt, server, folder):
    tune = folder / "long.mid"
    tune.write_bytes(strokes(60))
    player = subprocess.Popen([lilt, "play", "-q", tune], env=server.environment,
                              stderr=subprocess.PIPE, text=True)
    time.sleep(2)
    server.end()
    asked = time.monotonic()
    errors = player.communicate(timeout=60)[1].strip()
    print(f"server killed: exit {player.returncode} after {time.monotonic() - asked:.2f} s: {errors}")
    assert player.returncode == 1 and len(errors.splitlines()) == 1 and "stopped" in errors


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lilt")
    parser.add_argument("--busy", action="store_true")
    parser.add_argument("--tolerance", type=float, default=5, help="milliseconds")
    options = parser.parse_args()
    missing = [name for name in ["pulseaudio", "pactl", "parec"] if not shutil.which(name)]
    if missing:
        print(f"skipped: {', '.join(missing)} not installed")
        sys.exit(77)
    lilt = os.path.abspath(options.lilt)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        server = Server(folder)
        try:
            for check in [
                lambda: check_onsets(lilt, server, folder, options.busy, options.tolerance),
                lambda: check_stall(lilt, server, folder, options.tolerance),
            ]:
                try:
                    check()
                except AssertionError:
                    if server.keeps_time:
                        raise
                    print("  late; no failure where no real-time priority is granted")
            check_death(lilt, server, folder)
        finally:
            server.end()


main()
