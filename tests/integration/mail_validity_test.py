"""Mails judged by programs that are not ours: Python's parser, an iCalendar parser, SpamAssassin."""

import datetime
import shutil
import subprocess
import unittest

from digest_site import DigestSite, HOSTILE, TODAY
from dondoc_site import PATIENCE, SOURCE, Site

try:
    import icalendar
except ImportError:
    icalendar = None

SPAMASSASSIN = shutil.which("spamassassin")


class MailValidity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        stage = unittest.TestCase()
        cls.addClassCleanup(stage.doCleanups)
        cls.sites = {lines: DigestSite(stage, lines) for lines in (1, 40)}
        cls.mails = {lines: site.mail() for lines, site in cls.sites.items()}

    def calendar(self, lines):
        return self.mails[lines][1].get_payload()[1]

    def test_a_parser_finds_no_defect(self):
        for raw, mail in self.mails.values():
            self.assertEqual([], [defect for part in mail.walk() for defect in part.defects])
            self.assertEqual([], [defect for part in mail.walk() for header in part.values() for defect in header.defects])
            self.assertEqual([], [line for line in raw.split(b"\r\n") if len(line) > 78 or not line.isascii()])
            self.assertNotIn(b"\n", raw.replace(b"\r\n", b""))

    def test_the_headers_are_those_of_a_good_mailer(self):
        raw, mail = self.mails[40]
        once = ["Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type", "Auto-Submitted", "List-Id",
                "References", "Content-Language"]
        self.assertEqual([1] * len(once), [len(mail.get_all(name, [])) for name in once])
        self.assertEqual(TODAY + "T08:00:00+07:00", mail["Date"].datetime.isoformat())
        self.assertEqual("auto-generated", mail["Auto-Submitted"])
        self.assertEqual("a@so.example", mail["To"].addresses[0].addr_spec)
        self.assertRegex(mail["Subject"], r"^\d+ quá hạn, \d+ hôm nay, \d+ trong 7 ngày, \d+ sắp tới – Sở mẫu$")
        self.assertRegex(mail["Message-ID"], r"^<[\w-]+@so\.example>$")

    def test_mails_to_one_recipient_make_a_conversation_and_none_is_its_root(self):
        (_, one), (_, other) = self.mails.values()
        self.assertEqual(one["References"], other["References"])
        self.assertNotEqual(one["Message-ID"], other["Message-ID"])
        self.assertNotIn(one["References"], (one["Message-ID"], other["Message-ID"]))

    def test_it_is_two_texts_and_a_calendar(self):
        for _, mail in self.mails.values():
            self.assertEqual(["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"],
                             [part.get_content_type() for part in mail.walk()])
            calendar = mail.get_payload()[1]
            self.assertEqual("Thời hạn %s.ics" % TODAY, calendar.get_filename())
            self.assertEqual("PUBLISH", calendar["Content-Type"].params["method"])

    def test_the_text_is_wrapped_and_says_everything_that_is_said_in_html(self):
        text = self.mails[40][1].get_body(("plain",)).get_content()
        too_wide = [line for line in text.splitlines() if len(line) > 76 and " " in line.strip().removeprefix("* ")]
        self.assertEqual([], too_wide)
        flat = " ".join(text.split())
        for words in HOSTILE, "Biểu mẫu: Mẫu số 02", "Nơi nhận: Phòng Kế hoạch", "Căn cứ: 142/KH-UBND", "Kết quả: Kế hoạch":
            self.assertIn(words, flat)
        self.assertNotIn("&lt;", text)
        self.assertNotIn("\n\n\n", text)

    @unittest.skipUnless(icalendar, "python3-icalendar is not installed")
    def test_another_program_reads_the_calendar(self):
        for lines, dated in (1, 1), (40, 41):
            part = self.calendar(lines)
            raw = part.get_content()
            raw = raw.encode() if isinstance(raw, str) else raw
            self.assertLessEqual(max(map(len, raw.split(b"\r\n"))), 75)
            calendar = icalendar.Calendar.from_ical(raw)
            self.assertEqual("PUBLISH", calendar["METHOD"])
            events = calendar.walk("VEVENT")
            self.assertEqual(dated, len(events))
            self.assertEqual(dated, len({event["UID"] for event in events}))
            for event in events:
                self.assertEqual([], event.errors)
                self.assertEqual(datetime.timedelta(1), event["DTEND"].dt - event["DTSTART"].dt)
                self.assertEqual(TODAY + "T01:00:00+00:00", event["DTSTAMP"].dt.isoformat())

    @unittest.skipUnless(icalendar, "python3-icalendar is not installed")
    def test_an_extension_moves_the_event(self):
        site = self.sites[1]

        def event(on):
            _, mail = site.mail(on)
            return icalendar.Calendar.from_ical(mail.get_payload()[1].get_content()).walk("VEVENT")[0]

        before = event(TODAY)
        site.json("--today", TODAY, "extend", "142-kh-ubnd-2026/1", "--until", "2026-06-05", "--basis", "150/UBND")
        after = event(None)
        self.assertEqual(before["UID"], after["UID"])
        self.assertEqual((0, 1), (before.get("SEQUENCE", 0), after["SEQUENCE"]))
        self.assertEqual(datetime.date(2026, 6, 5), after["DTSTART"].dt)

    @unittest.skipUnless(SPAMASSASSIN, "spamassassin is not installed")
    def test_spamassassin_takes_the_sample_for_no_spam(self):
        result = self.sample().dondoc("--today", "2026-06-03", "preview", "--unit", "so-gddt", "--format", "eml")
        self.assertEqual(0, result.code, result.err)
        score, told = self.judged(result.out.encode())
        self.assertLess(score, 1.0, told)

    @unittest.skipUnless(SPAMASSASSIN, "spamassassin is not installed")
    def test_spamassassin_takes_hostile_texts_for_no_spam(self):
        # One rule counts an ê against each e and gives a point for a text that is as Vietnamese as these: 5 make spam.
        for raw, _ in self.mails.values():
            score, told = self.judged(raw)
            self.assertLess(score, 2.0, told)

    def judged(self, raw):
        answer = subprocess.run([SPAMASSASSIN, "-L", "-t", "-x"], input=raw, capture_output=True, timeout=PATIENCE * 5)
        told = answer.stdout.decode("utf-8", "replace").split("Content analysis details:")[-1]
        return float(told.split("(")[1].split(" points")[0]), told

    def sample(self):
        """The sample site with its plan."""
        folder = SOURCE / "etc/sample"
        site = Site(self, [{"id": "mail", "kind": "maildir", "path": "mail"}],
                    units=(folder / "units.yaml").read_text(encoding="utf-8"))
        (site.folder / "rules.d/rules.yaml").unlink()
        for file in folder.glob("rules.d/*.yaml"):
            shutil.copy(file, site.folder / "rules.d")
        site.json("--today", "2026-06-03", "import", "--accept", folder / "ke-hoach-mau.docx")
        return site


if __name__ == "__main__":
    unittest.main()
