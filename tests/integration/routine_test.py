"""What the daemon says by itself: a heartbeat that a watch hears, summaries that are made once."""

import email
import email.policy
import io
import json
import sqlite3
import unittest
import zipfile

from dondoc_site import Site, WebhookSink

MAILDIR = {"id": "mail", "kind": "maildir", "path": "mail"}

RULES = """\
quiet: none
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [7d]}}
"""


class Heartbeat(unittest.TestCase):
    def site(self, sink, **more):
        site = Site(self, [MAILDIR], rules=RULES)
        site.extra["heartbeat"] = {"url": sink.url("abc"), "allow_http": "yes", "allow_private": "127.0.0.1", **more}
        site.configure([MAILDIR])
        return site

    def test_a_watch_hears_that_the_daemon_is_alive(self):
        sink = WebhookSink(self)
        self.site(sink).start()
        entry = sink.wait_for_entries(1, method="POST", path="/abc")[0]
        body = json.loads(entry["body"])
        self.assertEqual("daemon.alive", body["type"])
        self.assertEqual("Sở mẫu", body["data"]["site"])

    def test_a_private_address_is_not_asked_unless_it_is_allowed(self):
        sink = WebhookSink(self)
        site = Site(self, [MAILDIR], rules=RULES)
        site.extra["heartbeat"] = {"url": sink.url("abc"), "allow_http": "yes"}
        site.configure([MAILDIR])
        daemon = site.start()
        daemon.wait_for_line("heartbeat:")
        self.assertEqual([], sink.entries())

    def test_a_database_that_cannot_be_written_keeps_the_watch_unasked(self):
        sink = WebhookSink(self)
        site = self.site(sink)
        site.simulate("2026-06-01", "2026-06-01")
        other = sqlite3.connect(site.database, isolation_level=None)
        self.addCleanup(other.close)
        other.execute("BEGIN IMMEDIATE")
        self.assertNotEqual(0, site.start().wait())
        self.assertEqual([], sink.entries())

    def test_the_office_gets_a_message_each_day_even_when_nothing_is_due(self):
        site = Site(self, [MAILDIR], rules=RULES)
        site.extra["heartbeat"] = {"to": "planning-office", "at": "08:05"}
        site.configure([MAILDIR])
        site.simulate("2026-06-01", "2026-06-05")
        site.simulate("2026-06-05", "2026-06-07")  # a restart on the same day says nothing twice
        days = [row["created"][:10] for row in site.deliveries(recipient="phong-khtc")]
        self.assertEqual(sorted(set(days)), days)
        self.assertIn("2026-06-06", days)


class Summaries(unittest.TestCase):
    def setUp(self):
        self.site = Site(self, [MAILDIR], rules=RULES)
        self.site.extra["summaries"] = [{"to": "planning-office", "every": "week", "on": "thứ Hai", "at": "07:30"},
                                        {"to": "planning-office", "every": "day", "at": "16:30"}]
        self.site.configure([MAILDIR])
        self.site.simulate("2026-06-01", "2026-06-01")
        answer = self.site.json("--today", "2026-06-02", "import", "--accept", self.site.write_plan(
            [("Lập dự toán", "Đơn vị A", "10/6/2026"), ("Nộp báo cáo", "Đơn vị B", "30/11/2026")]))
        self.plan = answer["plan"]["id"]

    def summaries(self):
        return [row for row in self.site.deliveries() if "Tổng hợp" in row["subject_line"]]

    def test_a_summary_comes_each_week_once_whatever_happens(self):
        self.site.simulate("2026-06-02", "2026-06-15")
        self.site.simulate("2026-06-15", "2026-06-22")
        weekly = [row for row in self.summaries() if "Tổng hợp tuần" in row["subject_line"]]
        self.assertEqual(["2026-06-01", "2026-06-08", "2026-06-15", "2026-06-22"], [row["created"][:10] for row in weekly])

    def test_a_daily_one_comes_only_when_there_is_news(self):
        self.site.simulate("2026-06-02", "2026-06-15")
        daily = [row for row in self.summaries() if "Tổng hợp ngày" in row["subject_line"]]
        self.assertEqual(["2026-06-11"], [row["created"][:10] for row in daily])
        self.assertIn("1 quá hạn (1 mới)", daily[0]["subject_line"])

    def test_the_mail_carries_a_workbook_with_all_rows(self):
        out = self.site.folder / "tong-hop.eml"
        self.site.dondoc("--today", "2026-06-14", "summary", "--on", "2026-06-14", "--out", out)
        mail = email.message_from_bytes(out.read_bytes(), policy=email.policy.default)
        files = list(mail.iter_attachments())
        self.assertEqual(1, len(files))
        with zipfile.ZipFile(io.BytesIO(files[0].get_content())) as workbook:
            texts = workbook.read("xl/sharedStrings.xml").decode()
        self.assertIn("Nộp báo cáo", texts)
        self.assertIn("Lập dự toán", texts)
        text = mail.get_body(("plain",)).get_content()
        self.assertRegex(text, r"Đơn vị A\s+1 +0/1 +0% +0/1 +0%")

    def test_the_command_shows_the_figures_and_sends_nothing(self):
        before = len(self.site.deliveries())
        figures = self.site.json("--today", "2026-06-14", "summary", "--on", "2026-06-14", "--every", "month")
        self.assertEqual("don-vi-a", figures["units"][0]["id"])
        self.assertEqual(1, figures["all"]["fell_due"])
        self.assertEqual(2, figures["all"]["assigned"])
        self.assertEqual(before, len(self.site.deliveries()))


class Budget(unittest.TestCase):
    def test_what_is_beyond_the_budget_comes_once_in_the_next_morning(self):
        site = Site(self, [MAILDIR], rules=RULES.replace("remind:", "digest: single, remind:"))
        site.extra["budget"] = {"per_day": 2}
        site.configure([MAILDIR])
        site.simulate("2026-06-01", "2026-06-01")
        rows = [("Việc %d" % number, "Đơn vị A", "10/6/2026") for number in range(1, 6)]
        site.json("--today", "2026-06-02", "import", "--accept", site.write_plan(rows))
        site.simulate("2026-06-02", "2026-06-03")
        self.assertEqual(2, len(site.deliveries(recipient="don-vi-a", state="sent")))
        self.assertEqual(3, len(site.deliveries(recipient="don-vi-a", state="deferred")))
        site.simulate("2026-06-04", "2026-06-12")
        sent = site.deliveries(recipient="don-vi-a", state="sent")
        self.assertEqual(3, len(sent))
        carriers = {row["carried_by"] for row in site.deliveries(recipient="don-vi-a", state="deferred")}
        self.assertEqual({sent[-1]["message"]}, carriers)
        self.assertEqual("2026-06-04", sent[-1]["created"][:10])


if __name__ == "__main__":
    unittest.main()
