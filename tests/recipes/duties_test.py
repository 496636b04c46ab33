"""Each row of the real plans' reporting duties is said by a rule of etc/recipes: who, to whom, through whom, when."""

import csv
import functools
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import duties

SOURCE = pathlib.Path(os.environ.get("DONDOC_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
BIN = pathlib.Path(os.environ.get("DONDOC_BUILD_DIR", SOURCE / "build/dev"), "bin")
PLANS = pathlib.Path(os.environ.get("DONDOC_SHARED", SOURCE / "../shared"), "plans")
RECIPES = SOURCE / "etc/recipes"
ON_REQUEST = {"on-request", "đột xuất", "đột xuất khi có yêu cầu", "theo yêu cầu", "khi có yêu cầu"}
LAST_DAY = {"quarterly": "03-31", "half-yearly": "06-30", "yearly": "12-31"}
FIRST_PERIOD = {"quarterly": "2026-Q1", "half-yearly": "2026-H1", "yearly": "2026"}


def dondoc(site, *words):
    """The exit code, and the answer where it is good."""
    done = subprocess.run([BIN / "dondoc", "--config", site / "dondoc.yaml", "--today", "2026-01-05", "--json", *words],
                          stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60)
    return done.returncode, json.loads(done.stdout) if done.returncode == 0 else None


def rows():
    for path in sorted(PLANS.glob("*.reporting.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield path.name.split(".")[0], row


def rules():
    """The plain fields of each rule, as written."""
    found = {}
    for path in (RECIPES / "rules.d").glob("*.yaml"):
        if path.name.endswith("_test.yaml"):
            continue
        for text in re.split(r"^  - (?=id: )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            lines = [re.sub(r"\s+#.*", "", line).strip() for line in text.splitlines()]
            fields = dict(line.split(": ", 1) for line in lines if re.match(r"[\w-]+: ", line))
            found[fields["id"]] = fields
    return found


@unittest.skipUnless(PLANS.is_dir(), "the real plans are not here: ../shared/plans is missing (set DONDOC_SHARED)")
class Duties(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = list(rows())
        cls.rules = rules()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.site = pathlib.Path(folder.name, "site")
        shutil.copytree(RECIPES, cls.site)
        cls.units = {unit["id"]: unit for unit in cls.answer("units")}

    @classmethod
    @functools.lru_cache(maxsize=None)
    def answer(cls, *words):
        return dondoc(cls.site, *words)[1]

    def for_each(self, judge):
        for plan, row in self.rows:
            key = plan, row["clause"], row["period"]
            with self.subTest(duty=key):
                judge(row, duties.DUTIES[key])

    def named(self, words):
        """The units that words of a plan name, as the program understands them."""
        names = [name.strip() for name in re.split("[;,]", words) if name.strip()]
        return {self.answer("units", name)["unit"]["id"] for name in names}

    def stands_for(self, unit):
        """A unit, or the members of a group."""
        return set(self.units[unit]["members"] or [unit]) if unit else set()

    def test_every_row_has_a_rule_and_every_rule_of_the_table_a_row(self):
        self.assertEqual(sorted(duties.DUTIES), sorted((plan, row["clause"], row["period"]) for plan, row in self.rows))

    def test_it_is_owed_by_those_whom_the_plan_names(self):
        def judge(_, duty):
            for unit in duty.owe:
                self.assertEqual(0, dondoc(self.site, "explain", "%s/%s" % (duty.rule, unit))[0], unit)
            for unit in duty.free:
                code, answer = dondoc(self.site, "explain", "%s/%s" % (duty.rule, unit))
                self.assertTrue(code == 1 or not answer["periods"], unit)
        self.for_each(judge)

    def test_it_goes_to_whom_the_plan_names(self):
        def judge(row, duty):
            rule = self.rules[duty.rule]
            self.assertEqual(self.named(row["recipient"]), self.stands_for(rule.get("to")))
            self.assertEqual(self.named(row["via"]), self.stands_for(rule.get("via")))
        self.for_each(judge)

    def test_it_is_sent_on_to_whom_the_plan_names(self):
        def judge(row, duty):
            if not row["forward_to"]:
                self.assertEqual("", duty.collected)
            elif duty.collected:
                collecting = self.rules[duty.collected]
                self.assertEqual(duty.rule, collecting["collects"])
                self.assertEqual(self.named(row["forward_to"]), self.stands_for(collecting["to"]))
            else:
                for name in row["forward_to"].replace("Ủy ban nhân dân", "UBND").split("; "):
                    self.assertIn(name, self.rules[duty.rule]["how"])
        self.for_each(judge)

    def test_what_has_no_period_is_on_request(self):
        def judge(row, duty):
            self.assertEqual(row["period"] == "ad-hoc", self.rules[duty.rule].get("period") in ON_REQUEST)
        self.for_each(judge)

    def test_it_is_due_on_the_day_of_the_plan_or_the_last_of_its_period(self):
        def judge(row, duty):
            if row["period"] == "ad-hoc":
                return
            key = "%s/%s" % (duty.rule, duty.owe[0])
            if row["period"] != "once":
                key += "@" + FIRST_PERIOD[row["period"]]
            period = self.answer("explain", key)["periods"][0]
            due = row["due"] or LAST_DAY[row["period"]]
            self.assertEqual(due if row["period"] == "once" else "2026-" + due, period["versions"][0]["due"])
            recurrence = period["deadline"]["recurrence"]
            self.assertEqual("none" if row["period"] == "once" else row["period"], recurrence)
        self.for_each(judge)


if __name__ == "__main__":
    unittest.main(verbosity=2)
