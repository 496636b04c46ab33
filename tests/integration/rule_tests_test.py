"""`dondoc test` expects what the daemon does: the same situation, lived through by both."""

import datetime
import json
import sqlite3
import subprocess
import unittest

from dondoc_site import BIN, SOURCE, Site

RULES = """\
reports:
  - {id: quy, title: Báo cáo quý, from: [don-vi-a, don-vi-b], to: phong-khtc, period: quarter, due: ngày 20 tháng cuối quý}
  - {id: tong-hop, title: Tổng hợp, from: phong-khtc, period: quarter, due: ngày 25 tháng cuối quý, collects: quy}
  - {id: dot-xuat, title: Báo cáo đột xuất, from: don-vi-a, to: phong-khtc, period: on-request}
policies:
  - id: chung
    match: "true"
    remind: {lead: [30d, 7d, 1wd, 0d]}
    overdue: {lead: every 3wd, limit: 3}
    escalate: [{after: 2wd, to: planning-office}]
    update: {lead: every 45d}
"""
ROWS = [("Rà soát", "Đơn vị A", "Trước ngày 10/6/2026"),
        ("Ban hành", "Đơn vị B", "Trong 15 ngày kể từ khi có văn bản hướng dẫn của Bộ Y tế"),
        ("Thống kê", "Đơn vị B", "Hằng tháng"),
        ("Bàn giao", "Đơn vị A", "Tháng 8/2026"),
        ("Duy trì", "Đơn vị A", "Thường xuyên")]
CHANNEL = {"id": "mail", "kind": "maildir", "path": "mails"}
FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 9, 30)

# A day, what a person types on it, and the same in a test file.
LIFE = [
    ("2026-02-10", ["progress", "{plan}/1", "--percent", "20"], {"progress": "{plan}/1", "percent": 20}),
    ("2026-03-02", ["silence", "add", "--unit", "don-vi-b", "--until", "2026-03-08", "--reason", "nghỉ"],
     {"silenced": "all", "unit": "don-vi-b", "until": "2026-03-08"}),
    ("2026-03-18", ["done", "quy/don-vi-a@2026-Q1"], {"done": "quy/don-vi-a@2026-Q1"}),
    ("2026-04-06", ["event", "record", "van-ban-huong-dan-cua-bo-y-te", "--date", "2026-04-03"],
     {"event": "văn bản hướng dẫn của Bộ Y tế", "dated": "2026-04-03"}),
    ("2026-05-11", ["request", "dot-xuat", "--due", "2026-05-29", "--basis", "1/CV"],
     {"requested": "dot-xuat", "due": "2026-05-29"}),
    ("2026-05-20", ["acknowledge", "{plan}/1", "--until", "2026-06-05"],
     {"acknowledged": "{plan}/1", "unit": "don-vi-a", "until": "2026-06-05"}),
    ("2026-06-08", ["extend", "{plan}/1", "--until", "2026-07-15", "--basis", "2/CV"],
     {"extended": "{plan}/1", "until": "2026-07-15"}),
    ("2026-06-19", ["cancel", "{plan}/4", "--basis", "3/CV"], {"cancelled": "{plan}/4"}),
    ("2026-07-20", ["done", "{plan}/1"], {"done": "{plan}/1"}),
    ("2026-08-03", ["resume", "{plan}/4", "--basis", "4/CV"], {"resumed": "{plan}/4"}),
    ("2026-08-31", ["done", "{plan}/3@2026-07"], {"done": "{plan}/3@2026-07"}),
]


def filled(value, plan):
    return json.loads(json.dumps(value, ensure_ascii=False).replace("{plan}", plan))


class RuleTests(unittest.TestCase):
    def setUp(self):
        self.site = Site(self, [CHANNEL], rules=RULES)

    def live(self):
        """Nine months of the daemon with what people tell it; the plan's key."""
        self.plan = self.site.json("--today", FIRST, "import", "--accept", self.site.write_plan(ROWS))["plan"]["id"]
        morning = FIRST
        for day, words, _ in LIFE:
            self.site.simulate(morning, day)
            self.site.json("--today", day, *filled(words, self.plan))
            morning = datetime.date.fromisoformat(day) + datetime.timedelta(1)
        self.site.simulate(morning, LAST)

    def told(self):
        with sqlite3.connect("file:%s?mode=ro" % self.site.database, uri=True) as database:
            rows = database.execute(
                "SELECT m.created_at, r.recipient, r.stage, r.subject, r.period, r.due_on, r.late FROM reminder r "
                "JOIN message m ON m.id = r.message WHERE r.outcome = 'send' GROUP BY r.subject, r.key")
            zone = datetime.timedelta(hours=7)
            for at, recipient, stage, subject, period, due, late in rows:
                day = (datetime.datetime.utcfromtimestamp(at) + zone).date().isoformat()
                yield {"on": day, "to": recipient, "stage": stage, "subject": subject + ("@" + period if period else ""),
                       "late": bool(late)} | ({"due": due} if "update" not in stage else {})

    def write_test(self, reminders):
        assignments = [{"title": title, "lead": lead, "deadline": deadline} for title, lead, deadline in ROWS]
        return self.site.write("rules.d/a_test.yaml", json.dumps({
            "plans": [{"id": self.plan, "year": 2026, "imported": "2025-12-31", "assignments": assignments}],
            "tests": [{"name": "chín tháng", "from": str(FIRST), "to": str(LAST),
                       "facts": [{"on": day} | filled(fact, self.plan) for day, _, fact in LIFE],
                       "reminders": reminders}]}, ensure_ascii=False, indent=1))

    def test_what_the_daemon_did_is_what_a_test_expects(self):
        self.live()
        reminders = list(self.told())
        self.assertGreater(len(reminders), 60)
        self.write_test(reminders)
        result = self.site.dondoc("test")
        self.assertEqual((0, "1 passed, 0 failed\n"), (result.code, result.out), result.err)
        self.write_test(reminders[1:])
        result = self.site.dondoc("test")
        self.assertEqual((1, "0 passed, 1 failed"), (result.code, result.out.splitlines()[-1]))
        self.assertIn("+ %(on)s  %(to)s  %(stage)s  %(subject)s" % reminders[0], result.out)


class Sets(unittest.TestCase):
    """The rule sets that come with the program do what their tests say."""

    def test_every_set_passes(self):
        for name in ("sample", "recipes"):
            done = subprocess.run([BIN / "dondoc", "test", SOURCE / "etc" / name / "rules.d"], stdin=subprocess.DEVNULL,
                                  capture_output=True, encoding="utf-8")
            self.assertEqual((0, ""), (done.returncode, done.stderr), done.stdout)
            self.assertRegex(done.stdout, r"\A[1-9]\d* passed, 0 failed\n\Z")


if __name__ == "__main__":
    unittest.main()
