"""Breaks lines of the rule sets that come with the program, one at a time: `dondoc check` or the set's own tests notice.

A seed chooses the lines and what is done to them. Survivors are printed; most of them change nothing that could be noticed,
such as a value that is the default.

    mutation_test.py [SEED...]      tries other seeds, and prints how many each catches
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import mutants

SOURCE = pathlib.Path(os.environ.get("DONDOC_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
DONDOC = pathlib.Path(os.environ.get("DONDOC_BUILD_DIR", SOURCE / "build/dev"), "bin/dondoc")
SEED = 1
BROKEN, CAUGHT_AT_LEAST = 40, 38
FAILED = 1  # what `dondoc test` says of rules that are good and do something else
PATIENCE = 60  # seconds


def is_rule_file(path):
    return not path.name.endswith("_test.yaml")


class RuleSet:
    """A copy of a site whose rules are broken and mended."""

    def __init__(self, name, folder):
        self.site = pathlib.Path(folder, "etc", name)
        shutil.copytree(SOURCE / "etc" / name, self.site)
        shutil.copytree(SOURCE / "etc/calendars", self.site.parent / "calendars")
        self.rules = [path for path in sorted((self.site / "rules.d").glob("*.yaml")) if is_rule_file(path)]
        self.known = self.problems()[1]

    def units(self):
        return re.findall(r"\bid: ([a-z0-9-]+)", (self.site / "units.yaml").read_text(encoding="utf-8"))

    def run(self, *arguments):
        return subprocess.run([DONDOC, "--config", self.site / "dondoc.yaml", "--json", *arguments], stdin=subprocess.DEVNULL,
                              capture_output=True, encoding="utf-8", timeout=PATIENCE)

    def problems(self):
        done = self.run("check")
        return done.returncode, {problem["message"] for problem in json.loads(done.stdout)["problems"]}

    def notices(self):
        """Who finds fault with the rules as they are now, if anybody. `test` reads them as `check` does before it runs them."""
        tests = self.run("test").returncode
        if tests != 0:
            return "test" if tests == FAILED else "check"
        code, messages = self.problems()
        return "check" if code != 0 or messages - self.known else None

    def tries(self, mutant):
        path = mutant.line.path
        good = path.read_text(encoding="utf-8")
        lines = good.splitlines(keepends=True)
        lines[mutant.line.number - 1] = mutant.text
        path.write_text("".join(lines), encoding="utf-8")
        try:
            return self.notices()
        finally:
            path.write_text(good, encoding="utf-8")


def survivors(name, seed):
    """The mutants that nobody noticed, and how many each tool caught."""
    with tempfile.TemporaryDirectory() as folder:
        rule_set = RuleSet(name, folder)
        assert rule_set.notices() is None, "the rules of %s are wrong before anything is broken" % name
        chosen = mutants.choose(rule_set.rules, rule_set.units(), seed, BROKEN)
        assert len(chosen) == BROKEN, "%s has only %d lines" % (name, len(chosen))
        found = [(mutant, rule_set.tries(mutant)) for mutant in chosen]
    return [mutant for mutant, by in found if by is None], {
        tool: sum(by == tool for _, by in found) for tool in ("check", "test")}


def told_survivors(name, seed):
    left, caught = survivors(name, seed)
    print("%s, seed %d: %d of %d caught %s" % (name, seed, BROKEN - len(left), BROKEN, caught), *left, sep="\n")
    return left


class Mutation(unittest.TestCase):
    def judge(self, name):
        left = told_survivors(name, SEED)
        self.assertGreaterEqual(BROKEN - len(left), CAUGHT_AT_LEAST)

    def test_the_sample_notices_what_breaks(self):
        self.judge("sample")

    def test_the_recipes_notice_what_breaks(self):
        self.judge("recipes")


if __name__ == "__main__":
    if len(sys.argv) == 1:
        unittest.main(verbosity=2)
    for name in ("sample", "recipes"):
        for seed in map(int, sys.argv[1:]):
            told_survivors(name, seed)
