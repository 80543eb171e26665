"""A key finder for melodies, apart from Lilt's own.

A key scores by the time that its scale sounds, and more by its tonic, fifth and third. The last note, where
most tunes come home, counts extra.
"""

SCALES = {
    "maj": (0, 2, 4, 5, 7, 9, 11), "min": (0, 2, 3, 5, 7, 8, 10), "dor": (0, 2, 3, 5, 7, 9, 10),
    "mix": (0, 2, 4, 5, 7, 9, 10),
}
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def named_key(name):
    """The tonic and mode of a name such as `D`, `Em`, `F#dor`."""
    tonic, rest = STEPS[name[0]], name[1:]
    if rest[:1] in ("#", "b"):
        tonic, rest = tonic + (1 if rest[0] == "#" else -1), rest[1:]
    return tonic % 12, {"": "maj", "m": "min"}.get(rest, rest[:3].lower())


def find_keys(notes, tonics=range(12)):
    """The tonics and modes that fit (onset, duration, pitch) triples best; several where nothing tells them
    apart, as minor and dorian without a sixth."""
    times = [0.0] * 12
    for _, duration, pitch in notes:
        times[pitch % 12] += float(duration)
    total = sum(times) or 1
    final = notes[-1][2] % 12 if notes else 0
    scores = {}
    for tonic in tonics:
        for mode, scale in SCALES.items():
            score = sum(times[(tonic + degree) % 12] for degree in scale) / total * 3
            score += times[tonic] / total + 0.4 * times[(tonic + 7) % 12] / total
            score += 0.3 * times[(tonic + scale[2]) % 12] / total + (0.5 if tonic == final else 0)
            scores[tonic, mode] = score
    best = max(scores.values())
    return {key for key, score in scores.items() if score >= best - 1e-9}
