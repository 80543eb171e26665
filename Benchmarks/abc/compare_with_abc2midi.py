#!/usr/bin/env python3
"""Compares the melody notes of ABC files as abc2midi and as we play them.

usage: compare_with_abc2midi.py [--reader COMMAND] [--show] FILE.abc ...

Every tune is given to both as the same text. What abc2midi does of its own accord is taken out of
that text or of its result by rule: grace notes, trills, rolls and staccato dots are removed, R: is
removed (hornpipes swing), chord symbols are not accompanied (-NGUI), fermatas do not lengthen
(-NFER), events come one tick late, notes of a chord ten ticks after each other.

A tune that still differs is looked at for what the two read otherwise; the section of ABC 2.1 that
decides is told, and how often each did. Exit 1 where no section is known.

COMMAND prints one JSON object per tune with "tune" and "notes" (onset and duration as fractions of
a whole note); the default is `lilt inspect --notes --json`.
"""

import argparse, json, os, re, struct, subprocess, sys, tempfile
from collections import Counter
from fractions import Fraction

TICKS_PER_WHOLE = 4 * 480

# What abc2midi objects to, and the section of ABC 2.1 that decides what is to be played.
DECIDED = [
    ("Cannot apply broken rhythm", "4.4", "> between unequal notes is undefined; applied to each"),
    (r"another \|:", "4.8", "a |: in an open repeat"),
    (r"I: key|Missing :\|", "4.8", "repeats without their start"),
    (r"found \[1|variant ending", "4.9", "endings without their end"),
    ("note to be tied", "4.11", "a tie to another pitch ties nothing"),
    ("Malformed note|Unrecognized character", "4.14", "a decoration before a bar line"),
    ("Chord already", "4.17", "the duration of a chord"),
    ("Guitar chord|chord name", "4.18", "chord symbols take no time"),
    ("Unknown mode", "3.1.14", "what follows the mode in K:"),
    ("First K: field must specify|No valid K: field", "3.1.14", "an empty K: is no key signature"),
    ("Not a valid microtone", "4.6", "stafflines in K: is no accidental"),
    ("nested tuples", "4.13", "a tuplet counts notes, not time"),
    ("missplaced w: field", "3.3", "+: goes on with the field before it"),
    ("in middle of line", "12.2", "+ and ! of older dialects"),
]


# What abc2midi does not follow, by the text of the tune.
DECIDED_BY_TEXT = [
    (r"\A(?!(.*\n)*K:)", "3.1.14", "a tune without K: is read with a warning"),
    (r"!(D\.C\.|D\.S\.|dacapo|dacoda)", "4.14", "D.C. and D.S. are followed"),
    (r"(?m)^V:.*\b(treble|bass|alto|tenor)[-+]8", "4.6", "a clef of V: sounds an octave off"),
    (r"%%MIDI (drum(on|map)?|drone)\b", "11.2", "drums and drones are accompaniment, which is off"),
    (r"\][<>]|[<>]\s*([|:]|\Z)", "4.4", "> next to a chord or a bar line"),
    (r"(?m)^M: *3/[24](.*\n)*.*\([579](?![:\d])", "4.13", "3/4 is no compound meter"),
    (r"\[[^]|:\"]*[A-Ga-g][,']*\d[^]|:\"]*[A-Ga-g][,']*\]|\[[A-Ga-g][,']*[A-Ga-g][,']*\d", "4.17",
     "the notes of a chord may differ in length"),
    (r"-\s*(:\||\|?\s*\[?1\b)", "4.11", "a tie before a repeat or an ending, by what is played next"),
    (r'"\s*-', "4.11", "a tie apart from its note"),
    (r"(?m)^K:.*\n(.*\n)*P:", "3.1.9", "a repeat without a start is one of its part"),
    (r"\|\|\||\|\|:|:\|\[", "4.8", "any row of bars and colons is one bar line"),
    (r"(?m)^U:", "4.16", "a decoration by another name, which abc2midi plays out"),
    (r"R[A-Ga-g~]| '\[", "4.14", "a decoration, which abc2midi plays out"),
    (r"\[[^]|:\"]*-[^]|:\"]*\]", "4.11", "the notes of a chord are tied each for itself"),
    (r"clef=\w+[-+]8", "4.6", "a clef of K: sounds an octave off"),
    (r"(?m)^M: *\d+ *$", "3.1.6", "a meter without a denominator"),
    (r"\(&", "7.4", "an overlay that spans measures is none of 2.1's"),
    (r"\+[\^_=]*[A-Ga-g][^+\n]*\+", "12.2", "a chord between + of older dialects"),
]


