"""Takes sound from a pipe no faster than it plays: 48 kHz, stereo, 16 bits.

    pace.py OUT.raw < SOUND

The pipe holds 43 ms, as the buffer of a card would. Writes what it took to OUT.raw ("-" for nowhere)
and, at the end, three numbers to OUT.raw.end (or to the file in PACE_REPORT): the time at which the
last frame had been heard, how often the pipe was found empty, and the seconds that it was empty in
all. Like a card it keeps its time whatever else the machine does, as far as the system lets it.
"""

import array
import fcntl
import os
import signal
import sys
import termios
import time

BYTES_PER_SECOND = 48_000 * 4
PIPE_BYTES = 8192  # Two pages: one is filled while the other is emptied.


def waiting(descriptor):
    count = array.array("i", [0])
    fcntl.ioctl(descriptor, termios.FIONREAD, count)
    return count[0]


def shrink_pipe():
    """Gives the pipe its size, and returns what had come before and did not fit."""
    kept = b""
    while True:
        try:
            fcntl.fcntl(0, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
            return kept
        except OSError:
            kept += os.read(0, 65536)


def main() -> None:
    path = sys.argv[1]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the player.
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(10))
    except OSError:
        pass
    kept = shrink_pipe()
    start, count, dry, dry_time = None, 0, 0, 0.0
    with open("/dev/null" if path == "-" else path, "wb", buffering=0) as output:
        while True:
            is_dry = start is not None and not kept and waiting(0) == 0
            before = time.monotonic()
            block, kept = (kept[:1024], kept[1024:]) if kept else (os.read(0, 1024), b"")
            now = time.monotonic()
            if not block:
                break
            start = start or now
            if is_dry and now - before > 0.001:
                dry += 1
                dry_time += now - before
            output.write(block)
            count += len(block)
            ahead = start + count / BYTES_PER_SECOND - now
            if ahead > 0:
                time.sleep(ahead)
            else:
                start -= ahead  # What was lost is lost, as on a card.
    with open(os.environ.get("PACE_REPORT", path + ".end"), "w") as end:
        end.write(f"{(start or 0) + count / BYTES_PER_SECOND} {dry} {dry_time}")


main()
