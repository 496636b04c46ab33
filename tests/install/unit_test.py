"""systemd accepts the unit and finds it well closed."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

BUILD = pathlib.Path(os.environ["DONDOC_BUILD_DIR"])
SOURCE = pathlib.Path(os.environ["DONDOC_SOURCE_DIR"])
MOST_EXPOSURE = 15  # tenths; a service without any hardening has 96


@unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
class Unit(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.unit = pathlib.Path(folder.name, "dondocd.service")
        text = (SOURCE / "systemd/dondocd.service").read_text(encoding="utf-8")
        # The manual page is not installed here, and verify would ask man for it.
        self.unit.write_text(re.sub("Documentation=.*\n", "", text.replace("@BINDIR@", str(BUILD / "bin"))), encoding="utf-8")

    def analyze(self, *arguments):
        return subprocess.run(["systemd-analyze", *arguments, str(self.unit)], capture_output=True, text=True)

    @unittest.skipUnless((BUILD / "bin/dondocd").exists(), "dondocd is not built, and verify looks for it")
    def test_is_accepted_without_a_warning(self):
        result = self.analyze("verify", "--man=no", "--recursive-errors=no")
        self.assertEqual((0, ""), (result.returncode, result.stdout + result.stderr))

    def test_exposes_little(self):
        result = self.analyze("security", "--offline=true", f"--threshold={MOST_EXPOSURE}")
        print(result.stdout.splitlines()[-1] if result.stdout else result.stderr)
        self.assertEqual(0, result.returncode, result.stdout)


if __name__ == "__main__":
    unittest.main()
