"""Messaging services, what stands in for a message that dies, and mails that come back."""

import json
import pathlib
import unittest

from dondoc_site import MailServer, Site, TestServer, eventually

DUE = "15/5/2025"
MORNING = "2025-05-08"  # seven days before
AFTER = "2025-05-09"
OFFICE = "khtc@so.example"
TOKEN = "123456:AAF-secret_token"

ONE_STAGE = """\
quiet: none
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [7d]}%s}
"""

UNITS = json.dumps({
    "roles": {"planning-office": "khtc"},
    "units": [
        {"id": "khtc", "name": "Phòng Kế hoạch", "email": OFFICE},
        {"id": "a", "name": "Đơn vị A", "email": "a@so.example", "contacts": [{"channel": "tele", "to": "-1001"}]},
    ]})

BOUNCE = """\
From: MAILER-DAEMON@mx.example
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Original-Envelope-Id: %s

Final-Recipient: rfc822;a@so.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b--
"""


class Services(unittest.TestCase):
    def service(self, plays, *options):
        return TestServer(self, "service_server.py", "--plays", plays, *options)

    @staticmethod
    def channel(server, kind, name, **settings):
        return {"id": name, "kind": kind, "allow_http": "yes", "allow_private": "127.0.0.1", **settings}

    def site_with(self, mail, tele, policy="", **settings):
        channels = [mail.channel(**settings), self.channel(tele, "telegram", "tele", token_file="tele.token",
                                                           base_url="http://127.0.0.1:%d" % tele.port)]
        site = Site(self, channels, units=UNITS, rules=ONE_STAGE % policy)
        site.write("tele.token", TOKEN, 0o600)
        site.import_plan([("Báo cáo <kết quả>", "Đơn vị A", DUE)])
        return site

    def test_a_unit_reads_its_reminder_in_its_chat(self):
        mail, tele = MailServer(self), self.service("telegram")
        log = self.site_with(mail, tele).simulate(MORNING, MORNING)
        (call,) = tele.entries()
        body = json.loads(call["body"])
        self.assertEqual("-1001", body["chat_id"])
        for part in ("Báo cáo &lt;kết quả&gt;", "15/5/2025", "Kính gửi: Đơn vị A"):
            self.assertIn(part, body["text"])
        self.assertNotIn("secret", log)

    def test_a_chat_stands_in_for_a_mailbox_that_does_not_exist(self):
        mail, tele = MailServer(self, "--reply-for", "a@so.example=550 5.1.1 no such user"), self.service("telegram")
        site = self.site_with(mail, tele, policy=", channels: [mail]", fallback="tele")
        site.simulate(MORNING, MORNING)
        self.assertEqual(1, len(tele.entries()))
        self.assertEqual([("dead", "mail"), ("sent", "mail"), ("sent", "tele")],
                         sorted((row["state"], row["channel"]) for row in site.deliveries()))

    def test_without_a_refusal_nobody_is_told_twice(self):
        mail, tele = MailServer(self), self.service("telegram")
        site = self.site_with(mail, tele, policy=", channels: [mail]", fallback="tele")
        site.simulate(MORNING, AFTER)
        self.assertEqual([], tele.entries())
        self.assertEqual(1, len(site.deliveries()))

    def test_urls_of_a_service_are_not_shown(self):
        mail, slack = MailServer(self), self.service("slack")
        url = "http://127.0.0.1:%d/services/T0/B0/very-secret" % slack.port
        units = json.loads(UNITS)
        units["units"][1]["contacts"] = [{"channel": "slack", "to": url}]
        site = Site(self, [mail.channel(), self.channel(slack, "slack", "slack")], units=json.dumps(units),
                    rules=ONE_STAGE % "")
        site.import_plan([("Báo cáo", "Đơn vị A", DUE)])
        site.simulate(MORNING, MORNING)
        self.assertEqual(["sent"], [row["state"] for row in site.deliveries(channel="slack")])
        for words in (["deliveries"], ["--json", "deliveries"]):
            self.assertNotIn("very-secret", site.dondoc(*words).out)

    def test_a_mail_that_came_back_is_told_of_and_can_be_sent_again(self):
        mail, tele = MailServer(self, "--dsn"), self.service("telegram")
        site = self.site_with(mail, tele, policy=", channels: [mail]", bounces="bounces")
        for name in ("new", "cur", "tmp"):
            (site.folder / "state/bounces" / name).mkdir(parents=True)
        site.simulate(MORNING, MORNING)
        (row,) = site.deliveries()
        (envelope_id,) = [word[6:] for word in mail.messages()[0].entry["dsn"] if word.startswith("ENVID=")]
        self.assertTrue(envelope_id.startswith(row["message"] + "."))
        site.write("state/bounces/new/1.mx", BOUNCE % envelope_id)
        daemon = site.start()
        eventually(lambda: site.deliveries(to=OFFICE, state="sent"), "the office is told")
        self.assertEqual("5.1.1 550 5.1.1 no such user", site.deliveries(to="a@so.example")[0]["bounced"])
        self.assertIn("bị trả về", site.dondoc("deliveries", "--state", "bounced").out)
        self.assertTrue(pathlib.Path(site.folder / "state/bounces/cur/1.mx:2,S").exists())
        self.assertEqual({"messages": 1}, site.json("retry", "--to", "a@so.example"))
        eventually(lambda: len([one for one in mail.messages() if one.to == ["a@so.example"]]) == 2, "it is sent again")
        daemon.terminate()

    def test_what_waits_can_be_dropped(self):
        mail, tele = MailServer(self, "--reply", "451"), self.service("telegram")
        site = self.site_with(mail, tele, policy=", channels: [mail]")
        site.simulate(MORNING, MORNING)
        self.assertEqual(2, site.dondoc("drop").code, "all of them by a slip of the hand")
        self.assertEqual({"messages": 1}, site.json("drop", "--channel", "mail", "--reason", "đã gọi điện"))
        (row,) = site.deliveries()
        self.assertEqual("dead", row["state"])
        self.assertIn("đã gọi điện", row["reason"])


if __name__ == "__main__":
    unittest.main()
