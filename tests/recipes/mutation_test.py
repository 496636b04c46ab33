"""The tests of etc/recipes are tight: of 40 rule lines that are broken, `dondoc check` or `dondoc test` catches at least 38."""

import os
import pathlib
import random
import re
import shutil
import subprocess
import tempfile
import unittest

import mutations

SOURCE = pathlib.Path(os.environ.get("DONDOC_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
BIN = pathlib.Path(os.environ.get("DONDOC_BUILD_DIR", SOURCE / "build/dev"), "bin")
RECIPES = SOURCE / "etc/recipes"
LINES, CAUGHT = 40, 38
SEED = int(os.environ.get("DONDOC_SEED", "2026"))


def rule_lines():
    for path in sorted((RECIPES / "rules.d").glob("*.yaml")):
        if not path.name.endswith("_test.yaml"):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                if mutations.without_comment(line).strip():
                    yield path.name, number, line


class Mutation(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.site = pathlib.Path(folder.name, "site")
        shutil.copytree(RECIPES, self.site)

    def dondoc(self, *words):
        return subprocess.run([BIN / "dondoc", "--config", self.site / "dondoc.yaml", *words], stdin=subprocess.DEVNULL,
                              capture_output=True, encoding="utf-8", timeout=120).returncode

    def is_caught(self, name, number, broken):
        path = self.site / "rules.d" / name
        whole = path.read_text(encoding="utf-8")
        lines = whole.splitlines(keepends=True)
        lines[number] = "" if broken is None else broken + "\n"
        path.write_text("".join(lines), encoding="utf-8")
        caught = self.dondoc("check") != 0 or self.dondoc("test") != 0
        path.write_text(whole, encoding="utf-8")
        return caught

    def test_what_is_whole_is_not_caught(self):
        self.assertEqual((0, 0), (self.dondoc("check"), self.dondoc("test")))

    def test_broken_lines_are_caught(self):
        ids = re.findall(r"\bid: ([a-z0-9-]+)", (RECIPES / "units.yaml").read_text(encoding="utf-8"))
        chance = random.Random(SEED)
        missed = []
        for name, number, line in chance.sample(list(rule_lines()), LINES):
            broken = chance.choice(list(mutations.mutants(line, ids)))
            if not self.is_caught(name, number, broken):
                missed.append("%s:%d: %s: %s" % (name, number + 1, line.strip(), broken and broken.strip()))
        print("caught %d of %d (seed %d)" % (LINES - len(missed), LINES, SEED), *missed, sep="\n", flush=True)
        self.assertGreaterEqual(LINES - len(missed), CAUGHT, missed)


if __name__ == "__main__":
    unittest.main(verbosity=2)
