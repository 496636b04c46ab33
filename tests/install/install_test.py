"""`cmake --install` puts everything where a Debian machine looks for it, and keeps what a site has edited."""
import os
import pathlib
import subprocess
import tempfile
import unittest

BUILD = os.environ["DONDOC_BUILD_DIR"]
SOURCE = pathlib.Path(os.environ["DONDOC_SOURCE_DIR"])


def install(destination, prefix="/usr"):
    subprocess.run([os.environ["CMAKE"], "--install", BUILD, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "DESTDIR": destination})


class Install(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def files(self):
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()}

    def test_lays_out_programs_units_manual_and_configuration(self):
        install(self.root)
        programs = {f"usr/bin/{path.name}" for path in pathlib.Path(BUILD, "bin").glob("*")}
        calendars = {f"etc/dondoc/calendars/{path.name}" for path in (SOURCE / "etc/calendars").glob("*.yaml")}
        templates = {f"usr/share/dondoc/{path.relative_to(SOURCE / 'etc')}"
                     for path in (SOURCE / "etc/templates").rglob("*.mustache")}
        expected = programs | calendars | templates | {
            "usr/lib/systemd/system/dondocd.service", "usr/lib/tmpfiles.d/dondoc.conf",
            "usr/share/man/man1/dondoc.1", "usr/share/man/man5/dondoc-rules.5", "usr/share/man/man8/dondocd.8",
            "usr/share/doc/dondoc/guide.vi.md", "usr/share/doc/dondoc/guide.en.md",
            "usr/share/dondoc/recipes/dondoc.yaml", "usr/share/dondoc/recipes/rules.d/20-nghi-dinh-09.yaml",
        }
        self.assertEqual(set(), expected - self.files())
        self.assertTrue((self.root / "etc/dondoc/rules.d").is_dir())

    def test_keeps_secrets_for_root_alone(self):
        install(self.root)
        self.assertEqual(0o700, (self.root / "etc/dondoc/secrets").stat().st_mode & 0o777)

    def test_stays_below_another_prefix(self):
        install(self.root, "/opt/dondoc")
        self.assertEqual(set(), {name for name in self.files() if not name.startswith("opt/dondoc/")})

    def test_names_the_installed_program_in_the_unit(self):
        install(self.root, "/opt/dondoc")
        unit = (self.root / "opt/dondoc/lib/systemd/system/dondocd.service").read_text(encoding="utf-8")
        self.assertIn("ExecStart=/opt/dondoc/bin/dondocd ", unit)

    def test_keeps_a_file_that_the_site_has_edited(self):
        edited = self.root / "etc/dondoc/calendars/2026.yaml"
        install(self.root)
        edited.write_text("# ours\n", encoding="utf-8")
        install(self.root)
        self.assertEqual("# ours\n", edited.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
