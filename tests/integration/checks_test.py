"""Checks: the daemon tells what `dondoc simulate` says, at the top of the morning's message, and when it is over."""

import unittest

from dondoc_site import MailServer, Site

CHECKS = """
checks:
  - id: cham
    each: unit
    when: unit.overdue >= 2
    severity: critical
    to: [planning-office, unit]
    every: 7d
    message: "{{unit.name}}: {{unit.overdue}} việc quá hạn, đúng hạn {{unit.on_time_rate}}"
"""
ROWS = [("Việc một", "Đơn vị A", "Trước ngày 06/6/2026"),
        ("Việc hai", "Đơn vị A", "Trước ngày 06/6/2026"),
        ("Việc ba", "Đơn vị B", "Trước ngày 06/6/2026")]


class Checks(unittest.TestCase):
    def setUp(self):
        self.mail = MailServer(self)
        self.site = Site(self, [self.mail.channel()])
        self.site.write("rules.d/checks.yaml", CHECKS)
        self.plan = self.site.import_plan(ROWS)

    def told(self, unit):
        """The days on which a unit was told of the alert, with the line."""
        return [(mail.day, line) for mail in self.mail.messages() if mail.to == [unit + "@so.example"]
                for line in mail.text.splitlines() if "việc quá hạn" in line]

    def test_the_daemon_tells_what_simulate_says(self):
        rows = self.site.json("--today", "2026-06-01", "simulate", "--to", "2026-06-30")
        alerts = [(row["recipient"], row["at"][:10]) for row in rows if row["stage"].startswith("check:")]
        self.site.simulate("2026-06-01", "2026-06-30")
        told = [(unit, day) for unit, mailbox in (("phong-khtc", "khtc"), ("don-vi-a", "a"))
                for day, _ in self.told(mailbox)]
        self.assertEqual(sorted(alerts), sorted(told))
        self.assertEqual([day for day, _ in self.told("a")], ["2026-06-08", "2026-06-15", "2026-06-22", "2026-06-29"])

    def test_what_has_cleared_is_told_once_to_those_who_knew(self):
        self.site.simulate("2026-06-01", "2026-06-09")
        self.assertEqual([("2026-06-08", "* Nghiêm trọng: Đơn vị A: 2 việc quá hạn, đúng hạn 0/2 (0 %)")],
                         self.told("khtc"))
        held = self.site.json("--today", "2026-06-09", "checks")["alerts"]
        self.assertEqual([("cham/don-vi-a", "2026-06-08", False)], [(row["key"], row["since"], row["new"]) for row in held])
        self.site.json("--today", "2026-06-09", "done", self.plan + "/1")
        self.site.simulate("2026-06-10", "2026-06-30")
        self.assertEqual(["2026-06-08", "2026-06-10"], [day for day, _ in self.told("khtc")])
        self.assertIn("* Đã hết: Đơn vị A", self.told("khtc")[1][1])
        self.assertEqual([], self.site.json("--today", "2026-06-30", "checks")["alerts"])

    def test_both_rates_say_what_they_are_of(self):
        self.site.json("--today", "2026-06-01", "done", self.plan + "/1")
        rows = {row["id"]: row for row in self.site.json("--today", "2026-06-09", "stats")["rows"]}
        self.assertEqual({"numerator": 1, "denominator": 2, "rate": 0.5}, rows["don-vi-a"]["on_time_rate"])
        self.assertIn("1/2 (50 %)", self.site.dondoc("--today", "2026-06-09", "stats").out)


if __name__ == "__main__":
    unittest.main()