def read_text(path):
    data = open(path, "rb").read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def tunes_of(text):
    """The tunes of a book, each from its X: to the next empty line."""
    tunes, current = [], None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.startswith("X:"):
            current = []
            tunes.append(current)
        elif not line.strip():
            current = None
        if current is not None:
            current.append(line)
    return tunes


def plain(line):
    """A line without what abc2midi plays in a way of its own."""
    if re.match(r"[A-Za-z+]:", line) and not re.match(r".:[|:]", line):
        return None if line[0] in "Rm" else line
    if line.startswith("%"):
        return line
    parts = re.split(r'("[^"]*"|!(?:trill|roll|staccato|mordent|uppermordent|lowermordent|'
                     r'pralltriller|turn|arpeggio|breath)!|\[[A-Za-z]:[^\]]*\])', line)
    for i in range(0, len(parts), 2):
        part = re.sub(r"\{[^}]*\}", "", parts[i])
        part = re.sub(r"[~TPM](?=[\^_=A-Ga-g\[(!\"uvHLOS.{])", "", part)
        parts[i] = re.sub(r"\.+(?=[\^_=A-Ga-g\[(!\"uv])", "", part)
    for i in range(1, len(parts), 2):
        if parts[i].startswith("!"):
            parts[i] = ""
    return "".join(parts)


def has_music(lines):
    return any(line.strip() and not re.match(r"[A-Za-z+]:(?![|:])|%", line) for line in lines)


def with_explicit_repeats(lines):
    """A tune whose repeats say in full what the standard has them mean.

    A :| that goes back to a double bar finds a |: there: ABC 2.1, section 4.8, sends it to the last
    double bar, abc2midi to the one before or to the start. A second or later ending that :| closes
    is closed by ||: section 4.9 has an ending stop there, abc2midi goes back to the start once more.
    """
    music = [i for i, line in enumerate(lines)
             if not re.match(r"[A-Za-z+]:(?![|:])", line) and not line.startswith("%")]
    text = "\n".join(lines[i] for i in music)
    masked = re.sub(r'"[^"\n]*"|\[[A-Za-z]:[^\]\n]*\]', lambda m: "#" * len(m.group()), text)
    opened, ending, boundary, edits = False, 0, None, []
    for match in re.finditer(r"::+|:*(?:\[\||\|)[|\]]*:*(\s*\[?\d)?|\[\d", masked):
        token = match.group()
        bar = token.rstrip("0123456789 \n").rstrip("[") if match.group(1) else token
        number = re.search(r"\d$", token)
        if bar.startswith(":") and ending > 1 and not number:
            edits.append((match.start(), len(bar), "|:" if bar.endswith(":") else "||"))
            opened, boundary, ending = False, match.end(), 0
        elif bar.startswith(":"):
            if not opened and boundary is not None:
                edits.append((boundary, 0, " |: "))
            opened, boundary = False, None if number else match.end()
            if not number:
                ending = 0
        if bar.endswith(":"):
            opened, boundary, ending = True, None, 0
        elif bar in ("||", "|||", "|]", "[|") and (ending or not opened) and not number:
            opened, boundary, ending = False, match.start() + len(bar), 0
        if number:
            ending = int(number.group())
    for at, length, new in sorted(edits, reverse=True):
        text = text[:at] + new + text[at + length:]
    result = list(lines)
    for index, line in zip(music, text.split("\n")):
        result[index] = line
    return result


