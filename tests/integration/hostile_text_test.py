"""Whatever a plan's text holds, mails stay well-formed and nothing of it becomes a header, a recipient or markup."""

import base64
import html.parser
import json
import unittest

from dondoc_site import MailServer, Site, WebhookSink

HOSTILE = [
    "<script>alert(1)</script> & \"quoted\" 'too'",
    "Một dòng\r\nBcc: x@example.com\r\n\r\nthân thư giả",
    "Một dòng\nBcc: y@example.com",
    "Tiêm vắc-xin 💉 cho trẻ 🧒🏽",
    "Rà soát " * 624 + "đủ rồi",
    "=?UTF-8?B?QmNjOiB6QGV4YW1wbGUuY29t?= =?utf-8?q?chu=?=",
    "{{mustache}} {{{site}}} {{>line}} {{#lines}}",
    "Trên\n.\nDưới\n..\n.",
    "From hẹn đến làm\n--=_ranh giới--",
    "Ngược chiều \u202etxt.exe\u202c, dấu dòng \u2028 và \u0085 hết",
    "<img src=x onerror=alert(1)><a href='javascript:alert(1)'>bấm</a>",
]
NAME = "Đơn vị <b>A</b>, \"B\"; c@d.example"

RULES = """\
quiet: none
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [7d]}}
"""


class Elements(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.names, self.attributes, self.text = set(), [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.names.add(tag)
        self.attributes += attributes

    def handle_data(self, data):
        self.text += data


class HostileText(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        stage = unittest.TestCase()
        cls.addClassCleanup(stage.doCleanups)
        mail, hook = MailServer(stage), WebhookSink(stage)
        contacts = [{"channel": "mail", "to": "a@so.example"}, {"channel": "hook", "to": hook.url("a")}]
        units = {"roles": {"planning-office": "a"}, "units": [{"id": "a", "name": NAME, "aliases": ["Phòng A"], "contacts": contacts}]}
        cls.site = Site(stage, [mail.channel(), hook.channel()], units=json.dumps(units, ensure_ascii=False), rules=RULES)
        cls.site.write("hook.secret", hook.secret, 0o600)
        for number, title in enumerate(HOSTILE):  # a plan each, so that each has a mail of its own
            cls.site.import_plan([(title, "Phòng A", "%d/5/2025" % (15 + number))], "ke-hoach-%d.csv" % number)
        cls.site.import_plan([(title, "Phòng A", "15/7/2025") for title in HOSTILE], "tat-ca.csv")
        cls.site.simulate("2025-05-01", "2025-07-31")
        cls.mails, cls.calls = mail.messages(), hook.entries()

    def test_every_mail_is_well_formed(self):
        self.assertGreaterEqual(len(self.mails), 8)
        for mail in self.mails:
            self.assertEqual([], [defect for part in mail.parsed.walk() for defect in part.defects])
            self.assertEqual([], [defect for header in mail.parsed.values() for defect in header.defects])
            texts, dates = mail.parsed.iter_parts()
            self.assertEqual(["text/plain", "text/html"], [part.get_content_type() for part in texts.iter_parts()])
            self.assertEqual(("text/calendar", "attachment"), (dates.get_content_type(), dates.get_content_disposition()))

    def test_no_header_and_no_recipient_is_added(self):
        for mail in self.mails:
            self.assertEqual(["a@so.example"], mail.to)
            self.assertEqual(["a@so.example"], [address.addr_spec for address in mail.parsed["To"].addresses])
            self.assertEqual(len(mail.parsed.keys()), len(set(mail.parsed.keys())))
            self.assertTrue({"Bcc", "Cc", "Reply-To"}.isdisjoint(mail.parsed.keys()))

    def test_lines_of_the_raw_mail_stay_short(self):
        for mail in self.mails:
            raw = base64.b64decode(mail.entry["base64"])
            self.assertLessEqual(max(map(len, raw.split(b"\r\n"))), 998)
            self.assertNotIn(b"\n", raw.replace(b"\r\n", b""))

    def test_nothing_of_a_title_becomes_markup(self):
        for mail in self.mails:
            elements = Elements(mail.html)
            self.assertTrue({"script", "img", "b"}.isdisjoint(elements.names), elements.names)
            self.assertEqual([], [name for name, _ in elements.attributes if name.startswith("on")])
            self.assertEqual([], [to for name, to in elements.attributes if name in ("href", "src") and to[0] != "#"])

    def test_titles_are_shown_as_they_are_written(self):
        everything = "\n".join(mail.text for mail in self.mails)
        marked = "\n".join(Elements(mail.html).text for mail in self.mails)
        for title in HOSTILE[0], HOSTILE[3], HOSTILE[5], HOSTILE[6], HOSTILE[10]:
            self.assertIn(title, everything)
            self.assertIn(title, marked)

    def test_line_ends_become_blanks(self):
        everything = "\n".join(mail.text for mail in self.mails)
        self.assertIn("* Một dòng Bcc: x@example.com thân thư giả", everything)
        self.assertIn("* Trên . Dưới .. .", everything)

    def test_a_title_of_5000_characters_is_cut_in_the_mail_and_kept_in_the_store(self):
        longest = max(HOSTILE, key=len)
        self.assertGreater(len(longest), 4990)
        self.assertIn(longest, [task["title"] for task in self.site.json("tasks")])
        self.assertTrue(all(len(line) < 1500 for mail in self.mails for line in mail.text.split("\n")))

    def test_webhook_bodies_are_json_and_signed(self):
        self.assertEqual(len(self.mails), len(self.calls))
        for call in self.calls:
            self.assertEqual([True], call["signatures"])
            lines = json.loads(call["body"])["data"]["lines"]
            self.assertTrue(lines)
            self.assertTrue(all("\n" not in line["title"] and "\r" not in line["title"] for line in lines))


if __name__ == "__main__":
    unittest.main()
