#!/usr/bin/env python3
"""Reads one large book with abc2midi's check run and with ours, in turns, on one core.

usage: speed_against_abc2midi.py CHECKER BOOK.abc [--copies N] [--rounds N]

CHECKER is the abcbench program of Benchmarks/abc/Checker, built with -c release
--static-swift-stdlib. Times are processor
time of the whole process, start and end included, which is how abc2midi can be measured.
"""

import argparse, itertools, re, resource, subprocess, tempfile


def processor_time(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checker")
    parser.add_argument("book")
    parser.add_argument("--copies", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    data = open(options.book, "rb").read().rstrip() + b"\n\n"
    # Every tune of the copies has a number of its own, as in a book, so that none is reported.
    numbers = itertools.count(1)
    book = re.sub(rb"(?m)^X:.*", lambda _: b"X:%d" % next(numbers), data * options.copies)
    with tempfile.NamedTemporaryFile(suffix=".abc") as file:
        file.write(book)
        file.flush()
        size = len(book)
        tunes = (b"\n" + data).count(b"\nX:") * options.copies
        commands = {"abc2midi -c": ["taskset", "-c", "0", "abc2midi", file.name, "-c"],
                    "ours": ["taskset", "-c", "0", options.checker, "read", file.name]}
        best = {}
        for _ in range(options.rounds):
            for name, command in commands.items():
                best[name] = min(best.get(name, 1e9), processor_time(command))
    for name, seconds in best.items():
        print(f"{name:12} {seconds:.3f} s  {tunes / seconds:8.0f} tunes/s  "
              f"{size / seconds / 1e6:6.1f} MB/s")
    print(f"ours is {best['abc2midi -c'] / best['ours']:.2f} times as fast "
          f"({tunes} tunes, {size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
