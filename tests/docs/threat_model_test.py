"""Each test that docs/threat-model.md names is there."""

import os
import pathlib
import re
import unittest

SOURCE = pathlib.Path(os.environ.get("DONDOC_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PAGE = (SOURCE / "docs/threat-model.md").read_text(encoding="utf-8")
CPP = re.compile(r"TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\)")


def cpp_tests():
    return {".".join(found) for file in (SOURCE / "tests").rglob("*.cpp")
            for found in CPP.findall(file.read_text(encoding="utf-8"))}


def python_test(name):
    file, group, test = name.split("::")
    text = (SOURCE / "tests/integration" / (file + ".py")).read_text(encoding="utf-8")
    return "class %s(" % group in text and "def %s(" % test in text


class ThreatModel(unittest.TestCase):
    def test_every_named_test_exists(self):
        named = re.findall(r"`([A-Z]\w+\.[a-z0-9_]+)`", PAGE)
        self.assertGreater(len(named), 30)
        self.assertEqual([], sorted(set(named) - cpp_tests()))
        integration = re.findall(r"`(\w+::\w+::\w+)`", PAGE)
        self.assertGreater(len(integration), 5)
        self.assertEqual([], [name for name in integration if not python_test(name)])
        for name in re.findall(r"`fuzz\.(\w+)`", PAGE):
            self.assertTrue((SOURCE / "tests/fuzz" / (name + "_fuzz.cpp")).is_file(), name)

    def test_every_row_of_the_second_review_names_its_test(self):
        rows = [line for line in PAGE.partition("## Second review")[2].splitlines() if line.startswith("| ")][1:]
        self.assertGreater(len(rows), 8)
        named = r"`(?:[A-Z]\w+\.[a-z0-9_]+|\w+::\w+::\w+)`"
        self.assertEqual([], [row for row in rows if not re.search(named, row)])


if __name__ == "__main__":
    unittest.main()
