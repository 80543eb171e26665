"""A small reader of ABC text, written apart from Lilt's own parser.

It reads what a melody needs in order to be checked: fields, notes, rests, chords, lengths, broken
rhythm, tuplets, ties, slurs, bar lines, repeats, endings, parts, voices and overlays. Lengths are exact
fractions of a whole note. What it cannot read it reports as a `Problem`; it never stops.

Section numbers refer to the ABC standard 2.1.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
ACCIDENTALS = {"^^": 2, "^": 1, "=": 0, "_": -1, "__": -2}
SHARPS_IN_ORDER = "FCGDAEB"
FIFTHS_OF_TONIC = {"F": -1, "C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5}
FIFTHS_OF_MODE = {
    "": 0, "maj": 0, "ion": 0, "mix": -1, "dor": -2, "m": -3, "min": -3, "aeo": -3,
    "phr": -4, "loc": -5, "lyd": 1,
}
COMPOUND_METERS = {"6/8", "9/8", "12/8"}

NOTE = re.compile(r"(\^\^|\^|__|_|=)?([A-Ga-g])([,']*)(\d*(?:/+\d*)?)(\s*\.?-)?")
REST = re.compile(r"([zx])(\d*(?:/+\d*)?)")
MEASURE_REST = re.compile(r"([ZX])(\d*)")
TUPLET = re.compile(r"\((\d+)(?::(\d*))?(?::(\d*))?")
BAR = re.compile(r"(:*)(\.?(?:\[\|\]|\[\||\|+\]|\|+)|)(:*)")
ENDING = re.compile(r"\s*\[?\s*(\d+(?:[,-]\d+)*)[,.]?")
BRACKET_ENDING = re.compile(r"\[\s*(\d+(?:[,-]\d+)*)[,.]?")
INLINE_FIELD = re.compile(r"\[([A-Za-z]):([^\]]*)\]")
HEADER_FIELD = re.compile(r"([A-Za-z+]):(.*)")
BODY_FIELD = re.compile(r"(?![A-Ga-gz]:[|:])([A-Za-z+]):(.*)")
DECORATION = re.compile(r"!([^!|\[\]:\s]+)!|\+([^+|\[\]:\s]{2,})\+")
SPACE = re.compile(r"y\d*|.")
BROKEN = re.compile(r">+|<+")


@dataclass
class Problem:
    """What is wrong, where, and which rule it breaks."""

    line: int
    kind: str
    text: str


@dataclass
class Note:
    pitch: int
    duration: Fraction
    tied: bool = False


@dataclass
class Event:
    """A note, chord (several notes) or rest (none), with the graces before it."""

    onset: Fraction
    duration: Fraction
    line: int
    notes: list = field(default_factory=list)
    graces: list = field(default_factory=list)


@dataclass
class Bar:
    """A bar line, or several that have no music between them."""

    line: int
    ends: int = 0
    starts: int = 0
    double: bool = False


@dataclass
class Segment:
    """The music between two bar lines."""

    line: int
    number: int = 0
    layers: list = field(default_factory=lambda: [[]])
    whole: Fraction | None = None
    ending: tuple = ()
    part: str | None = None
    before: Bar | None = None
    after: Bar | None = None

    @property
    def length(self):
        return layer_length(self.layers[0])


@dataclass
class Tune:
    line: int
    number: str = ""
    titles: list = field(default_factory=list)
    fields: dict = field(default_factory=dict)
    voices: dict = field(default_factory=dict)
    part_order: list = field(default_factory=list)
    text: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def title(self):
        return self.titles[0] if self.titles else ""


def layer_length(events):
    return sum((event.duration for event in events), Fraction(0))


def read_text(path):
    """The text of a file: UTF-8, or Latin-1 where it is not; any line ends."""
    data = Path(path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_book(text):
    """All tunes of a text. A tune starts at `X:` and ends at an empty line or the next `X:`."""
    tunes, lines, start = [], [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("X:"):
            if lines:
                tunes.append(read_tune(lines, start))
            lines, start = [line], number
        elif lines and not line.strip():
            tunes.append(read_tune(lines, start))
            lines = []
        elif lines:
            lines.append(line)
    if lines:
        tunes.append(read_tune(lines, start))
    return tunes


def read_tune(lines, first_line):
    return TuneReader(lines, first_line).read()


def read_length(text):
    """The multiplier that follows a letter: `3`, `/`, `//`, `3/2`; `None` where a number is zero."""
    if not text:
        return Fraction(1)
    top, slashes, bottom = re.fullmatch(r"(\d*)(/*)(\d*)", text).groups()
    numerator = int(top or 1)
    denominator = int(bottom) if bottom else 2 ** len(slashes)
    return Fraction(numerator, denominator) if numerator and denominator else None


def read_meter(text):
    """The length of a measure, `None` for free meter; raises `ValueError` when it is no meter."""
    text = text.strip().lstrip('"').rstrip('"').strip()
    if text in ("", "none"):
        return None
    if text in ("C", "C|"):
        return Fraction(1)
    match = re.fullmatch(r"\(?\s*(\d+(?:\s*\+\s*\d+)*)\s*\)?\s*/\s*(\d+)", text)
    if not match:
        raise ValueError(f"unknown meter '{text}'")
    top = sum(int(part) for part in match[1].split("+"))
    bottom = int(match[2])
    if top == 0 or bottom == 0 or bottom & (bottom - 1):
        raise ValueError(f"unknown meter '{text}'")
    return Fraction(top, bottom)


def read_key(text):
    """The alteration of each letter in a key; raises `ValueError` when it is no key (section 3.1.14)."""
    text = re.sub(r"(clef|middle|transpose|octave|stafflines|m|t|shift|sound|score)=\S+", "", text)
    text = text.replace("♯", "#").replace("♭", "b").strip().strip('"').strip()
    if text in ("", "none"):
        return {}
    if text in ("HP", "Hp"):
        return {} if text == "HP" else {"F": 1, "C": 1}
    match = re.match(r"([A-G])([#b]?)\s*([A-Za-z]*)\s*(.*)", text)
    if not match:
        raise ValueError(f"unknown key '{text}'")
    tonic, accidental, mode, rest = match.groups()
    if re.fullmatch(r"(treble|bass|alto|tenor|perc)\S*", mode):
        mode = ""
    explicit = mode.lower() == "exp"
    name = "m" if mode in ("m", "M") else mode.lower()[:3]
    if not explicit and name not in FIFTHS_OF_MODE:
        raise ValueError(f"unknown mode '{mode}'")
    key = {}
    if not explicit:
        fifths = FIFTHS_OF_TONIC[tonic] + {"": 0, "#": 7, "b": -7}[accidental]
        fifths += FIFTHS_OF_MODE[name]
        letters = SHARPS_IN_ORDER if fifths > 0 else SHARPS_IN_ORDER[::-1]
        for letter in letters[: abs(fifths)]:
            key[letter] = 1 if fifths > 0 else -1
    for mark, letter in re.findall(r"(\^\^|\^|__|_|=)\s*([A-Ga-g])", rest):
        key[letter.upper()] = ACCIDENTALS[mark]
    return key


def read_ending(text):
    """The numbers of an ending: `1`, `1,3`, `1-3`."""
    numbers = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        numbers.extend(range(int(first), int(last or first) + 1))
    return tuple(numbers)


def read_part_order(text):
    """The order of `P:` in a header, expanded: `A2(BC)2` is A A B C B C (section 3.1.9)."""
    def group(position):
        order = []
        while position < len(text) and text[position] != ")":
            character = text[position]
            if character == "(":
                item, position = group(position + 1)
                position += 1
            else:
                item, position = ([character] if character.isalpha() else []), position + 1
            count = re.match(r"\d+", text[position:])
            if count:
                position += len(count[0])
            order += item * min(int(count[0]) if count else 1, 100)
        return order, position
    return group(0)[0]


class VoiceState:
    """What holds at one place of one voice."""

    def __init__(self, header=None):
        self.segments = []
        self.whole = header.whole if header else None
        self.meter_text = header.meter_text if header else ""
        self.unit = header.unit if header else None
        self.key = dict(header.key) if header else {}
        self.bar = None
        self.part = None
        self.ending = ()
        self.segment = None
        self.accidentals = {}
        self.carried = {}
        self.carried_to_endings = {}
        self.matched = []
        self.tuplet = None
        self.slurs = 0
        self.graces = []
        self.start_measure()

    def start_measure(self):
        self.layer = []
        self.layers = [self.layer]
        self.measure_line = None
        self.measure_whole = self.whole
        self.multiple = None
        self.accidentals = {}
        self.broken = None

    @property
    def last(self):
        return self.layer[-1] if self.layer else None


class TuneReader:
    """Reads the lines of one tune."""

    def __init__(self, lines, first_line):
        self.lines = lines
        self.tune = Tune(first_line, text=lines)
        self.line = first_line
        self.state = VoiceState()
        self.states = {}
        self.user_symbols = set()

    def problem(self, kind, text):
        self.tune.problems.append(Problem(self.line, kind, text))

    def read(self):
        in_body = False
        for offset, raw in enumerate(self.lines):
            self.line = self.tune.line + offset
            line = re.sub(r"(?<!\\)%.*", "", raw).rstrip()
            if not line:
                continue
            if in_body:
                self.read_body_line(line)
            else:
                in_body = self.read_header_line(line)
        self.finish_header(in_body)
        return self.tune

    # MARK: fields

    def read_header_line(self, line):
        match = HEADER_FIELD.match(line)
        if not match:
            self.problem("syntax", f"'{line[:20]}' in the header is no field")
            return False
        letter, value = match[1], match[2].strip()
        self.tune.fields.setdefault(letter, []).append(value)
        if letter == "X":
            self.tune.number = value
            if not value.isdigit():
                self.problem("field", f"X:{value} is no number")
        elif letter == "T":
            self.tune.titles.append(value)
        elif letter == "P":
            self.tune.part_order = read_part_order(value)
        elif letter != "V":
            self.read_field(letter, value)
        if letter != "K":
            return False
        self.start_body()
        return True

    def start_body(self):
        for letter in "ML":
            if letter not in self.tune.fields:
                self.problem("field-" + letter, f"no {letter}: field")
        if self.state.unit is None:
            whole = self.state.whole
            short = whole is not None and whole < Fraction(3, 4)
            self.state.unit = Fraction(1, 16) if short else Fraction(1, 8)
        self.header_state = self.state
        self.state = VoiceState(self.header_state)
        self.states["1"] = self.state

    def finish_header(self, in_body):
        if not in_body:
            self.problem("field", "no K: field")
        for name, state in self.states.items():
            self.state = state
            self.close_segment(None)
            if state.slurs:
                self.problem("slur", "slur not closed")
            if state.segments:
                self.tune.voices[name] = state.segments
        if not self.tune.voices:
            self.problem("empty", "no music")

    def read_field(self, letter, value):
        state = self.state
        try:
            if letter == "M":
                state.whole = read_meter(value)
                state.meter_text = value
            elif letter == "L":
                match = re.fullmatch(r"(\d+)\s*/\s*(\d+)|1", value)
                if not match:
                    raise ValueError(f"unknown unit length '{value}'")
                state.unit = Fraction(int(match[1] or 1), int(match[2] or 1))
            elif letter == "K":
                if re.match(r"\s*(clef|octave|middle|transpose)=", value) is None:
                    state.key = read_key(value)
            elif letter == "P":
                state.part = value.strip()
                self.mark_section()
            elif letter == "V":
                self.switch_voice(value)
            elif letter == "U":
                match = re.match(r"\s*([h-wH-W~.])\s*=", value)
                if match:
                    self.user_symbols.add(match[1])
        except (ValueError, ZeroDivisionError) as error:
            self.problem("field", str(error) or f"unknown value '{value}' of {letter}:")

    def switch_voice(self, value):
        name = value.split()[0] if value.split() else "1"
        if not self.state.segments and not self.state.layers[0] and len(self.states) == 1:
            self.states = {name: self.state}
        elif name not in self.states:
            self.states[name] = VoiceState(self.header_state)
        self.state = self.states[name]

    def mark_section(self):
        if self.state.bar is not None:
            self.state.bar.double = True

    # MARK: music

    def read_body_line(self, line):
        match = BODY_FIELD.match(line)
        if match:
            if match[1] not in "wWs+":
                self.read_field(match[1], match[2].strip())
            return
        position = 0
        while position < len(line):
            position = self.read_symbol(line, position)

    def read_symbol(self, line, at):
        """Reads the symbol at a position and returns the position after it."""
        character = line[at]
        if character == "&":
            self.start_layer()
            return at + 1
        if character in " \t`\\y$*;?@#":  # the last four are reserved (section 8.1)
            return SPACE.match(line, at).end()
        for reader in (
            self.read_quoted, self.read_inline_field, self.read_bracket_ending, self.read_bar,
            self.read_note, self.read_chord, self.read_rest, self.read_measure_rest,
            self.read_tuplet, self.read_slur, self.read_graces, self.read_broken,
            self.read_decoration,
        ):
            after = reader(line, at)
            if after is not None:
                return after
        self.problem("syntax", f"unexpected '{character}'")
        return at + 1

    def read_quoted(self, line, at):
        if line[at] != '"':
            return None
        end = line.find('"', at + 1)
        if end < 0:
            self.problem("syntax", "quote not closed")
            return len(line)
        return end + 1

    def read_inline_field(self, line, at):
        match = INLINE_FIELD.match(line, at)
        if match:
            self.read_field(match[1], match[2].strip())
            return match.end()
        return None

    def read_bracket_ending(self, line, at):
        match = BRACKET_ENDING.match(line, at)
        if not match:
            return None
        if self.state.layers[0]:
            self.close_segment(Bar(self.line))
        self.state.ending = read_ending(match[1])
        self.start_ending()
        return match.end()

    def read_bar(self, line, at):
        if line[at] not in "|:[.":
            return None
        match = BAR.match(line, at)
        before, core, after = match.groups()
        if not core and len(before) < 2:
            return None
        if core:
            bar = Bar(self.line, ends=len(before), starts=len(after))
            bar.double = core not in ("|", ".|")
        else:
            bar = Bar(self.line, ends=len(before) // 2, starts=len(before) - len(before) // 2)
        self.close_segment(bar)
        ending = ENDING.match(line, match.end())
        if ending:
            self.state.ending = read_ending(ending[1])
            self.start_ending()
            return ending.end()
        return match.end()

    def start_ending(self):
        """Lets a tie that reaches the first ending reach the others as well."""
        if self.state.ending[:1] == (1,):
            self.state.carried_to_endings = dict(self.state.carried)
        else:
            self.state.carried = dict(self.state.carried_to_endings)

    def close_segment(self, bar):
        """Ends a segment; bar lines with no music between them become one."""
        state = self.state
        if not any(state.layers):
            if bar and state.bar:
                state.bar.ends = max(state.bar.ends, bar.ends)
                state.bar.starts = max(state.bar.starts, bar.starts)
                state.bar.double |= bar.double
            elif bar:
                state.bar = bar
            return
        if state.broken:
            self.problem("broken", "broken rhythm before no note")
        if state.tuplet:
            self.problem("tuplet", "tuplet not complete in its measure")
            state.tuplet = None
        segment = Segment(state.measure_line, len(state.segments) + 1, state.layers)
        segment.whole = state.multiple or state.measure_whole
        segment.ending, segment.part = state.ending, state.part
        segment.before, segment.after = state.bar, bar
        state.segments.append(segment)
        state.bar, state.ending, state.part = bar, (), None
        state.start_measure()

    def start_layer(self):
        self.state.layer = []
        self.state.layers.append(self.state.layer)
        self.state.accidentals = {}

    def read_note(self, line, at):
        match = NOTE.match(line, at)
        if not match:
            return None
        length = self.scaled(read_length(match[4]))
        note = Note(self.pitch(match), length, match[5] is not None)
        self.carry([(match, note)])
        self.add([note], length)
        return match.end()

    def pitch(self, match):
        """The sounding pitch; accidentals hold for all octaves until the bar line (section 11.3)."""
        mark, letter, octave = match[1], match[2], match[3]
        place = (letter, octave)
        step = letter.upper()
        if mark:
            self.state.accidentals[step] = ACCIDENTALS[mark]
            alteration = ACCIDENTALS[mark]
        elif place in self.state.carried:
            alteration = self.state.carried[place]
        else:
            alteration = self.state.accidentals.get(step, self.state.key.get(step, 0))
        pitch = 60 + STEPS[step] + (12 if letter.islower() else 0) + alteration
        return pitch + 12 * (octave.count("'") - octave.count(","))

    def tie_last_notes(self):
        """Ties what stands before a sign between: `(AB)-`."""
        if not self.state.last or not self.state.last.notes:
            self.problem("tie", "tie after no note")
            return
        for _, note in self.state.matched:
            note.tied = True
        self.carry(self.state.matched)

    def carry(self, matched):
        """Remembers the accidentals of tied notes for the notes that continue them."""
        self.state.matched = matched
        self.state.carried = {}
        for match, note in matched:
            if note.tied:
                plain = 60 + STEPS[match[2].upper()] + (12 if match[2].islower() else 0)
                plain += 12 * (match[3].count("'") - match[3].count(","))
                self.state.carried[(match[2], match[3])] = note.pitch - plain

    def scaled(self, multiplier):
        if multiplier is None:
            self.problem("syntax", "a length of zero, or divided by zero")
            multiplier = Fraction(1)
        return multiplier * self.state.unit

    def read_chord(self, line, at):
        if line[at] != "[":
            return None
        end = line.find("]", at)
        if end < 0:
            self.problem("chord", "chord not closed")
            return at + 1
        matched, position = [], at + 1
        while position < end:
            match = NOTE.match(line, position, end)
            if match:
                note = Note(self.pitch(match), self.scaled(read_length(match[4])), bool(match[5]))
                matched.append((match, note))
                position = match.end()
            elif line[position] == '"':
                position = min(self.read_quoted(line, position), end)
            else:
                decoration = DECORATION.match(line, position, end)
                if not decoration and line[position] not in " .~HLMOPSTuv()-":
                    self.problem("chord", f"unexpected '{line[position]}' in a chord")
                position = decoration.end() if decoration else position + 1
        match = re.compile(r"(\d*(?:/+\d*)?)(\s*-)?").match(line, end + 1)
        if not matched:
            self.problem("chord", "chord without notes")
            return match.end()
        outer = read_length(match[1]) or Fraction(1)
        notes = [note for _, note in matched]
        for note in notes:
            note.duration *= outer
            note.tied |= match[2] is not None
        self.carry(matched)
        self.add(notes, notes[0].duration)
        return match.end()

    def read_rest(self, line, at):
        match = REST.match(line, at)
        if not match:
            return None
        self.state.carried = {}
        self.add([], self.scaled(read_length(match[2])))
        return match.end()

    def read_measure_rest(self, line, at):
        match = MEASURE_REST.match(line, at)
        if not match:
            return None
        if self.state.whole is None:
            self.problem("measure", "measure rest without a meter")
            return match.end()
        length = self.state.whole * int(match[2] or 1)
        self.state.multiple = length
        self.add([], length)
        return match.end()

    def add(self, notes, duration):
        """Adds a note, chord or rest, in the tuplet and the broken rhythm that wait for it."""
        state = self.state
        if state.measure_line is None:
            state.measure_line = self.line
            state.measure_whole = state.whole
        factor = Fraction(1)
        if state.broken:
            factor, state.broken = state.broken, None
        if state.tuplet:
            ratio, remaining = state.tuplet
            factor *= ratio
            state.tuplet = (ratio, remaining - 1) if remaining > 1 else None
        for note in notes:
            note.duration *= factor
        event = Event(layer_length(state.layer), duration * factor, self.line, notes, state.graces)
        state.layer.append(event)
        state.graces = []

    def read_tuplet(self, line, at):
        match = TUPLET.match(line, at)
        if not match:
            return None
        p = int(match[1])
        n = 3 if self.state.meter_text.strip() in COMPOUND_METERS else 2
        default = {2: 3, 3: 2, 4: 3, 5: n, 6: 2, 7: n, 8: 3, 9: n}.get(p)
        q = int(match[2]) if match[2] else default
        r = int(match[3]) if match[3] else p
        if self.state.tuplet:
            self.problem("tuplet", "tuplet inside a tuplet")
        if not p or not q or not r:
            self.problem("tuplet", f"tuplet '{match[0]}' has no ratio")
        else:
            self.state.tuplet = (Fraction(q, p), r)
        return match.end()

    def read_slur(self, line, at):
        match = re.compile(r"\.?([()])").match(line, at)
        if not match:
            return None
        self.state.slurs += 1 if match[1] == "(" else -1
        if self.state.slurs < 0:
            self.problem("slur", "slur closed that was not opened")
            self.state.slurs = 0
        return match.end()

    def read_graces(self, line, at):
        if line[at] != "{":
            return None
        end = line.find("}", at)
        if end < 0:
            self.problem("grace", "grace notes not closed")
            return len(line)
        saved = dict(self.state.accidentals), self.state.carried
        self.state.carried = {}
        for match in NOTE.finditer(line, at + 1, end):
            self.state.graces.append(Note(self.pitch(match), Fraction(0)))
        self.state.accidentals, self.state.carried = saved
        return end + 1

    def read_broken(self, line, at):
        match = BROKEN.match(line, at)
        if not match:
            return None
        last, count = self.state.last, len(match[0])
        if last is None or self.state.broken:
            self.problem("broken", "broken rhythm after no note")
            return match.end()
        short = Fraction(1, 2**count)
        factors = (2 - short, short) if match[0][0] == ">" else (short, 2 - short)
        last.duration *= factors[0]
        for note in last.notes:
            note.duration *= factors[0]
        self.state.broken = factors[1]
        return match.end()

    def read_decoration(self, line, at):
        match = DECORATION.match(line, at)
        if match:
            return match.end()
        if line[at] in ".~HLMOPSTuv" or line[at] in self.user_symbols:
            return at + 1
        if line[at] == "!":  # the line break of ABC 1.6 (section 12.2)
            return at + 1
        if line[at] == "-":
            self.tie_last_notes()
            return at + 1
        return None
