"""A year of all real plans: what `dondoc simulate` foresees is what the daemon then tells, byte for byte."""

import json
import unittest

from dondoc_site import SHARED, Site, needs_shared_plans
from main_job_test import PLANS, units_of_the_plans

MAILDIR = {"id": "mail", "kind": "maildir", "path": "mail"}

RULES = """\
reports:
  - id: quy
    title: Báo cáo quý của các đơn vị
    from: [ubnd-cac-xa-phuong, so-y-te]
    to: so-y-te
    period: quarter
    due: ngày 25 của tháng cuối quý
    roll: next
  - id: quy-tong-hop
    title: Tổng hợp báo cáo quý
    from: phong-truc
    to: so-y-te
    period: quarter
    due: ngày 28 của tháng cuối quý
    roll: next
    collects: quy
  - id: mot-lan
    title: Báo cáo sơ kết
    from: so-y-te
    due: "2026-07-10"
  - {id: dot-xuat, title: Báo cáo đột xuất, from: [so-y-te], period: on-request}
  - {id: chi-tieu, title: Số liệu chỉ tiêu, indicators: {plan: "%s"}, to: so-y-te, period: year, due: trước ngày 05/12}
policies:
  - id: bao-cao
    match: subject.kind == "report"
    remind: {lead: [30d, 7d, 3wd, 0d], collector: [1wd]}
    overdue: {lead: every 2wd, until: 30d}
    escalate: [{after: 1wd, to: unit.head}, {after: 10wd, to: leadership, severity: critical}]
    send_at: "07:30"
  - id: mac-dinh
    match: "true"
    remind: {lead: [30d, 7d, 1wd], support: [30d]}
    overdue: {lead: every 7d, limit: 8}
    escalate: [{after: 7d, to: planning-office}]
    update: {lead: every 60d}
checks:
  - id: cham
    each: unit
    when: unit.overdue >= 3
    to: [unit, planning-office]
    every: 14d
    message: "{{unit.name}}: {{unit.overdue}} việc quá hạn"
  - id: rat-cham
    each: assignment
    when: assignment.days_overdue == 40
    to: planning-office
    message: "{{assignment.title}}: quá hạn {{assignment.days_overdue}} ngày"
"""

YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")


@needs_shared_plans
class SimulatedYear(unittest.TestCase):
    """The year once; each test looks at another side of it."""

    @classmethod
    def setUpClass(cls):
        stage = unittest.TestCase()
        cls.addClassCleanup(stage.doCleanups)
        cls.site = Site(stage, [MAILDIR], units=units_of_the_plans(PLANS))
        cls.plans = [cls.site.json("--today", "2026-01-01", "import", "--accept", SHARED / "plans" / (name + ".docx"))
                     for name in PLANS]
        cls.keys = [answer["plan"]["id"] for answer in cls.plans]
        with_indicators = next(answer["plan"]["id"] for answer in cls.plans if answer["indicators"])
        cls.site.write("rules.d/rules.yaml", RULES % with_indicators)
        cls.tell_some_facts()
        cls.foreseen = {name: cls.listed("simulate", name) for name in ("csv", "json")}
        cls.site.simulate("2026-01-01", "2026-12-31")

    @classmethod
    def tell_some_facts(cls):
        tasks = cls.site.json("--today", "2026-01-01", "tasks")
        dated = [task["subject"] for task in tasks if task["due"] and task["status"] in ("not_due", "due_soon")]

        def tell(*words):
            cls.site.json("--today", "2026-01-01", *words)

        tell("done", dated[0])
        tell("extend", dated[1], "--until", "2026-10-20", "--basis", "12/TB")
        tell("acknowledge", dated[2], "--until", "2026-09-30", "--unit", "so-y-te")
        tell("silence", "add", "--plan", cls.keys[0], "--from", "2026-03-01", "--until", "2026-05-01", "--reason", "nghỉ")
        tell("request", "dot-xuat", "--due", "2026-04-08", "--basis", "45/UBND")

    @classmethod
    def listed(cls, command, form):
        result = cls.site.dondoc("--today", "2026-01-01", command, *YEAR, "--format", form)
        if result.code != 0:
            raise AssertionError(result.out + result.err)
        return result.out

    def test_the_daemon_tells_what_was_foreseen_byte_for_byte(self):
        for form, text in self.foreseen.items():
            with self.subTest(form):
                told = self.listed("reminders", form)
                self.assertEqual(len(text.splitlines()), len(told.splitlines()))
                for line, (before, after) in enumerate(zip(text.splitlines(), told.splitlines())):
                    self.assertEqual(before, after, "line %d" % line)
                self.assertEqual(text, told)

    def test_the_year_has_all_kinds_of_lines(self):
        rows = json.loads(self.foreseen["json"])
        self.assertGreater(len(rows), 500)
        stages = {row["stage"] for row in rows}
        for kind in ("lead:-7d", "lead:0d", "lead:+7d", "lead:update:+60d", "planning-office:+7d", "unit.head:+1wd",
                     "collector:-1wd", "check:raised", "check:repeated", "check:cleared", "support:-30d"):
            self.assertIn(kind, stages)
        subjects = {row["subject"] for row in rows}
        for answer in self.plans:
            key = answer["plan"]["id"]
            with self.subTest(key):  # ls-72 has goals in its sentences, and no row of work
                self.assertEqual(bool(answer["assignments"]),
                                 any(subject.startswith(key + "/") for subject in subjects))
        self.assertEqual(4, sum(bool(answer["assignments"]) for answer in self.plans))
        self.assertTrue(any(row["title"].startswith("Số liệu chỉ tiêu: ") for row in rows))
        self.assertIn("dot-xuat/so-y-te@R1", subjects)

    def test_what_was_told_is_not_foreseen_again(self):
        again = self.site.json("--today", "2026-01-01", "simulate", *YEAR)
        self.assertEqual([], again)


if __name__ == "__main__":
    unittest.main()
