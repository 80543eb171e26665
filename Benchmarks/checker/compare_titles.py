#!/usr/bin/env python3
"""Checks that each tune of a corpus is the tune that its title says.

    compare_titles.py --against FOLDER... PATH...

Every tune below PATH is compared with the settings of the same title below the FOLDERs (title without
article, bracketed remarks, numbers, accents and punctuation; all `T:` lines count). Keys do not matter:

* `contour`: the pitch class at equal steps of the measure (8 to a measure in duple time, 6 in triple and
  compound time, 9 in 9/8, 12 in 12/8; also 4 against 8, since 2/4 is written as 4/4 and back), as edit
  similarity, the best of the likeliest transpositions;
* `runs`: the share of the tune's runs of five diatonic intervals that the setting has too;
* `rank`: the place of the best setting of the title among all tunes there, by `runs`.

A tune *matches* when its contour is above that of all but 1 % of unrelated pairs of the same kind of
meter (measured on a seeded sample), or when no other tune there shares more of its runs. A tune is a
*copy* when an unbroken run of at least half of its music text (spaces, chord symbols and the kind of bar
line left out) is in a setting. Exit 1 if a tune does not match or is a copy.
"""

import argparse
import json
import random
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from abc_text import read_book, read_text
from check_abc import find_files

RUN = 5
SAMPLE = 400
COPIED_SHARE = 0.5


def main():
    options = parse_options()
    library = [Setting(path, tune) for path in find_files(options.against) for tune in read_book(read_text(path))]
    library = [setting for setting in library if len(setting.runs) > 2]
    by_title = defaultdict(list)
    for setting in library:
        for title in setting.titles:
            by_title[title].append(setting)
    tunes = [Setting(path, tune) for path in find_files(options.paths) for tune in read_book(read_text(path))]
    limits = {kind: unrelated_limit(library, kind) for kind in sorted({tune.kind for tune in tunes})}
    rows = [compare(tune, by_title, library, limits[tune.kind]) for tune in tunes]
    if options.json:
        print(json.dumps({"limits": limits, "tunes": rows}, indent=1, ensure_ascii=False))
    else:
        print_rows(rows, limits, options.all)
    return 1 if any(row["copy"] or row["matches"] is False for row in rows) else 0


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("paths", nargs="+", help="the tunes to check: ABC files or folders")
    parser.add_argument("--against", nargs="+", required=True, help="settings: ABC files or folders")
    parser.add_argument("--all", action="store_true", help="one line for every tune")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser.parse_args()


class Setting:
    """A tune as the comparison sees it."""

    def __init__(self, path, tune):
        self.place = f"{path}:{tune.line}"
        self.number, self.title = tune.number, tune.title
        self.titles = {normalised_title(part) for title in tune.titles for part in title_parts(title)} - {""}
        segments = next(iter(tune.voices.values()), [])
        self.kind = kind_of_meter((tune.fields.get("M") or [""])[0])
        self.runs = interval_runs([
            max(note.pitch for note in event.notes)
            for segment in segments for event in segment.layers[0] if event.notes
        ])
        self.contour = contour(segments, self.kind)
        self.text = music_text(tune)


DIVISIONS = {"duple": 8, "triple": 6, "compound": 6, "nine": 9, "twelve": 12}


def kind_of_meter(text):
    kinds = {"3": "triple", "6": "compound", "9": "nine", "12": "twelve"}
    return kinds.get(text.partition("/")[0].strip(), "duple")


def title_parts(title):
    title = title.strip().strip('"')
    return [title] + re.split(r"\s+or\s+|\s*/\s*|\s+--\s+", title, flags=re.IGNORECASE)


def normalised_title(title):
    """Lower case; no article, bracketed remark, number, accent or punctuation."""
    text = unicodedata.normalize("NFKD", title)
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    text = re.sub(r"['’`]", "", text)
    text = re.sub(r"--.*", " ", text)
    text = re.sub(r"\b(no|nr|number)\b\.?\s*\d+|\d+", " ", text)
    text = re.sub(r"[^a-z ]", " ", text)
    text = re.sub(r"\b(reel|jig|hornpipe|waltz|polka|march|slip jig|set dance)\s*$", "", text.strip())
    words = [word for word in text.split() if word not in ("the", "a", "an")]
    return " ".join(words)


def interval_runs(pitches):
    """All runs of five intervals, measured in scale-like steps so that modes compare."""
    steps = [round((b - a) * 7 / 12) for a, b in zip(pitches, pitches[1:])]
    return {tuple(steps[i : i + RUN]) for i in range(len(steps) - RUN + 1)}


def contour(segments, kind):
    """The pitch class at every division of every measure; the last one holds through rests."""
    classes, last = [], 0
    for segment in segments:
        events = segment.layers[0]
        if segment.whole is None or not events:
            continue
        unit = segment.whole / DIVISIONS[kind]
        position = events[0].onset
        index = 0
        while position < segment.length:
            while index + 1 < len(events) and events[index + 1].onset <= position:
                index += 1
            if events[index].notes:
                last = max(note.pitch for note in events[index].notes) % 12
            classes.append(last)
            position += unit
    return classes


def similarity(first, second):
    """Contour similarity of two settings, 0 to 1."""
    pairs = [(first.contour, second.contour)]
    if first.kind == second.kind == "duple":
        pairs += [(first.contour[::2], second.contour), (first.contour, second.contour[::2])]
    return max(edit_similarity(a, b) for a, b in pairs)


