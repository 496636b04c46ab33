"""The event log after a crash, under a running daemon, before an outsider, and after somebody has changed it."""

import contextlib
import hashlib
import json
import re
import signal
import sqlite3
import subprocess
import unittest

from dondoc_site import SOURCE, POLICY, MailServer, Site, eventually, in_days

MAILDIR = {"id": "mail", "kind": "maildir", "path": "maildir"}
HEAD = re.compile(r"\b\d+:[0-9a-f]{64}\b")


def change(site, sql):
    """What somebody with rights on the file can do."""
    with contextlib.closing(sqlite3.connect(site.database)) as database:
        database.executescript(sql)


def script_of_the_page():
    """The program that docs/audit.md gives outsiders."""
    return re.search(r"```python\n(.*?)```", (SOURCE / "docs/audit.md").read_text(encoding="utf-8"), re.S).group(1)


class Log(unittest.TestCase):
    def whole(self, site, *anchors):
        words = [word for anchor in anchors for word in ("--expect", anchor)]
        return site.json("audit", "verify", *words)

    def head(self, site):
        return site.dondoc("audit", "head").out.strip()

    def told(self):
        site = Site(self, [MAILDIR])
        site.import_plan([("Việc của A", "Đơn vị A", "15/5/2025"), ("Việc của B", "Đơn vị B", "15/5/2025")])
        site.simulate("2025-05-08", "2025-05-08")
        return site

    def outsider(self, site):
        return subprocess.run(["/usr/bin/python3", "-c", script_of_the_page(), site.database], capture_output=True, text=True)

    def test_it_is_whole_after_each_kill_and_holds_every_anchor(self):
        mail = MailServer(self)
        site = Site(self, [mail.channel()], rules=POLICY)
        site.import_plan([("Việc %d" % n, "Đơn vị %s" % "AB"[n % 2], in_days(20)) for n in range(40)])
        site.fall_behind()
        anchors = [self.head(site)]
        daemon = site.start()
        mail.wait_for_entries(1, event="message")
        daemon.signal(signal.SIGKILL)
        daemon.wait()
        self.whole(site, *anchors)
        anchors.append(self.head(site))
        daemon = site.start()
        eventually(lambda: all(row["state"] == "sent" for row in site.deliveries()), "all is sent")
        report = self.whole(site, *anchors)
        self.assertEqual(len(anchors), report["anchors"])
        self.assertEqual(0, daemon.terminate())
        report = self.whole(site, *anchors, self.head(site))
        with contextlib.closing(sqlite3.connect(site.database)) as database:
            rows = sum(database.execute("SELECT count(*) FROM " + table).fetchone()[0]
                       for table in ("event", "fact", "reminder", "message", "receipt", "bounce"))
        self.assertEqual(rows, report["count"])

    def test_the_daemon_says_the_head_each_day(self):
        site = Site(self, [MAILDIR])
        site.import_plan([("Việc của A", "Đơn vị A", "15/5/2025")])
        log = site.simulate("2025-05-07", "2025-05-15")
        heads = HEAD.findall(log)
        self.assertGreaterEqual(len(heads), 2, log)
        self.whole(site, *heads)

    def test_an_outsider_comes_to_the_same_head(self):
        site = self.told()
        result = self.outsider(site)
        self.assertEqual(self.head(site), result.stdout.strip(), result.stderr)

    def test_an_outsider_sees_what_dondoc_sees(self):
        site = self.told()
        change(site, "DROP TRIGGER receipt_stays; UPDATE receipt SET at = at - 86400 WHERE message = 1")
        result = site.dondoc("audit", "verify")
        self.assertEqual(1, result.code, result.out)
        self.assertIn("biên nhận (receipt 1 1): bị sửa sau khi ghi", result.out)
        place = re.search(r"mắt xích (\d+)", result.out).group(1)
        self.assertIn("%s: receipt 1 1 is not what was written" % place, self.outsider(site).stderr)

    def test_the_hash_of_a_message_is_that_of_the_mail(self):
        site = self.told()
        hashes = {hashlib.blake2b(path.read_bytes(), digest_size=32).hexdigest()
                  for path in (site.folder / "maildir/new").iterdir()}
        rows = [row for row in site.json("audit", "export") if row["source"] == "message"]
        self.assertEqual(2, len(rows))
        self.assertEqual(hashes, {row["content_hash"] for row in rows})

    def test_a_subject_is_told_from_import_to_answer(self):
        site = self.told()
        rows = site.json("audit", "export", "--subject", "ke-hoach/1")
        self.assertEqual(["message", "reminder", "receipt"], [row["source"] for row in rows], rows)
        self.assertEqual(["don-vi-a"] * 3, [row["unit"] for row in rows])
        self.assertEqual(1, len({row["message"] for row in rows}))
        self.assertEqual("lead:-7d", rows[1]["stage"])
        everything = site.json("audit", "export")
        self.assertEqual(list(range(1, len(everything) + 1)), [row["place"] for row in everything])

    def test_a_file_that_cannot_be_written_is_verified(self):
        site = self.told()
        change(site, "PRAGMA wal_checkpoint(TRUNCATE)")
        copy = site.folder / "copy.db"
        change(site, "VACUUM INTO '%s'" % copy)
        before = copy.read_bytes()
        copy.chmod(0o444)
        self.assertEqual(0, site.dondoc("audit", "verify", "--database", copy).code)
        self.assertEqual(before, copy.read_bytes())


if __name__ == "__main__":
    unittest.main()
