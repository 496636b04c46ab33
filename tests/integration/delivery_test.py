"""What the mail server answers decides what becomes of a message."""

import json
import sqlite3
import unittest

from dondoc_site import MailServer, Site, WebhookSink, in_days

DUE = "15/5/2025"
MORNING = "2025-05-08"  # seven days before
AFTER = "2025-05-09"
OFFICE = "khtc@so.example"

ONE_STAGE = """\
quiet: none
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [7d]}}
"""


def units_with(contacts=None):
    units = [{"id": "u%d" % i, "name": "Đơn vị %d" % i, "email": "u%d@so.example" % i} for i in range(12)]
    for i, unit in enumerate(units):
        if contacts:
            unit["contacts"] = [{"channel": "mail", "to": unit.pop("email")}, {"channel": "hook", "to": contacts("u%d" % i)}]
    return json.dumps({"roles": {"planning-office": "u0"}, "units": units})


class Refusals(unittest.TestCase):
    def site_with(self, *manners):
        self.mail = MailServer(self, *manners)
        site = Site(self, [self.mail.channel()], rules=ONE_STAGE)
        site.import_plan([("Việc của A", "Đơn vị A", DUE), ("Việc của B", "Đơn vị B", DUE)])
        return site

    def test_451_waits_for_a_next_attempt(self):
        site = self.site_with("--reply", "451 4.3.0 try again")
        site.simulate(MORNING, MORNING)
        rows = site.deliveries()
        self.assertEqual([("waiting", 451)] * 2, [(row["state"], row["code"]) for row in rows])
        for row in rows:
            self.assertGreater(row["attempts"], 1)
            self.assertGreater(row["next"], row["last_at"])
            self.assertIn("451 4.3.0 try again", row["answer"])

    def test_a_message_that_waited_arrives_once_when_the_server_takes_it(self):
        site = self.site_with("--reply", "451")
        site.simulate(MORNING, MORNING)
        tried = {row["message"]: row["attempts"] for row in site.deliveries()}
        recovered = MailServer(self)
        site.configure([recovered.channel()])
        site.simulate(AFTER, AFTER)
        self.assertEqual([["a@so.example"], ["b@so.example"]], sorted(mail.to for mail in recovered.messages()))
        for row in site.deliveries():
            self.assertEqual(("sent", tried[row["message"]] + 1), (row["state"], row["attempts"]))

    def test_each_attempt_carries_the_same_message_id(self):
        site = self.site_with("--reply", "end:451")
        site.simulate(MORNING, MORNING)
        recovered = MailServer(self)
        site.configure([recovered.channel()])
        site.simulate(AFTER, AFTER)
        ids = {mail.parsed["Message-ID"].strip("<>").split("@")[0] for mail in recovered.messages()}
        self.assertEqual({row["message"] for row in site.deliveries()}, ids)

    def test_after_48_hours_of_451_it_is_given_up_and_the_office_is_told(self):
        site = self.site_with("--reply-for", "b@so.example=451")
        site.simulate(MORNING, "2025-05-11")
        self.assertEqual(["dead"], [row["state"] for row in site.deliveries(to="b@so.example")])
        told = [mail for mail in self.mail.messages() if mail.to == [OFFICE]]
        self.assertEqual(["2025-05-10"], [mail.day for mail in told])

    def test_550_is_never_tried_again_and_the_office_is_told(self):
        site = self.site_with("--reply-for", "b@so.example=550 5.1.1 no such user")
        site.simulate(MORNING, AFTER)
        refused = site.deliveries(to="b@so.example")
        self.assertEqual([("dead", 1, 550, None)], [(row["state"], row["attempts"], row["code"], row["next"]) for row in refused])
        self.assertIn("no such user", refused[0]["answer"])
        told = [mail for mail in self.mail.messages() if mail.to == [OFFICE]]
        self.assertEqual(1, len(told))
        for part in ("b@so.example", "no such user"):
            self.assertIn(part, told[0].text)

    def test_a_refusal_holds_back_nobody_else(self):
        self.site_with("--reply-for", "b@so.example=550").simulate(MORNING, MORNING)
        self.assertEqual([["a@so.example"]], [mail.to for mail in self.mail.messages() if mail.to != [OFFICE]])

    def test_a_dead_letter_about_a_dead_letter_is_not_written(self):
        site = self.site_with("--reply", "550")
        site.simulate(MORNING, AFTER)
        self.assertEqual({"dead"}, {row["state"] for row in site.deliveries()})
        self.assertEqual(2, len(site.deliveries(to=OFFICE)))

    def test_many_that_never_arrive_are_a_few_letters_and_a_notice_with_the_number(self):
        numbers = range(1, 9)
        manners = [word for i in numbers for word in ("--reply-for", "u%d@so.example=550" % i)]
        mail = MailServer(self, *manners)
        site = Site(self, [mail.channel()], units=units_with(), rules=ONE_STAGE)
        site.import_plan([("Việc %d" % i, "Đơn vị %d" % i, DUE) for i in numbers])
        site.simulate(MORNING, MORNING)
        told = [mail for mail in mail.messages() if mail.to == ["u0@so.example"]]
        self.assertEqual(6, len(told))
        self.assertEqual(1, sum("--state dead --channel mail" in " ".join(mail.text.split()) for mail in told[:5]))
        self.assertIn("kênh mail: 3 thông báo", told[5].text)

    def test_each_attempt_leaves_its_receipt(self):
        site = self.site_with("--reply", "451 4.3.0 later")
        site.simulate(MORNING, MORNING)
        with sqlite3.connect(site.database) as database:
            tables = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
            self.assertIn("receipt", tables)
            (count,) = database.execute("select count(*) from receipt").fetchone()
        database.close()
        self.assertEqual(sum(row["attempts"] for row in site.deliveries()), count)


class SilentServer(unittest.TestCase):
    """The stalled attempts are still under way, unjudged, when everything else has arrived."""

    def start(self, *manners, hooks=False):
        self.mail, self.hook = MailServer(self, *manners), WebhookSink(self)
        site = Site(self, [self.mail.channel(timeout="5m"), self.hook.channel()], rules=ONE_STAGE,
                    units=units_with(self.hook.url if hooks else None))
        site.write("hook.secret", self.hook.secret, 0o600)
        site.import_plan([("Việc %d" % i, "Đơn vị %d" % i, in_days(3)) for i in range(12)])
        site.fall_behind()
        return site, site.start()

    def test_another_channel_goes_on(self):
        site, daemon = self.start("--stall", "data", hooks=True)
        self.mail.wait_for_entries(1, event="connect")
        self.hook.wait_for_entries(12, method="POST", signatures=[True])
        self.assertEqual(12, len({call["path"] for call in self.hook.entries()}))
        self.assertEqual([], [line for line in daemon.lines if "warn" in line])
        self.assertEqual({"sending"}, {row["state"] for row in site.deliveries(channel="mail")})

    def test_the_other_connections_of_its_own_channel_go_on(self):
        site, daemon = self.start("--stall-for", "u0@so.example")
        self.mail.wait_for_entries(11, event="message")
        self.assertEqual([], [line for line in daemon.lines if "warn" in line])
        self.assertEqual(["sending"], [row["state"] for row in site.deliveries(to="u0@so.example")])


if __name__ == "__main__":
    unittest.main()
