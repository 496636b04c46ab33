"""What people tell the program, and days on which it did not run, decide what is still sent."""

import datetime
import re
import unittest

from dondoc_site import MailServer, Site, in_days

RULES = """\
quiet: none
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [30d, 14d, 7d, 1d]}}
"""

DUE = "15/5/2025"  # a Thursday
STAGES = ["2025-04-15", "2025-04-29", "2025-05-08", "2025-05-14"]  # 1 May is a holiday, no stage falls on it


class Facts(unittest.TestCase):
    def setUp(self):
        self.mail = MailServer(self)
        self.site = Site(self, [self.mail.channel()], rules=RULES)

    def sent(self):
        return [mail.day for mail in self.mail.messages()]

    def sent_to(self, address):
        return [mail.day for mail in self.mail.messages() if mail.to == [address]]

    def explain(self, subject):
        """The last version's stages by name, with what is recorded."""
        (period,) = self.site.json("explain", subject)["periods"]
        return period, {stage["stage"]: stage["record"] for stage in period["stages"]}

    def test_each_stage_is_sent_on_its_day(self):
        self.site.import_plan([("Việc", "Đơn vị A", DUE)])
        self.site.simulate("2025-04-01", "2025-05-31")
        self.assertEqual(STAGES, self.sent())

    def test_done_before_a_stage_ends_its_reminders(self):
        plan = self.site.import_plan([("Xong sớm", "Đơn vị A", DUE), ("Còn lại", "Đơn vị B", DUE)])
        self.site.simulate("2025-04-01", "2025-05-01")
        self.site.json("done", plan + "/1", "--on", "2025-05-05", "--document", "12/BC")
        self.site.simulate("2025-05-02", "2025-05-31")
        of_a = [mail.day for mail in self.mail.messages() if mail.to == ["a@so.example"]]
        of_b = [mail.day for mail in self.mail.messages() if mail.to == ["b@so.example"]]
        self.assertEqual((STAGES[:2], STAGES), (of_a, of_b))
        self.assertEqual("done", self.explain(plan + "/1")[0]["nothing"])

    def test_done_in_the_future_is_refused(self):
        plan = self.site.import_plan([("Việc", "Đơn vị A", DUE)])
        self.assertEqual(2, self.site.dondoc("done", plan + "/1", "--on", "9999-01-01").code)

    def test_an_extension_has_stages_of_its_own_and_keeps_the_history(self):
        plan = self.site.import_plan([("Việc", "Đơn vị A", in_days(40))])
        today = datetime.date.today()
        self.site.simulate(today, today + datetime.timedelta(12))  # holds 30 days before the first due day, not 14
        before = len(self.sent())
        self.assertEqual(1, before)
        later = today + datetime.timedelta(100)
        self.site.json("extend", plan + "/1", "--until", later, "--basis", "34/QĐ-SYT")
        self.site.simulate(today + datetime.timedelta(13), later)
        period, _ = self.explain(plan + "/1")
        versions = [(version["version"], version["due"], version["basis"]) for version in period["versions"]]
        first_due = today + datetime.timedelta(40)
        self.assertEqual([(1, first_due.isoformat(), ""), (2, later.isoformat(), "34/QĐ-SYT")], versions)
        expected = sorted({stage["day"] for stage in period["stages"]})  # stages may meet before Tết
        self.assertGreater(len(expected), 1)
        self.assertEqual(expected, self.sent()[before:])
        self.assertIn("đã gia hạn 1 lần", self.mail.messages()[-1].text)

    def test_after_downtime_only_the_newest_missed_stage_is_sent_and_marked_late(self):
        plan = self.site.import_plan([("Việc", "Đơn vị A", DUE)])
        self.site.simulate("2025-04-01", "2025-04-16")
        self.site.simulate("2025-05-12", "2025-05-12")  # two stages were missed
        self.assertEqual([STAGES[0], "2025-05-12"], self.sent_to("a@so.example"))
        self.assertIn("gửi muộn", self.mail.messages()[-1].text)
        _, records = self.explain(plan + "/1")
        self.assertEqual(["đã nhắc", "bỏ qua", "đã nhắc (muộn)", ""],
                         [records[stage][:len("đã nhắc (muộn)")].split(",")[0] for stage in
                          ("lead:-30d", "lead:-14d", "lead:-7d", "lead:-1d")])
        self.site.simulate("2025-05-13", "2025-05-31")
        self.assertEqual([STAGES[0], "2025-05-12", STAGES[3]], self.sent_to("a@so.example"))

    def test_a_late_import_is_told_once_on_the_next_working_morning(self):
        self.site.import_plan([("Việc cũ", "Đơn vị B", "31/12/2025")])
        self.site.simulate("2025-04-01", "2025-05-09")  # a Friday
        self.site.import_plan([("Việc mới", "Đơn vị A", DUE)], "ke-hoach-moi.csv")
        self.site.simulate("2025-05-10", "2025-05-31")
        self.assertEqual(["2025-05-12", STAGES[3]], self.sent())
        self.assertIn("gửi muộn", self.mail.messages()[0].text)

    def test_once_sends_what_is_due_and_ends(self):
        self.site.import_plan([("Việc", "Đơn vị A", in_days(3))])
        for expected in (1, 1):
            result = self.site.dondocd("--once")
            self.assertEqual(0, result.code, result.err)
            self.assertEqual(expected, len(self.sent()))

    def test_a_plan_that_is_issued_anew_withdraws_and_adds(self):
        plan = self.site.import_plan([("Việc một", "Đơn vị A", DUE), ("Việc hai", "Đơn vị B", DUE)])
        self.site.simulate("2025-04-01", "2025-05-01")
        self.assertEqual(plan, self.site.import_plan([("Việc một", "Đơn vị A", DUE)]))
        self.site.simulate("2025-05-02", "2025-05-31")
        told = [mail.day for mail in self.mail.messages() if re.search("Việc hai", mail.text)]
        self.assertEqual(STAGES[:2], told)


if __name__ == "__main__":
    unittest.main()
