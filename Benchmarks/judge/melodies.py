"""Melodies of ABC tunes as played, by the checker's own reader: steps of time and interval."""

import sys
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "checker"))

from abc_text import read_book, read_meter, read_text  # noqa: E402
from check_abc import tune_notes  # noqa: E402


def read_tunes(paths):
    """The tunes of files and folders, in order."""
    files = []
    for path in map(Path, paths):
        files += sorted(path.rglob("*.abc")) if path.is_dir() else [path]
    return [tune for path in files for tune in read_book(read_text(path))]


def melody(tune):
    """Onset, duration and pitch of each note, the highest of notes that start together."""
    tops = {}
    for onset, duration, pitch, _ in tune_notes(tune):
        if onset not in tops or pitch > tops[onset][1]:
            tops[onset] = (duration, pitch)
    return [(onset, *tops[onset]) for onset in sorted(tops)]


def steps(notes):
    """The time to the next onset and the interval to the next pitch, one less than the notes."""
    return [(b[0] - a[0], b[2] - a[2]) for a, b in zip(notes, notes[1:])]


def measure(tune):
    """The length of a full measure."""
    return read_meter(tune.fields.get("M", ["4/4"])[0]) or Fraction(1)
