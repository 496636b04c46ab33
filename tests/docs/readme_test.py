"""What the README shows of `dondoc`, on the site of the demo as it stands at the end."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import examples

TODAY = "2026-06-12"  # where the demo stops


class Readme(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        shutil.copytree(examples.SOURCE / "etc", self.root / "etc")
        done = subprocess.run(["sh", "etc/sample/demo.sh", examples.BIN, ".demo"], cwd=self.root, stdin=subprocess.DEVNULL,
                              capture_output=True, encoding="utf-8", timeout=examples.PATIENCE)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def run_command(self, command):
        words = command.split()
        self.assertEqual("dondoc", words[0])
        done = subprocess.run([examples.BIN / "dondoc", "--config", "etc/sample/dondoc.yaml", "--today", TODAY, *words[1:]],
                              cwd=self.root, env={**os.environ, "NO_COLOR": "1"}, stdin=subprocess.DEVNULL,
                              capture_output=True, encoding="utf-8", timeout=examples.PATIENCE)
        return [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]

    def test_shows_what_happens(self):
        for page in ("README.md", "README.vi.md"):
            text = (examples.SOURCE / page).read_text(encoding="utf-8")
            blocks = [block for block in examples.blocks_of(text) if block.kind == "console"]
            self.assertTrue(blocks, page)
            for block in blocks:
                for command, shown in examples.commands_of(block):
                    with self.subTest(page=page, line=block.line, command=command):
                        printed = self.run_command(command)
                        self.assertTrue(examples.agrees(shown, printed), "it prints\n" + "\n".join(printed))


if __name__ == "__main__":
    unittest.main(verbosity=2)
