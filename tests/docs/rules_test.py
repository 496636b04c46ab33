"""The examples of docs/rules.md, each put into a site that has the sample's units: `dondoc check` takes them."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import examples

CONFIG = json.dumps({
    "site": {"name": "Sở mẫu", "mail_from": "Phòng Kế hoạch <don-doc@so.example>"}, "state": "state",
    "channels": [{"id": name, "kind": "maildir", "path": name} for name in ("mail", "sms")]})
SAMPLE = examples.SOURCE / "etc/sample/units.yaml"
RULE = "reports:\n  - {id: thu, title: Thử, from: so-y-te, %s}\n"
PERIODS = ("period: month", "period: year", "due: 30/11/2026")


def errors_of(files):
    """What `dondoc check` has against a site of these files."""
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder)
        shutil.copy(SAMPLE, site / "units.yaml")
        for name, text in {"dondoc.yaml": CONFIG, **files}.items():
            path = site / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([examples.BIN / "dondoc", "--json", "check", site], stdin=subprocess.DEVNULL,
                              capture_output=True, encoding="utf-8", timeout=examples.PATIENCE)
        problems = json.loads(done.stdout)["problems"]
        return ["%(path)s:%(line)s: %(message)s" % each for each in problems if each["level"] == "error"]


def failures_of(test):
    """How `dondoc test` ends, and what it says, for a test of the sample's rules."""
    with tempfile.TemporaryDirectory() as folder:
        site = shutil.copytree(examples.SOURCE / "etc/sample", pathlib.Path(folder, "sample"))
        path = site / "rules.d/doc_test.yaml"
        path.write_text(test, encoding="utf-8")
        done = subprocess.run([examples.BIN / "dondoc", "test", path], stdin=subprocess.DEVNULL, capture_output=True,
                              encoding="utf-8", timeout=examples.PATIENCE)
        return done.returncode, "".join(done.stdout.splitlines(True)[:-1]) + done.stderr


def register_of(block):
    """A part of a register, with what it mentions of the sample's units."""
    named = set(re.findall(r"[a-z0-9-]+", block)) - set(re.findall(r"\bid: ([a-z0-9-]+)", block))
    known = re.findall(r"^  - id: ([a-z0-9-]+)", SAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    stubs = "".join("  - {id: %s, name: Đơn vị %s, email: %s@so.example}\n" % (unit, unit, unit)
                    for unit in known if unit in named or unit == "phong-khtc" and "id: phong-khtc" not in block)
    roles = "" if "roles:" in block else "roles: {planning-office: phong-khtc}\n"
    return roles + block.replace("units:\n", "units:\n" + stubs, 1)


class RulesPage(unittest.TestCase):
    def test_every_example_is_good(self):
        page = (examples.SOURCE / "docs/rules.md").read_text(encoding="utf-8")
        for block in examples.blocks_of(page):
            if block.kind == "yaml":
                with self.subTest(line=block.line):
                    self.judge(block.text)

    def judge(self, text):
        if all(line.startswith("#") for line in text.splitlines()):
            return
        key = re.match(r"(\w+):", text)[1]
        if key in ("reports", "policies", "inhibit", "checks", "quiet"):
            self.assertEqual([], errors_of({"rules.d/rules.yaml": text}))
        elif key in ("units", "roles", "groups"):
            self.assertEqual([], errors_of({"units.yaml": register_of(text)}))
        elif key in ("year", "supplement"):
            self.assertEqual([], errors_of({"calendars/own.yaml": text}))
        elif key == "plans":
            self.assertEqual((0, ""), failures_of(text))
        elif key == "cutoff":
            for line in text.splitlines():
                words = line.split(" #")[0].strip()
                fits = [period for period in PERIODS if not errors_of({"rules.d/rules.yaml": RULE % (period + ", " + words)})]
                self.assertNotEqual([], fits, line)
        else:
            self.fail("no file has the key %s" % key)


if __name__ == "__main__":
    unittest.main(verbosity=2)