def edit_similarity(first, second):
    """Edit similarity of two contours, 0 to 1, best of the four likeliest transpositions."""
    if not first or not second:
        return 0.0
    short, long = sorted((first, second), key=len)
    best = 0.0
    counts = [[sum(1 for p in s if p == c) for c in range(12)] for s in (short, long)]
    order = sorted(range(12), key=lambda t: -sum(min(counts[0][(c - t) % 12], counts[1][c]) for c in range(12)))
    for shift in order[:4]:
        moved = [(pitch + shift) % 12 for pitch in short]
        best = max(best, 1 - edit_distance(moved, long) / len(long))
    return best


def edit_distance(short, long):
    row = list(range(len(short) + 1))
    for i, b in enumerate(long, 1):
        diagonal, row[0] = row[0], i
        left = i
        for j, a in enumerate(short, 1):
            above = row[j]
            left = diagonal if a == b else 1 + min(diagonal, above, left)
            diagonal, row[j] = above, left
    return row[-1]


def unrelated_limit(library, kind):
    """The contour similarity that 1 % of unrelated pairs reach."""
    same = [setting for setting in library if setting.kind == kind and 32 <= len(setting.contour) <= 400]
    if len(same) < 20:
        return 0.55
    generator = random.Random(1)
    scores = []
    for _ in range(SAMPLE):
        first, second = generator.sample(same, 2)
        if not first.titles & second.titles:
            scores.append(similarity(first, second))
    return round(sorted(scores)[int(len(scores) * 0.99)], 3)


def shared_runs(tune, setting):
    return len(tune.runs & setting.runs) / max(len(tune.runs), 1)


def compare(tune, by_title, library, limit):
    settings = {id(s): s for title in tune.titles for s in by_title.get(title, [])}.values()
    shares = sorted(((shared_runs(tune, s), s.place, s) for s in library), key=lambda x: (-x[0], x[1]))
    copied, source = max(((copied_share(tune, s), s.place) for s in [*settings, *(x[2] for x in shares[:5])]),
                         default=(0.0, ""))
    row = {
        "number": tune.number, "title": tune.title, "settings": len(settings),
        "nearest": {"runs": round(shares[0][0], 2), "title": shares[0][2].title, "place": shares[0][1]},
        "copied": round(copied, 2), "copy": copied >= COPIED_SHARE, "copied_from": source,
        "matches": None,
    }
    if settings:
        places = {s.place for s in settings}
        row["rank"] = next(i for i, x in enumerate(shares, 1) if x[1] in places)
        row["contour"] = round(max(similarity(tune, s) for s in settings), 3)
        row["runs"] = round(max(shared_runs(tune, s) for s in settings), 2)
        row["matches"] = row["contour"] > limit or row["rank"] == 1
    return row


def music_text(tune):
    """The music of a tune as bare text, bar lines alike, for the search for copies."""
    body = []
    seen_key = False
    for line in tune.text:
        if re.match(r"[A-Za-z+]:(?![|:])", line):
            seen_key |= line.startswith("K:")
        elif seen_key:
            body.append(re.sub(r"%.*", "", line))
    text = re.sub(r'"[^"]*"|![^!]*!|\{[^}]*\}', "", "".join(body))
    text = re.sub(r"\[?[|:]+[\]:|]*(\[?\d)?", "|", text)
    return re.sub(r"[\s\\~.()uvTHM`-]", "", text)


def copied_share(tune, setting):
    """The longest run of text that both have, as a share of the tune's text."""
    a, b = tune.text, setting.text
    if not a or not b:
        return 0.0
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        pieces = {b[i : i + middle] for i in range(len(b) - middle + 1)}
        if any(a[i : i + middle] in pieces for i in range(len(a) - middle + 1)):
            low = middle
        else:
            high = middle - 1
    return low / len(a)


def print_rows(rows, limits, everything):
    compared = [row for row in rows if row["settings"]]
    for row in rows:
        wrong = row["copy"] or row["matches"] is False
        if not (everything or wrong):
            continue
        verdict = "copy" if row["copy"] else {True: "match", False: "DIFFERS", None: "-"}[row["matches"]]
        figures = (
            f"contour {row['contour']:.2f} runs {row['runs']:.2f} rank {row['rank']}" if row["settings"] else ""
        )
        nearest = f"nearest {row['nearest']['title']} ({row['nearest']['runs']:.2f})"
        print(f"X:{row['number']} {row['title']}: {verdict} {figures} copied {row['copied']:.2f} {nearest}")
    matching = [row for row in compared if row["matches"]]
    first = [row for row in compared if row["rank"] == 1]
    print(f"{len(rows)} tunes, {len(compared)} with a setting of the same title, {len(matching)} match, "
          f"{len(compared) - len(matching)} differ, {sum(row['copy'] for row in rows)} copies")
    if compared:
        contours = sorted(row["contour"] for row in compared)
        print(f"contour: median {contours[len(contours) // 2]:.2f}, lowest {contours[0]:.2f}; "
              f"unrelated pairs reach (1 %): {limits}")
        print(f"rank 1 by shared runs: {len(first)} of {len(compared)}")
        copied = sorted(row["copied"] for row in rows)
        print(f"longest copied run of text: median {copied[len(copied) // 2]:.2f}, most {copied[-1]:.2f}")


if __name__ == "__main__":
    sys.exit(main())
