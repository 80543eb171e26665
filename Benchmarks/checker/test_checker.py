"""Tests of the checkers: `python3 -m unittest discover Benchmarks/checker`."""

import unittest
from fractions import Fraction

from abc_text import read_book, read_key, read_meter, read_part_order
from check_abc import check, tune_notes

HEADER = "X:1\nT:Test\nM:{}\nL:1/8\nK:{}\n"


def tune(music, meter="6/8", key="G"):
    (only,) = read_book(HEADER.format(meter, key) + music)
    return only


def kinds(music, meter="6/8", key="G"):
    return sorted({problem.kind for problem in check(tune(music, meter, key))})


def played(music, meter="4/4", key="C", unrolled=True):
    return [(str(note[0]), str(note[1]), note[2]) for note in tune_notes(tune(music, meter, key), unrolled)]


def pitches(music, meter="4/4", key="C"):
    return [note[2] for note in tune_notes(tune(music, meter, key))]


class MeasureTests(unittest.TestCase):
    def test_whole_measures_pass(self):
        self.assertEqual(kinds("ABc def|gfe dcB|]"), [])

    def test_an_inner_short_or_long_measure_fails(self):
        self.assertEqual(kinds("ABc def|gfe dc|ABc d3|]"), ["measure"])
        self.assertEqual(kinds("ABc def|gfe dcBA|ABc d3|]"), ["measure"])

    def test_a_fault_names_line_and_lengths(self):
        problem, = check(tune("ABc def|\ngfe dc|ABc d3|]"))
        self.assertEqual((problem.line, problem.text), (7, "measure 2 lasts 5/8, less than 3/4"))

    def test_pick_up_and_last_measure_complete_each_other(self):
        self.assertEqual(kinds("|:G|ABc def|gfe d2:|"), [])
        self.assertEqual(kinds("|:G|ABc def|gfe d3:|"), ["measure"])
        self.assertEqual(kinds("|:ABc def|gfe d2:|"), ["measure"])

    def test_a_section_leads_into_itself_and_into_the_next(self):
        self.assertEqual(kinds("|:G|ABc def|gfe d2:|\n|:a|ABc def|gfe d2:|"), [])
        self.assertEqual(kinds("|:G|ABc def|gfe d2:|\n|:ab|ABc def|gfe d:|"), ["measure"])

    def test_the_tune_may_end_whole_or_completed_by_its_pick_up(self):
        self.assertEqual(kinds("G|ABc def|gfe d3|]"), [])
        self.assertEqual(kinds("G|ABc def|gfe d2|]"), [])
        self.assertEqual(kinds("G|ABc def|gfe d|]"), ["measure"])
        self.assertEqual(kinds("ABc def|gfe d2|]"), ["measure"])

    def test_double_bars_are_edges_and_plain_bars_are_not(self):
        self.assertEqual(kinds("G|ABc d2||e|gfe d2|]"), [])
        self.assertEqual(kinds("G|ABc d2|e|gfe d2|]"), ["measure"])

    def test_endings_are_edges(self):
        self.assertEqual(kinds("|:G|ABc def|1 gfe d2:|2 gfe d3|]"), [])
        self.assertEqual(kinds("|:G|ABc def|1 gfe d3:|2 gfe d3|]"), ["measure"])
        self.assertEqual(kinds("G|:ABc def|1 gfe d2G:|2 gfe d2|]"), [])

    def test_broken_rhythm_tuplets_chords_and_graces(self):
        self.assertEqual(kinds("A>B c<d (3efg a2|{Bc}A>>B [ce]2 z4|Z|]", "4/4"), [])
        self.assertEqual(kinds("(3A2B2c2 (3:2:4AB/c/d e2|]", "4/4"), [])
        self.assertEqual(kinds("(5ABcde|c3|]", "3/8", "C"), [])

    def test_compound_meters_change_the_default_tuplet(self):
        self.assertEqual(kinds("(2AB (4cdef|]", "6/8"), [])
        self.assertEqual(kinds("(5ABcde c3|]", "6/8"), [])

    def test_inline_fields_change_meter_and_unit(self):
        self.assertEqual(kinds("ABc def|[M:4/4]A4 B4|[L:1/4]ABcd|]"), [])
        self.assertEqual(kinds("ABc def|[M:4/4]A3 B3|]"), ["measure"])

    def test_free_meter_is_free(self):
        self.assertEqual(kinds("A|BBB|c9|]", "none"), [])

    def test_measure_rests_last_their_measures(self):
        self.assertEqual(kinds("Z4|ABc def|]"), [])

    def test_overlays_last_as_long_as_the_measure(self):
        self.assertEqual(kinds("A6&c6|B6|]"), [])
        self.assertEqual(kinds("A6&c5|B6|]"), ["overlay"])

    def test_voices_are_checked_apart(self):
        self.assertEqual(kinds("V:1\nA6|B6|]\nV:2\nA6|B5|]"), ["measure"])


