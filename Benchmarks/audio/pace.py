"""Takes sound from a pipe no faster than it plays: 48 kHz, stereo, 16 bits.

    pace.py OUT.raw < SOUND

Writes what it took to OUT.raw and the time of the last byte to OUT.raw.end.
"""

import os
import signal
import sys
import time

BYTES_PER_SECOND = 48_000 * 4


def main() -> None:
    path = sys.argv[1]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the player.
    start, count = None, 0
    with open(path, "wb", buffering=0) as output:
        while block := os.read(0, 1024):
            start = start or time.monotonic()
            output.write(block)
            count += len(block)
            ahead = start + count / BYTES_PER_SECOND - time.monotonic()
            if ahead > 0:
                time.sleep(ahead)
    with open(path + ".end", "w") as end:
        end.write(str(time.monotonic()))


main()
