"""Rule files that nobody should write: each ends in a clear, short report, within bounds of time and memory."""

import json
import os
import subprocess
import sys
import unittest

from dondoc_site import BIN, LONG_PATIENCE, POLICY, UNITS, Site
from hostile_files_test import CHANNEL, MEASURE

GOOD, FILES_WRONG = 0, 1
CPU_SECONDS = 3.0
MEMORY_KIB = 384 * 1024
MOST_SAID = 250_000  # characters; hundreds of errors are shown before the rest is only counted
TEN_MB = 10 << 20

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    "a%d: &a%d [%s]\n" % (n, n, ", ".join(["*a%d" % (n - 1)] * 9)) for n in range(1, 12))


def report(**fields):
    keys = {"id": "thu", "title": "Thử", "from": "[don-vi-a]", "period": "year", "due": "ngày 31/12", **fields}
    return "reports:\n  - {" + ", ".join("%s: %s" % pair for pair in keys.items()) + "}\n"


def policy(match):
    return "policies:\n  - {id: a, match: '%s', remind: {lead: 7d}}\n  - {id: b, match: 'true', remind: {lead: 7d}}\n" % match


class HostileRules(unittest.TestCase):
    def check(self, files, code, *parts, most=MOST_SAID):
        """What `dondoc check` says of a site with these files; bytes, or what makes the file."""
        site = Site(self, [CHANNEL])
        for name, content in files.items():
            path = site.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                path.unlink()
            if callable(content):
                content(path)
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        said = site.folder / "said"
        command = [BIN / "dondoc", "--config", site.config, "check"]
        measured = subprocess.run([sys.executable, "-S", "-c", MEASURE, said, *command], cwd=site.folder, check=True,
                                  capture_output=True, timeout=LONG_PATIENCE)
        found, seconds, memory = json.loads(measured.stdout)
        text = said.read_text(encoding="utf-8", errors="replace")
        self.assertEqual(code, found, text[:2000])
        for part in parts:
            self.assertIn(part, text[:200_000])
        for sign in ("terminate called", "what():", "std::", "bad_alloc", "Sanitizer", "Assertion"):
            self.assertNotIn(sign, text)
        self.assertLess(len(text), most, text[:2000])
        self.assertLess(seconds, CPU_SECONDS, text[:2000])
        self.assertLess(memory, MEMORY_KIB, text[:2000])
        return text

    def refuses(self, content, *parts, name="rules.d/xau.yaml", **options):
        return self.check({name: content}, FILES_WRONG, os.path.basename(name), *parts, **options)

    def test_aliases(self):
        for name in ("rules.d/xau.yaml", "units.yaml", "calendars/2031.yaml", "dondoc.yaml"):
            self.refuses(BOMB, "aliases", name=name, most=3000)
        self.refuses("a: &a 1\nb: [" + "*a, " * 5000 + "]\n", "too many aliases", most=3000)
        self.refuses("a: &a [*a]\n", "refers to itself", most=3000)
        self.refuses("a: *khong-co\n", ":1:", most=3000)
        self.refuses("".join("a%d: &a%d x\n" % (n, n) for n in range(100_000)), most=MOST_SAID)

    def test_merge_keys(self):
        self.refuses("x: &x {id: a}\nreports:\n  - {<<: *x, title: Thử}\n", "xau.yaml:", most=5000)

    def test_nesting(self):
        for text in ("a: " + "[" * 100_000, "a: " + "{a: " * 100_000, "- " * 100_000, "? " * 100_000):
            self.refuses(text, "too deeply", most=3000)
        self.refuses("".join(" " * n + "a:\n" for n in range(2000)), "too deeply", most=5000)
        self.refuses("(" * 1000, name="units.yaml", most=5000)

    def test_size(self):
        self.refuses("#" * (TEN_MB + 1), "10 MB", most=3000)
        self.refuses(lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644), 1 << 40), "MB", most=3000)
        self.refuses("a: " + "x" * (TEN_MB - 10), "unknown key", most=5000)
        self.refuses("x" * (TEN_MB - 10), most=5000)
        self.refuses("x" * (5 << 20) + ": 1\n", most=5000)
        self.refuses("a: [" + "b," * (TEN_MB // 2 - 10), "too many values", most=5000)
        self.refuses("- a\n" * (TEN_MB // 4 - 1), "too many values", most=5000)
        self.refuses('a: "' + "x" * (5 << 20), most=5000)
        self.refuses("a: |\n" + "  x\n" * (1 << 20), "unknown key", most=5000)
        self.check({"rules.d/xau.yaml": "\n" * (TEN_MB - 1)}, GOOD, most=5000)
        self.check({"rules.d/xau.yaml": "# " + "x" * (TEN_MB - 10)}, GOOD, most=5000)

    def test_many_files_are_bounded_together(self):
        files = {"rules.d/%03d.yaml" % n: "# " + "x" * (9 << 20) for n in range(12)}
        self.check(files, FILES_WRONG, "48 MB", most=5000)

    def test_thousands_of_errors(self):
        text = self.refuses("reports:\n" + "  - {x: y}\n" * 20_000, "more problems are not shown")
        self.assertIn("xau.yaml:2:", text)
        self.refuses("reports:\n" + "  - {id: thu, title: T, from: [don-vi-x], period: year, due: ngày 31/12}\n" * 20_000,
                     "more problems are not shown")
        self.refuses("units:\n" + "  - {id: a, name: Đơn vị A}\n" * 20_000, "more problems are not shown", name="units.yaml")
        self.refuses("nhầm: 1\n" * 100_000)

    def test_what_is_no_text(self):
        good = POLICY.encode()
        self.refuses(good.decode().encode("utf-16"), "UTF-8", most=3000)
        self.refuses(good.decode().encode("utf-16-le"), most=3000)
        self.refuses(good + b"# \xff\xfe\n", "UTF-8", most=3000)
        self.refuses(good.replace(b"mac-dinh", b"mac\0dinh"), most=3000)
        self.refuses(os.urandom(1 << 20), most=3000)
        self.refuses(b"\0" * (1 << 20), most=3000)
        self.refuses("\x1b[31m: \x07\n", most=3000)
        self.assertNotIn("\x1b", self.refuses('"\\e[31mđỏ": 1\n', most=3000))

    def test_marks_and_line_ends_of_other_systems_are_no_error(self):
        for text in ("\ufeff" + POLICY, POLICY.replace("\n", "\r\n")):
            self.check({"rules.d/rules.yaml": text}, GOOD, most=3000)
        self.check({"units.yaml": "\ufeff" + UNITS.replace("\n", "\r\n")}, GOOD, most=3000)

    def test_tabs_and_indentation(self):
        self.refuses("policies:\n\t- id: a\n", "xau.yaml:2:", "tab", most=3000)
        self.refuses("policies:\n  - id: a\n   match: \"true\"\n", "xau.yaml:", most=3000)
        self.refuses("policies:\n- id: a\n  match: \"true\"\n remind: {lead: 7d}\n", "xau.yaml:", most=3000)
        self.refuses("policies: [\n", "xau.yaml:", most=3000)

    def test_ids_and_cycles(self):
        self.refuses(report() + report().replace("reports:\n", ""), '"thu"', most=3000)
        self.refuses(report(id="a", **{"id ": "b"}), most=3000)
        self.refuses("reports: []\nreports: []\n", "reports", most=3000)
        chain = "policies:\n" + "".join("  - {id: p%d, match: 'true', use: p%d}\n" % (n, (n + 1) % 500) for n in range(500))
        self.refuses(chain, "p0")
        self.refuses("policies:\n  - {id: a, use: a, match: 'true'}\n", "a → a", most=3000)
        self.refuses("policies:\n  - {id: a, use: khong-co, match: 'true'}\n", "khong-co", most=3000)

    def test_keys_and_types(self):
        self.refuses("chinh-sach: []\n", "chinh-sach", most=3000)
        for text in ("reports: 5\n", "reports: {a: b}\n", "policies: thử\n", "checks: [[]]\n", "- 1\n", "5\n", "quiet: {}\n",
                     report(due="[1, 2]"), report(due="{a: b}"), report(period="9" * 400), report(due="9" * 400),
                     report(title="[[[]]]"), report(**{"from": "{}"}), "policies:\n  - {id: a, match: [1], remind: {lead: -7d}}\n",
                     "policies:\n  - {id: a, match: 'true', remind: {lead: 99999999999999999999d}}\n", "reports: !!binary aGVsbG8=\n"):
            self.refuses(text, "xau.yaml:", most=3000)

    def test_conditions_made_to_explode(self):
        self.refuses(policy('subject.id.matches("((a{1,1000}){1,1000}){1,1000}")'), "regular expression", most=3000)
        self.refuses(policy('subject.id.matches("' + "(" * 5000 + '")'), most=9000)
        self.refuses(policy("(" * 5000 + "true" + ")" * 5000), most=9000)
        self.refuses(policy("!" * 50_000 + "true"), most=9000)
        self.refuses(policy("1" + " + 1" * 100_000 + " > 0"), "too long", most=9000)
        self.refuses(policy("[" * 3000 + "]" * 3000 + " == []"), most=9000)
        self.refuses(policy('"' + "x" * (1 << 20) + '" == ""'), "too long", most=9000)
        self.check({"rules.d/a.yaml": policy('subject.id.matches("(a+)+$")').replace("id: b", "id: c")}, GOOD, most=3000)

    def test_what_is_no_plain_file(self):
        self.refuses(os.mkfifo, "not a regular file", most=3000)
        self.refuses(os.mkdir, "not a regular file", most=3000)
        self.refuses(lambda path: os.symlink("/dev/zero", path), "not a regular file", most=3000)
        self.refuses(lambda path: os.symlink(path.name, path), most=3000)
        self.refuses(lambda path: os.symlink("khong-co.yaml", path), most=3000)
        for name in ("units.yaml", "dondoc.yaml"):
            self.refuses(os.mkfifo, "not a regular file", name=name, most=3000)
        self.refuses(os.mkfifo, "not a regular file", name="calendars/2031.yaml", most=3000)

    @unittest.skipIf(os.geteuid() == 0, "nothing is unreadable to root")
    def test_what_may_not_be_read(self):
        def secret(path):
            path.write_text(POLICY)
            path.chmod(0)
        self.refuses(secret, most=3000)

    def test_a_folder_that_is_none(self):
        self.check({"rules": "một tệp"}, GOOD)
        site = Site(self, [CHANNEL])
        site.extra = {"rules": "units.yaml"}
        site.configure([CHANNEL])
        result = site.dondoc("check")
        self.assertEqual(FILES_WRONG, result.code, result.out + result.err)
        self.assertIn("units.yaml", result.out + result.err)


if __name__ == "__main__":
    unittest.main()
