"""The configuration that docs/answers.md shows: `dondoc check` takes it, and warns where its proxy is left out."""

import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import examples

SITE = """\
site: {name: Sở mẫu, mail_from: "Phòng Kế hoạch <don-doc@so.example>"}
state: state
channels: [{id: mail, kind: maildir, path: mail}]
"""
PAGE = (examples.SOURCE / "docs/answers.md").read_text(encoding="utf-8")
EXAMPLE = next(block.text for block in examples.blocks_of(PAGE) if block.kind == "yaml" and "answers:" in block.text)


def problems_of(config):
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder)
        shutil.copy(examples.SOURCE / "etc/units.yaml", site / "units.yaml")
        shutil.copytree(examples.SOURCE / "etc/rules.d", site / "rules.d")
        (site / "dondoc.yaml").write_text(config, encoding="utf-8")
        done = subprocess.run([examples.BIN / "dondoc", "--config", site / "dondoc.yaml", "--json", "check"],
                              stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=examples.PATIENCE)
        return [problem["message"] for problem in json.loads(done.stdout)["problems"]]


class AnswersPage(unittest.TestCase):
    def test_the_example_is_good(self):
        self.assertEqual([], problems_of(SITE + EXAMPLE))

    def test_without_its_proxy_it_is_warned_of(self):
        lines = [line for line in EXAMPLE.splitlines(True) if "trusted_proxy" not in line]
        problems = problems_of(SITE + "".join(lines))
        self.assertEqual(1, len(problems), problems)
        self.assertIn("trusted_proxy: 127.0.0.1", problems[0])

    def test_the_proxy_of_the_example_says_who_asks(self):
        proxy = next(block.text for block in examples.blocks_of(PAGE) if block.kind == "nginx")
        self.assertIn("proxy_set_header X-Forwarded-For $remote_addr;", proxy)
        self.assertIn("http://127.0.0.1:8321", proxy)


if __name__ == "__main__":
    unittest.main()
