"""Tests of `Corpus/`: `python3 -m unittest discover Benchmarks/checker`."""

import unittest
from collections import Counter
from pathlib import Path

from abc_text import read_book, read_text
from check_abc import check

CORPUS = Path(__file__).resolve().parents[2] / "Corpus"


class CorpusTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tunes = [
            (path, tune) for path in sorted(CORPUS.glob("*.abc")) for tune in read_book(read_text(path))
        ]

    def test_there_are_enough_tunes(self):
        self.assertGreaterEqual(len(self.tunes), 120)
        self.assertGreaterEqual(sum('"' in "".join(tune.text) for _, tune in self.tunes), 20)

    def test_every_tune_is_whole(self):
        faults = [f"{path.name}:{p.line}: {p.text}" for path, tune in self.tunes for p in check(tune)]
        self.assertEqual(faults, [])

    def test_numbers_are_unique(self):
        numbers = Counter(tune.number for _, tune in self.tunes)
        self.assertEqual([number for number, count in numbers.items() if count > 1], [])

    def test_every_tune_has_its_fields(self):
        for path, tune in self.tunes:
            missing = [letter for letter in "XTRMLKS" if not tune.fields.get(letter, [""])[0]]
            self.assertEqual(missing, [], f"{path.name} X:{tune.number}")

    def test_the_readme_lists_every_tune(self):
        readme = (CORPUS / "README.md").read_text()
        listed = [line for line in readme.splitlines() if line.startswith("| ") and line.count("|") == 6]
        expected = [f"| {tune.number} | {tune.title} |" for _, tune in self.tunes]
        self.assertEqual([row for row in expected if not any(line.startswith(row) for line in listed)], [])
        self.assertEqual(len(listed) - 1, len(expected))


if __name__ == "__main__":
    unittest.main()
