"""The schemas of etc/schema are what the program prints, hold for every file of ours, and refuse what it refuses."""
import json
import os
import pathlib
import subprocess
import unittest

import jsonschema
import yaml

SOURCE = pathlib.Path(os.environ["DONDOC_SOURCE_DIR"])
DATA = SOURCE / "tests/rules/language/data"
EVERY_KEY_OF_TESTS = SOURCE / "tests/rules/trial/data/every-key_test.yaml"
KINDS = ("rules", "units", "calendar", "test", "config")


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: 08:00 and 2026-06-09 are texts, yes and no too."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for tag, pattern, first in (("bool", "^(?:true|false)$", "tf"), ("int", "^[-+]?[0-9]+$", "-+0123456789"),
                            ("float", r"^[-+]?[0-9]+\.[0-9]*$", "-+0123456789")):
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, __import__("re").compile(pattern), list(first))


def schema(kind):
    return json.loads((SOURCE / "etc/schema" / (kind + ".json")).read_text())


def faults(kind, text):
    validator = jsonschema.Draft202012Validator(schema(kind))
    return [f"{list(fault.path)}: {fault.message[:300]}" for fault in validator.iter_errors(yaml.load(text, Loader))]


def kind_of(path):
    if path.name in ("units.yaml", "dondoc.yaml"):
        return {"units.yaml": "units", "dondoc.yaml": "config"}[path.name]
    if path.name.endswith("_test.yaml"):
        return "test"
    return "calendar" if path.parent.name == "calendars" else "rules"


class Schema(unittest.TestCase):
    def test_each_file_is_what_the_program_prints(self):
        for kind in KINDS:
            with self.subTest(kind):
                printed = subprocess.run([os.environ["DONDOC"], "schema", kind], check=True, capture_output=True, text=True)
                self.assertEqual((SOURCE / "etc/schema" / (kind + ".json")).read_text(), printed.stdout,
                                 f"run: dondoc schema {kind} > etc/schema/{kind}.json")

    def test_each_is_a_schema(self):
        for kind in KINDS:
            jsonschema.Draft202012Validator.check_schema(schema(kind))

    def test_every_file_of_ours_validates(self):
        files = list((SOURCE / "etc").rglob("*.yaml"))
        self.assertGreater(len(files), 15)
        for path in files:
            with self.subTest(str(path.relative_to(SOURCE))):
                self.assertEqual([], faults(kind_of(path), path.read_text()))

    def test_a_file_that_uses_every_key_validates(self):
        for path in (DATA / "every-key").glob("*.yaml"):
            with self.subTest(path.name):
                self.assertEqual([], faults(path.stem.split(".")[0], path.read_text()))
        self.assertEqual([], faults("test", EVERY_KEY_OF_TESTS.read_text()))

    def test_every_key_has_words_in_both_languages(self):
        for kind in KINDS:
            for name, shape in schema(kind)["$defs"].items():
                for key, value in shape["properties"].items():
                    self.assertRegex(value["description"], r"^.+ \(.+\)$", f"{name}.{key}")

    def test_what_the_program_refuses_by_its_shape_does_not_validate(self):
        bad = {
            "rules": ["reports: {}", "reports: [{id: a}]", "reports: [{id: A b, title: x, due: 2026-01-01}]",
                      "reports: [{id: a, title: x, due: 2026-01-01, rol: next}]",
                      "reports: [{id: a, title: x, due: 2026-01-01, roll: later}]", "quiet: 20-7", "polices: []",
                      "reports: [{id: a, title: x, period: year, valid: {from: soon}}]",
                      "policies: [{id: a, match: true, remind: {lead: [7 days]}}]",
                      "policies: [{id: a, match: true, overdue: {lead: 7d}}]",
                      "policies: [{id: a, match: true, escalate: [{after: 7d}]}]",
                      "policies: [{id: a, match: true, urgent: maybe}]",
                      "checks: [{id: a, each: units, when: 'true', to: lead, message: x}]"],
            "units": ["units: []", "roles: {planing-office: a}", "roles: {}\nunits: [{id: a}]",
                      "roles: {}\ngroups: [{id: a, name: A}]", "roles: {}\nunits: [{id: a, name: A, locale: fr}]"],
            "calendar": ["year: 2026", "year: 1900\nstatus: confirmed", "year: 2026\nstatus: maybe",
                         "year: 2026\nstatus: confirmed\noff: [{name: x}]", "supplement: 2026\nyear: 2026\nstatus: confirmed"],
            "test": ["tests: {}", "test: []", "tests: [{name: a}]", "tests: [{on: 2026-01-01, reminders: none}]",
                     "tests: [{name: a, on: soon, reminders: none}]", "tests: [{name: a, on: 2026-01-01, reminder: none}]",
                     "tests: [{name: a, reminders: [{to: so-a}]}]", "tests: [{name: a, reminders: [{on: 2026-01-01, stage: 7d}]}]",
                     "tests: [{name: a, statuses: {2026-01-01: {kh/1: over_due}}}]",
                     "tests: [{name: a, reminders: none, facts: [{done: a}]}]",
                     "tests: [{name: a, reminders: none, facts: [{done: a, until: 2026-01-01, on: 2026-01-01}]}]",
                     "plans: [{issued: 2026-01-01, assignments: [{lead: a}]}]\ntests: [{name: a, reminders: none}]"],
            "config": ["site: {name: x, mail_from: a@b}\nstate: s", "site: {name: x}\nstate: s\nchannels: []",
                       "site: {name: x, mail_from: a@b}\nstate: s\nchannels: [{id: a, kind: fax}]",
                       "site: {name: x, mail_from: a@b}\nstate: s\nchannels: [{id: a, kind: smtp, password: x}]"],
        }
        for kind, texts in bad.items():
            for text in texts:
                with self.subTest(text):
                    self.assertNotEqual([], faults(kind, text))


if __name__ == "__main__":
    unittest.main()
