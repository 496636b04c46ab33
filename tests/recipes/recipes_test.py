"""The rule set of etc/recipes, as `dondoc check` sees it."""

import json
import os
import pathlib
import subprocess
import unittest

SOURCE = pathlib.Path(os.environ.get("DONDOC_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
BIN = pathlib.Path(os.environ.get("DONDOC_BUILD_DIR", SOURCE / "build/dev"), "bin")
RECIPES = SOURCE / "etc/recipes"


def dondoc(*words):
    return subprocess.run([BIN / "dondoc", *words], stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=120)


class Recipes(unittest.TestCase):
    def test_check_finds_nothing(self):
        done = dondoc("--json", "--today", "2025-10-01", "check", RECIPES)
        self.assertEqual((0, []), (done.returncode, json.loads(done.stdout)["problems"]))

    def test_it_does_what_its_tests_expect(self):
        done = dondoc("--config", RECIPES / "dondoc.yaml", "test")
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        self.assertRegex(done.stdout.splitlines()[-1], r"^\d+ passed, 0 failed$")


if __name__ == "__main__":
    unittest.main(verbosity=2)
