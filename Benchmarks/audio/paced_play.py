"""Plays in real time without a sound card and looks at what was heard.

    paced_play.py LILT

An ALSA device that writes into a pipe is emptied at the speed of sound (pace.py). Checked:
- onsets of clicks half a second apart, within 2 ms of the score;
- the samples are those of `lilt render`;
- SIGINT: exit code 130, and half a second later nothing is heard any more.
Needs libasound2, nothing else.
"""

import os
import pathlib
import signal
import struct
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
RATE = 48_000


def midi(events, end):
    """A format-0 file of 1 tick = 1 ms."""
    track, now = b"\x00\xff\x51\x03" + (500_000).to_bytes(3, "big"), 0
    for tick, message in sorted(events, key=lambda event: event[0]) + [(end, b"\xff\x2f\x00")]:
        delta, now = tick - now, tick
        length = [delta & 0x7F]
        while delta := delta >> 7:
            length.insert(0, delta & 0x7F | 0x80)
        track += bytes(length) + message
    header = b"MThd" + struct.pack(">IHHH", 6, 0, 1, 500)
    return header + b"MTrk" + struct.pack(">I", len(track)) + track


def configuration(folder, name):
    raw = folder / f"{name}.raw"
    config = folder / f"{name}.conf"
    config.write_text(
        "pcm.null { type null }\n"
        f'pcm.!default {{ type file slave.pcm null file "| {sys.executable} {HERE}/pace.py {raw}"'
        " format raw }\n"
    )
    return raw, dict(os.environ, ALSA_CONFIG_PATH=str(config))


def samples(path):
    data = path.read_bytes()
    return struct.unpack(f"<{len(data) // 2}h", data[: len(data) // 2 * 2])


def onsets(sound, threshold=300):
    found, last = [], -RATE
    for frame in range(len(sound) // 2):
        if abs(sound[frame * 2]) > threshold:
            if frame - last > RATE // 20:
                found.append(frame)
            last = frame
    return found


def wait_for_end(raw):
    for _ in range(100):
        if os.path.exists(f"{raw}.end"):
            return float(pathlib.Path(f"{raw}.end").read_text().split()[0])
        time.sleep(0.05)
    raise SystemExit(f"{raw}: the pacer did not end")


def check_clicks(lilt, folder):
    tune = folder / "clicks.mid"
    strokes = [(500 * n, bytes([0x99, 75, 100])) for n in range(1, 9)]
    ends = [(500 * n + 250, bytes([0x89, 75, 0])) for n in range(1, 9)]
    tune.write_bytes(midi(strokes + ends, 4500))
    raw, environment = configuration(folder, "clicks")
    begin = time.monotonic()
    subprocess.run([lilt, "play", "-q", tune], env=environment, check=True, timeout=60)
    wait_for_end(raw)
    heard = samples(raw)
    found = onsets(heard)
    worst = max(abs(frame - found[0] - 24_000 * n) for n, frame in enumerate(found)) / RATE * 1000
    seconds = len(heard) / 2 / RATE
    print(f"clicks: {len(found)} of 8, worst interval error {worst:.2f} ms, "
          f"{seconds:.2f} s of sound in {time.monotonic() - begin:.2f} s")
    assert len(found) == 8 and worst < 2
    assert time.monotonic() - begin > seconds - 1, "not paced"
    wave = folder / "clicks.wav"
    subprocess.run([lilt, "render", "-q", tune, "-o", wave], check=True, timeout=60,
                   stdout=subprocess.DEVNULL)
    rendered = wave.read_bytes()[44:]
    assert raw.read_bytes() == rendered, "played and rendered samples differ"
    print("clicks: the samples are those of the rendering")


def keep_time():
    """Real-time priority for this process alone, so that other load does not blur its clock."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(5))
    except OSError:
        pass


def check_interrupt(lilt, folder):
    tune = folder / "long.mid"
    tune.write_bytes(midi([(0, bytes([0xC0, 19])), (0, bytes([0x90, 60, 100])),
                           (60_000, bytes([0x80, 60, 0]))], 60_000))
    raw, environment = configuration(folder, "long")
    player = subprocess.Popen([lilt, "play", "-q", tune], env=environment)
    time.sleep(2)
    player.send_signal(signal.SIGINT)
    asked = time.monotonic()
    status = player.wait(timeout=10)
    exited = time.monotonic() - asked
    end = wait_for_end(raw)
    heard = samples(raw)
    loud = max(frame for frame in range(len(heard) // 2) if abs(heard[frame * 2]) > 30)
    silent = end - asked - (len(heard) // 2 - loud) / RATE
    print(f"interrupt: exit {status} after {exited:.2f} s, silence after {silent:.2f} s")
    # A busy machine takes longer to end the process.
    assert status == 130 and exited < 5
    assert silent < 0.5, "silence came late"
    assert max(abs(value) for value in heard[-64:]) <= 30


def main():
    lilt = os.path.abspath(sys.argv[1])
    keep_time()
    with tempfile.TemporaryDirectory() as name:
        check_clicks(lilt, pathlib.Path(name))
        check_interrupt(lilt, pathlib.Path(name))


if __name__ == "__main__":
    main()
