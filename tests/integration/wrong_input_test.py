"""Wrong input ends in one clear sentence that names file, line or field, a non-zero exit, and nothing half-written."""

import socket
import unittest

from dondoc_site import POLICY, UNITS, Site

FILES_WRONG, USAGE, OUT_OF_REACH = 1, 2, 3
MAILDIR = {"id": "mail", "kind": "maildir", "path": "maildir"}
SMTP = {"id": "mail", "kind": "smtp", "host": "127.0.0.1", "port": 2525, "from": "don-doc@so.example"}


class WrongInput(unittest.TestCase):
    def site(self, channel=MAILDIR, **options):
        return Site(self, [channel], **options)

    def refuses(self, result, code, *parts):
        """The one sentence, with all of these in it."""
        said = result.out + result.err
        self.assertEqual(code, result.code, said)
        for part in parts:
            self.assertIn(part, said)
        for sign in ("terminate called", "Traceback", "what():", "std::", "Assertion"):
            self.assertNotIn(sign, said)
        self.assertLess(len(said), 1500, said)

    def nothing_written(self, site):
        self.assertEqual([], [path.name for path in (site.folder / "state").rglob("*") if path.is_file()] if
                         (site.folder / "state").is_dir() else [])

    def test_a_docx_that_is_not_a_zip(self):
        site = self.site()
        before = site.json("tasks")
        plan = site.write("ke-hoach.docx", "PK nhưng không phải zip")
        self.refuses(site.dondoc("import", plan), FILES_WRONG, "ke-hoach.docx")
        self.assertEqual(before, site.json("tasks"))

    def test_a_docx_that_ends_early(self):
        site = self.site()
        plan = site.folder / "ke-hoach.docx"
        plan.write_bytes(b"PK\x03\x04" + bytes(500))
        self.refuses(site.dondoc("import", plan), FILES_WRONG, "ke-hoach.docx")

    def test_a_plan_that_is_not_there(self):
        self.refuses(self.site().dondoc("import", "khong-co.docx"), FILES_WRONG, "khong-co.docx")

    def test_a_day_that_does_not_exist(self):
        report = "reports:\n  - id: thu\n    title: Thử\n    from: [don-vi-a]\n    period: year\n    due: trước ngày 31/2\n"
        for program, words in (("dondoc", ["check"]), ("dondocd", ["--once"])):
            site = self.site(rules=report + POLICY)
            self.refuses(site.run(program, *words), FILES_WRONG, "rules.yaml:6", "31/2")
            self.nothing_written(site)

    def test_an_unknown_unit_in_a_rule_is_named_with_the_nearest(self):
        report = "reports:\n  - {id: thu, title: Thử, from: [don-vi-aa], period: year, due: ngày 31/12}\n"
        site = self.site(rules=report + POLICY)
        self.refuses(site.dondoc("check"), FILES_WRONG, "rules.yaml:2", '"don-vi-aa"', '"don-vi-a"')
        self.refuses(site.dondocd("--once"), FILES_WRONG, "rules.yaml:2", '"don-vi-aa"')
        self.nothing_written(site)

    def test_an_unknown_unit_in_a_plan_is_listed_and_its_row_is_kept(self):
        answer = self.site().json("import", "--accept", self.site().write_plan([("Việc", "Đơn vị lạ", "15/5/2025")]))
        self.assertEqual(1, len(answer["assignments"]))
        self.assertIn("Đơn vị lạ", [doubt["text"] for doubt in answer["doubts"]])

    def test_an_unknown_unit_on_the_command_line(self):
        self.refuses(self.site().dondoc("simulate", "--to", "2030-01-01", "--unit", "don-vi-x"), FILES_WRONG, "don-vi-x")

    def test_a_user_without_a_password(self):
        site = self.site({**SMTP, "user": "don-doc"})
        self.refuses(site.dondocd("--once"), FILES_WRONG, "dondoc.yaml", "mail", "password")

    def test_a_password_file_that_is_missing(self):
        site = self.site({**SMTP, "user": "don-doc", "password_file": "khong-co"})
        self.refuses(site.dondocd("--once"), FILES_WRONG, "dondoc.yaml:", "password_file", "khong-co")

    def test_a_password_file_that_others_can_read(self):
        site = self.site({**SMTP, "user": "don-doc", "password_file": "mail.password"})
        site.write("mail.password", "bi-mat", 0o644)
        result = site.dondocd("--once")
        self.refuses(result, FILES_WRONG, "dondoc.yaml:", "mail.password", "chmod 600")
        self.assertNotIn("bi-mat", result.err)

    def test_a_password_in_the_configuration_itself_is_refused_and_not_repeated(self):
        site = self.site()
        head = site.config.read_text().split('"channels"')[0]
        channel = "{id: mail, kind: smtp, host: h, from: a@b.example, user: u, %s}"
        for written in ("password: bi-mat", '"password": "bi-mat"', "password : bi-mat", "password:\n  bi-mat"):
            site.write("dondoc.yaml", head + '"channels": [' + channel % written + "]}")
            result = site.dondocd("--once")
            self.refuses(result, FILES_WRONG, "dondoc.yaml:", "password_file")
            self.assertNotIn("bi-mat", result.err)

    def test_a_file_in_place_of_the_state_directory(self):
        for program, words in (("dondoc", ["tasks"]), ("dondocd", ["--once"])):
            site = self.site()
            state = site.write("state", "một tệp")
            self.refuses(site.run(program, *words), OUT_OF_REACH, str(state))
            self.assertEqual("một tệp", state.read_text())

    def test_a_state_directory_that_cannot_be_made(self):
        site = self.site()
        site.write("dondoc.yaml", site.config.read_text().replace('"state": "state"', '"state": "/proc/self/khong-co"'))
        self.refuses(site.dondocd("--once"), OUT_OF_REACH, "/proc/self/khong-co")

    def test_a_database_that_is_none(self):
        site = self.site()
        database = site.write("state/dondoc.db", "không phải cơ sở dữ liệu " * 50)
        self.refuses(site.dondocd("--once"), OUT_OF_REACH, "dondoc.db")
        self.assertTrue(database.read_text().startswith("không phải"))

    def test_a_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            site = self.site(listen="127.0.0.1:%d" % port)
            self.refuses(site.dondocd(), OUT_OF_REACH, "dondoc.yaml", "listen", str(port))

    def test_a_configuration_that_is_no_yaml(self):
        site = self.site()
        site.write("dondoc.yaml", "site: [\n")
        self.refuses(site.dondocd("--once"), FILES_WRONG, "dondoc.yaml:")
        self.refuses(site.dondoc("tasks"), FILES_WRONG, "dondoc.yaml:")
        self.nothing_written(site)

    def test_a_key_that_nobody_knows(self):
        site = self.site()
        site.write("dondoc.yaml", site.config.read_text().replace('"listen"', '"lisen"'))
        self.refuses(site.dondocd("--once"), FILES_WRONG, "dondoc.yaml:", "lisen", "listen")
        self.nothing_written(site)

    def test_a_channel_setting_that_nobody_knows(self):
        self.refuses(self.site({**MAILDIR, "pat": "x"}).dondocd("--once"), FILES_WRONG, "mail", "pat")

    def test_a_configuration_that_is_not_there(self):
        site = self.site()
        site.config.unlink()
        self.refuses(site.dondocd("--once"), FILES_WRONG, "dondoc.yaml")

    def test_units_that_are_not_there(self):
        site = self.site()
        (site.folder / "units.yaml").unlink()
        self.refuses(site.dondocd("--once"), FILES_WRONG, "units.yaml")
        self.nothing_written(site)

    def test_units_that_are_no_utf_8(self):
        site = self.site()
        (site.folder / "units.yaml").write_bytes(UNITS.encode("utf-16"))
        self.refuses(site.dondoc("check"), FILES_WRONG, "units.yaml")

    def test_a_simulated_clock_needs_leave(self):
        site = self.site()
        site.write("dondoc.yaml", site.config.read_text().replace('"simulation": true', '"simulation": false'))
        self.refuses(site.dondocd("--from", "2025-01-01", "--to", "2025-01-02"), FILES_WRONG, "dondoc.yaml", "simulation: true")
        self.nothing_written(site)

    def test_wrong_usage(self):
        site = self.site()
        for words in (["--from", "2025-02-30", "--to", "2025-03-01"], ["--from", "2025-01-01"], ["--hoi"],
                      ["--from", "2025-01-02", "--to", "2025-01-01"]):
            self.refuses(site.dondocd(*words), USAGE)
        for words in ([], ["lam-gi"], ["tasks", "--on", "31/2/2025"], ["import"]):
            self.refuses(site.dondoc(*words), USAGE)
        self.nothing_written(site)

    def test_an_unknown_subject(self):
        for words in (["done", "khong-co/1"], ["explain", "khong-co/1"], ["extend", "khong-co/1", "--until", "2030-01-01", "--basis", "x"]):
            self.refuses(self.site().dondoc(*words), FILES_WRONG, "khong-co/1")


if __name__ == "__main__":
    unittest.main()