class RepeatTests(unittest.TestCase):
    def test_balanced_repeats_pass(self):
        self.assertEqual(kinds("|:ABc def:|"), [])
        self.assertEqual(kinds("ABc def:|\n|:ABc def::ABc def:|"), [])

    def test_nested_and_open_repeats_fail(self):
        self.assertEqual(kinds("|:ABc def|:ABc def:|"), ["repeat"])
        self.assertEqual(kinds("|:ABc def|gfe dcB|]"), ["repeat"])
        self.assertEqual(kinds("ABc def|gfe dcB|:"), ["repeat"])

    def test_endings_in_order_pass(self):
        self.assertEqual(kinds("|:A6|1 B6:|2 c6|]"), [])
        self.assertEqual(kinds("|:A6|[1,3 B6:|[2,4 c6:|"), [])
        self.assertEqual(kinds("|:A6|1 B6:|2 c6:|3 d6||e6|]"), [])

    def test_endings_out_of_order_fail(self):
        self.assertEqual(kinds("|:A6|2 B6:|1 c6|]"), ["ending"])
        self.assertEqual(kinds("|:A6|1 B6:|3 c6|]"), ["ending"])
        self.assertEqual(kinds("|:A6|1 B6:|"), ["ending"])
        self.assertEqual(kinds("|:A6|1 B6|2 c6|]"), ["ending"])
        self.assertEqual(kinds("|:A6|1 B6:|2 c6:|"), ["ending"])

    def test_playing_order(self):
        self.assertEqual(pitches("|:C8|1 D8:|2 E8||F8:|"), [60, 62, 60, 64, 65, 65])
        self.assertEqual(pitches("C8:|D8||E8:|"), [60, 60, 62, 64, 64])
        self.assertEqual(pitches("|::C8::|"), [60, 60, 60])

    def test_parts_play_in_the_order_of_the_header(self):
        (book,) = read_book("X:1\nT:a\nP:ABA\nM:4/4\nL:1/8\nK:C\nP:A\nC8:|\nP:B\nD8|]")
        self.assertEqual([note[2] for note in tune_notes(book)], [60, 60, 62, 60, 60])
        self.assertEqual(read_part_order("A2(BC)2"), list("AABCBC"))


class SignTests(unittest.TestCase):
    def test_tuplets_end_in_their_measure(self):
        self.assertEqual(kinds("A4 B2 (3cd|e A7|]", "4/4"), ["tuplet"])

    def test_ties_reach_the_same_pitch(self):
        self.assertEqual(kinds("A6-|A6|]"), [])
        self.assertEqual(kinds("A6-|B6|]"), ["tie"])
        self.assertEqual(kinds("A3-z3|A6|]"), ["tie"])
        self.assertEqual(kinds("[Ac]6-|[Ac]6|]"), [])
        self.assertEqual(kinds("|:A6-|1 A6:|2 A6|]"), [])
        self.assertEqual(kinds("|:A6-|1 A6:|2 B6|]"), ["tie"])

    def test_slurs_chords_and_quotes_are_closed(self):
        self.assertEqual(kinds("(ABc def)|]"), [])
        self.assertEqual(kinds("(ABc def|]"), ["slur"])
        self.assertEqual(kinds("ABc) def|]"), ["slur"])
        self.assertIn("chord", kinds("ABc [df|]"))
        self.assertIn("syntax", kinds('"G ABc def|]'))

    def test_fields_are_there_and_known(self):
        self.assertEqual(kinds("A6|]", "6/8", "Hblues"), ["field"])
        self.assertEqual(kinds("A6|]", "six", "G"), ["field"])
        (book,) = read_book("X:1\nT:a\nK:C\nCDEF|]")
        self.assertEqual({p.kind for p in check(book)}, {"field-M", "field-L"})

    def test_other_signs_are_not_expected(self):
        self.assertEqual(kinds("ABcdefk|]"), ["syntax"])
        self.assertEqual(kinds("ABc0def|]"), ["syntax"])


class NoteTests(unittest.TestCase):
    def test_ties_merge(self):
        self.assertEqual(played("C4 D4-|D8|]"), [("0", "1/2", 60), ("1/2", "3/2", 62)])

    def test_written_notes_are_not_repeated(self):
        self.assertEqual(len(played("|:C8:|", unrolled=False)), 1)

    def test_accidentals_last_to_the_bar_line_in_all_octaves(self):
        self.assertEqual(pitches("^FFf=f|F^c2|]", "2/4"), [66, 66, 78, 77, 65, 73])

    def test_a_tie_carries_its_accidental_over_the_bar(self):
        self.assertEqual(pitches("^F8-|F4 F4|]"), [66, 65])

    def test_keys(self):
        self.assertEqual(pitches("FCGD|]", "2/4", "Edor"), [66, 61, 67, 62])
        self.assertEqual(read_key("Bb"), {"B": -1, "E": -1})
        self.assertEqual(read_key("D Phr ^f"), {"B": -1, "E": -1, "F": 1})
        self.assertEqual(read_key("F#m"), read_key("A major"))
        self.assertEqual(read_key("none"), {})

    def test_meters(self):
        self.assertEqual(read_meter("C|"), Fraction(1))
        self.assertEqual(read_meter("2+3/8"), Fraction(5, 8))

    def test_graces_stay_beside_their_note(self):
        notes = tune_notes(tune("{gf}A6|]"))
        self.assertEqual(notes[0][3], [79, 78])

    def test_a_chord_has_its_graces_once(self):
        notes = tune_notes(tune("{gf}[Ace]6|]"))
        self.assertEqual([note[3] for note in notes], [[79, 78], [], []])


if __name__ == "__main__":
    unittest.main()
