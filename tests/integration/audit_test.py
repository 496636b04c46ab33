"""The event log after a crash, under a running daemon, before an outsider, and after somebody has changed it."""

import contextlib
import datetime
import hashlib
import re
import signal
import sqlite3
import subprocess
import unittest

try:
    import openpyxl
except ImportError:
    openpyxl = None

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
        self.plan = site.import_plan([("Việc của A", "Đơn vị A", "15/5/2025"), ("Việc của B", "Đơn vị B", "15/5/2025")])
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
                  for path in (site.folder / "state/maildir/new").iterdir()}
        rows = [row for row in site.json("audit", "export") if row["source"] == "message"]
        self.assertEqual(2, len(rows))
        self.assertEqual(hashes, {row["content_hash"] for row in rows})

    def test_a_subject_is_told_from_import_to_answer(self):
        site = self.told()
        rows = site.json("audit", "export", "--subject", self.plan + "/1")
        self.assertEqual(["message", "reminder", "reminder", "receipt"], [row["source"] for row in rows], rows)
        self.assertEqual(["send", "skipped"], [row["what"] for row in rows if row["source"] == "reminder"])
        self.assertEqual(["don-vi-a"] * 4, [row["unit"] for row in rows])
        self.assertEqual(1, len({row["message"] for row in rows if row["message"]}))
        self.assertEqual("lead:-7d", rows[1]["stage"])
        everything = site.json("audit", "export")
        self.assertEqual(list(range(1, len(everything) + 1)), [row["place"] for row in everything])

    @unittest.skipIf(openpyxl is None, "python3-openpyxl is not installed")
    def test_a_pack_reads_in_another_program(self):
        site = self.told()
        site.json("audit", "pack", self.plan, "--out", site.folder / "pack.xlsx")
        book = openpyxl.load_workbook(site.folder / "pack.xlsx")
        self.assertEqual(["Tình hình thực hiện", "Lời nhắc", "Nhật ký", "Cách kiểm tra"], book.sheetnames)
        tasks, reminders, log, proof = ([[cell for cell in row] for row in sheet.iter_rows(values_only=True)]
                                        for sheet in book.worksheets)
        header = next(row for row in tasks if row[0] == "STT")
        first = dict(zip(header, tasks[tasks.index(header) + 1]))
        self.assertEqual(("1", "Việc của A", "Đơn vị A", "15/5/2025", datetime.datetime(2025, 5, 15), 1, self.plan + "/1"),
                         tuple(first[name] for name in ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn (theo văn bản)",
                                                        "Hạn tính được", "Số lời nhắc đã gửi", "Mã")))
        header = next(row for row in reminders if row[0] == "STT")
        skipped, first = (dict(zip(header, reminders[reminders.index(header) + n])) for n in (1, 2))
        self.assertEqual(("bỏ qua, mốc sau nói thay", None), (skipped["Việc đã làm"], skipped["Mã thông báo"]))
        self.assertEqual(("chủ trì, trước hạn 7 ngày", "Đơn vị A", "gửi đúng mốc", "a@so.example", 1),
                         tuple(first[name] for name in ("Mốc nhắc", "Nơi nhận", "Việc đã làm", "Địa chỉ", "Số lần gửi")))
        self.assertEqual(site.deliveries(to="a@so.example")[0]["message"], first["Mã thông báo"])
        rows = site.json("audit", "export", "--plan", self.plan)
        self.assertEqual([row["hash"] for row in rows], [row[-1] for row in log if isinstance(row[0], int)])
        self.assertIn(self.head(site), " ".join(str(row[0]) for row in proof))

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