def abc2midi_notes(tunes, folder):
    """What abc2midi plays for each tune, and the errors that it reports in a tune.

    A tune that ends the program, or gives no file, is taken as faulty; the run goes on after it.
    """
    with open(os.path.join(folder, "t.abc"), "w") as file:
        for number, lines in tunes.items():
            file.write(f"X:{number}\n" + "\n".join(lines) + "\n\n")
    notes, errors, left = {}, {}, list(tunes)
    while left:
        with open(os.path.join(folder, "part.abc"), "w") as file:
            for number in left:
                file.write(f"X:{number}\n" + "\n".join(tunes[number]) + "\n\n")
        result = subprocess.run(["abc2midi", "part.abc", "-NGUI", "-NFER"], cwd=folder,
                                capture_output=True)
        error, done = "", 0
        for line in result.stdout.decode("latin-1").splitlines():
            if line.startswith("Error"):
                error += line.split(" : ", 1)[-1] + "; "
            match = re.match(r"writing MIDI file .*?(\d+)\.mid", line)
            if not match:
                continue
            number = int(match.group(1))
            with open(os.path.join(folder, f"part{number}.mid"), "rb") as file:
                data = file.read()
            notes[number] = midi_notes(data) if len(data) > 14 else []
            if error or len(data) <= 14:
                errors[number] = error or "no file"
            error, done = "", left.index(number) + 1
        if done == len(left):
            break
        errors.update((number, error or "the end of the program") for number in left[done:done + 1])
        left = left[done + 1:]
    return notes, errors


def variable_length(data, at):
    value = 0
    while True:
        byte = data[at]
        at += 1
        value = value << 7 | byte & 127
        if byte < 128:
            return value, at


def midi_notes(data):
    """(onset, end, pitch) of every note, in ticks of 1/1920 whole note."""
    division = struct.unpack(">H", data[12:14])[0]
    notes, at = [], 14
    while at + 8 <= len(data):
        size = struct.unpack(">I", data[at + 4:at + 8])[0]
        notes += track_notes(data[at + 8:at + 8 + size], 480 / division)
        at += 8 + size
    return sorted(notes)


def track_notes(track, scale):
    notes, open_notes = [], {}
    at = time = status = 0
    while at < len(track):
        delta, at = variable_length(track, at)
        time += delta
        if track[at] & 0x80:
            status = track[at]
            at += 1
        if status == 0xFF:
            size, at = variable_length(track, at + 1)
            at += size
        elif status in (0xF0, 0xF7):
            size, at = variable_length(track, at)
            at += size
        elif status >> 4 in (0xC, 0xD):
            at += 1
        else:
            key, velocity = track[at], track[at + 1]
            at += 2
            channel = status & 15
            if status >> 4 == 9 and velocity:
                open_notes.setdefault((channel, key), []).append(time)
            elif status >> 4 in (8, 9) and open_notes.get((channel, key)):
                start = open_notes[channel, key].pop(0)
                notes.append((start * scale, time * scale, key))
    return notes


def difference(ours, theirs):
    """What differs first, or None."""
    left = list(theirs)
    for onset, end, pitch in ours:
        match = None
        for index, (o, e, p) in enumerate(left):
            if o - onset > 60:
                break
            if p == pitch and -2 <= o - onset <= 52:
                match = index
                break
        if match is None:
            return f"note {pitch} at {onset / 480:.3f} quarters is ours alone"
        o, e, p = left.pop(match)
        if abs(e - end) > 52:
            return f"note {pitch} at {onset / 480:.3f} ends at {end / 480:.3f} (ours), {e / 480:.3f}"
    if left:
        return f"note {left[0][2]} at {left[0][0] / 480:.3f} quarters is abc2midi's alone"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", default="lilt inspect --notes --json")
    parser.add_argument("--show", action="store_true", help="list the disagreements")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    sums, sections = [0, 0, 0, 0], Counter()
    for path in options.files:
        texts = [[line for line in map(plain, tune[1:]) if line is not None]
                 for tune in tunes_of(read_text(path))]
        # What holds no music is no tune to our reader, and would shift the numbers.
        tunes = dict(enumerate(filter(has_music, texts), 1))
        with tempfile.TemporaryDirectory() as folder:
            theirs, errors = abc2midi_notes(tunes, folder)
            ours = our_notes(options.reader, os.path.join(folder, "t.abc"))
            what = {n: difference(ours.get(n, []), theirs.get(n, [])) for n in tunes}
            open_ones = {n: with_explicit_repeats(tunes[n]) for n in tunes if what[n]}
            again, _ = abc2midi_notes(open_ones, folder)
            rest = {n: difference(ours.get(n, []), again.get(n, [])) for n in open_ones}
            for n in (n for n in rest if rest[n]):
                # abc2midi keeps what one tune defines by U: or k: for the ones that follow.
                alone, _ = abc2midi_notes({n: open_ones[n]}, folder)
                rest[n] = difference(ours.get(n, []), alone.get(n, []))
        same = sum(what[n] is None for n in tunes)
        by_rule = [n for n in rest if not rest[n]]
        decided = {n: section(errors.get(n, ""), tunes[n]) for n in rest if rest[n]}
        others = [n for n in rest if rest[n] and not decided.get(n)]
        sections.update(re.sub(r" \(.*", "", text) for text in decided.values() if text)
        for n in (n for n in rest if rest[n]):
            reason = decided.get(n) or what[n]
            if options.show:
                print(f"{path}: tune {n}: {reason}")
        print(f"{path}: {len(tunes)} tunes, {same} agree, {len(by_rule)} with repeats written out, "
              f"{len(rest) - len(by_rule) - len(others)} decided by a section, {len(others)} others")
        counts = (len(tunes), same, len(by_rule), len(others))
        sums = [x + y for x, y in zip(sums, counts)]
    share = [100 * x / max(sums[0], 1) for x in (sums[1], sums[1] + sums[2])]
    print(f"all: {sums[0]} tunes, {sums[1]} agree as they stand ({share[0]:.2f} %), {sums[2]} more "
          f"with repeats written out by 4.8 and 4.9 ({share[1]:.2f} %), "
          f"{sums[0] - sum(sums[1:])} decided by another section, {sums[3]} others")
    for text, count in sorted(sections.items(), key=lambda item: -item[1]):
        print(f"{count:5}  {text}")
    return 1 if sums[3] else 0


def section(message, lines):
    """The section that decides where abc2midi objects or does not follow the text, or None."""
    for words, number, reason in DECIDED:
        if found := re.search(f"[^;]*({words})[^;]*", message):
            return f"{number}: {reason} ({found.group().strip()})"
    for pattern, number, reason in DECIDED_BY_TEXT:
        if re.search(pattern, "\n".join(lines)):
            return f"{number}: {reason}"
    if has_ending_without_repeat("\n".join(lines)):
        return "4.9: an ending that no repeat sign leads away from"
    return None


def has_ending_without_repeat(text):
    """Whether a second or later ending does not follow a repeat sign."""
    text = re.sub(r'"[^"\n]*"|\[[A-Za-z]:[^\]\n]*\]|^[A-Za-z]:(?![|:]).*$', "", text, flags=re.M)
    endings = re.findall(r"(:+\||:+\]|::)?[|\]]*\s*(?:\[|\|)([2-9])", text)
    return any(not repeat for repeat, _ in endings)


def our_notes(reader, path):
    """Our notes of each tune, by its place in the book."""
    output = subprocess.run(reader.split() + [path], capture_output=True, text=True).stdout
    notes = {}
    for line in output.splitlines():
        tune = json.loads(line)
        notes[tune["tune"]] = sorted(
            (float(Fraction(n["onset"]) * TICKS_PER_WHOLE),
             float((Fraction(n["onset"]) + Fraction(n["duration"])) * TICKS_PER_WHOLE),
             n["pitch"]) for n in tune["notes"])
    return notes


if __name__ == "__main__":
    sys.exit(main())
