"""What conditional deadlines wait for: recorded once, it arms them all, and each unit is told once."""

import unittest

from dondoc_site import MailServer, Site

GUIDANCE = "van-ban-huong-dan-cua-bo-y-te"
ROWS = [("Việc một", "Đơn vị A", "Trong thời hạn 30 ngày kể từ khi có văn bản hướng dẫn của Bộ Y tế"),
        ("Việc hai", "Đơn vị B", "Sau khi có văn bản hướng dẫn của Bộ Y tế"),
        ("Việc ba", "Đơn vị A", "Theo lộ trình của Chính phủ"),
        ("Việc bốn", "Đơn vị B", "Theo yêu cầu")]


class Events(unittest.TestCase):
    def setUp(self):
        self.mail = MailServer(self)
        self.site = Site(self, [self.mail.channel()])
        self.plan = self.site.import_plan(ROWS)

    def key(self, number):
        return "%s/%d" % (self.plan, number)

    def event(self, event):
        return {row["id"]: row for row in self.site.json("event", "list", "--all")["events"]}[event]

    def record(self, *more):
        return self.site.json("--today", "2026-06-05", "event", "record", GUIDANCE, "--date", "2026-06-01", *more)

    def told(self, unit):
        """(day, text) of each mail to the unit."""
        return [(mail.day, mail.text) for mail in self.mail.messages() if mail.to == [unit + "@so.example"]]

    def test_one_entry_for_the_same_document_and_none_for_what_is_no_event(self):
        listed = self.site.json("event", "list")
        self.assertEqual({GUIDANCE: [self.key(1), self.key(2)], "lo-trinh-cua-chinh-phu": [self.key(3)]},
                         {row["id"]: [task["subject"] for task in row["assignments"]] for row in listed["events"]})
        self.assertEqual([self.key(4)], [row["subject"] for row in listed["standing"]])
        self.assertEqual([[GUIDANCE], [GUIDANCE], ["lo-trinh-cua-chinh-phu"], []],
                         [task["events"] for task in self.site.json("tasks")])

    def test_each_unit_is_told_once_and_then_reminded_as_usual(self):
        self.site.simulate("2026-06-01", "2026-06-05")
        self.assertEqual([], self.mail.messages())
        answer = self.record("--document", "123/BYT-KCB")
        self.assertEqual([(self.key(1), "2026-07-01", False), (self.key(2), None, True)],
                         [(row["subject"], row["due"], row["needs_due"]) for row in answer["assignments"]])

        self.site.simulate("2026-06-06", "2026-07-05")
        mine = self.told("a")
        # 30 days before lies before the record; 7 days and 1 day before the due day follow.
        self.assertEqual(["2026-06-08", "2026-06-24", "2026-06-30"], [day for day, _ in mine])
        for part in ("123/BYT-KCB", "01/7/2026", "Việc một"):
            self.assertIn(part, mine[0][1])
        for _, text in mine:
            self.assertNotIn("gia hạn", text)
        self.assertEqual(1, sum("123/BYT-KCB" in text for _, text in mine))
        self.assertEqual(["2026-06-08"], [day for day, _ in self.told("b")])
        self.assertIn("cần ấn định thời hạn", self.told("b")[0][1])
        self.assertEqual(["2026-06-08"], [day for day, _ in self.told("khtc")])  # it must set a day
        self.assertEqual(["overdue", "unresolved", "waiting", "waiting"],
                         [task["status"] for task in self.site.json("tasks", "--on", "2026-07-05")])

    def test_recorded_twice_is_recorded_once(self):
        self.assertEqual("recorded", self.record("--document", "123/BYT-KCB")["state"])
        for again in (("--document", "123/BYT-KCB"), ()):
            answer = self.record(*again)
            self.assertEqual(("unchanged", []), (answer["state"], answer["assignments"]))
        self.assertEqual(1, len(self.event(GUIDANCE)["records"]))
        self.assertEqual(0, len([row for row in self.site.json("explain", self.key(1))["periods"][0]["versions"]
                                 if row["version"] > 2]))

    def test_a_correction_keeps_the_history_and_is_told(self):
        self.record("--document", "123/BYT-KCB")
        self.site.simulate("2026-06-06", "2026-06-08")
        answer = self.site.json("--today", "2026-06-10", "event", "record", GUIDANCE, "--date", "2026-06-03", "--document",
                                "125/BYT-KCB")
        self.assertEqual("corrected", answer["state"])
        self.assertEqual(["2026-06-01", "2026-06-03"], [row["on"] for row in self.event(GUIDANCE)["records"]])
        self.assertEqual([None, "2026-07-01", "2026-07-03"],
                         [row["due"] for row in self.site.json("explain", self.key(1))["periods"][0]["versions"]])
        self.site.simulate("2026-06-09", "2026-06-12")
        self.assertEqual(["2026-06-08", "2026-06-11"], [day for day, _ in self.told("a")])

    def test_a_day_that_is_set_later_is_told(self):
        self.record()
        self.site.simulate("2026-06-06", "2026-06-08")
        answer = self.record("--due", self.key(2) + "=2026-09-30")
        self.assertEqual(("completed", [self.key(2)]),
                         (answer["state"], [row["subject"] for row in answer["assignments"]]))
        tasks = {task["subject"]: task for task in self.site.json("tasks")}
        self.assertEqual(("2026-09-30", "2026-07-01"), (tasks[self.key(2)]["due"], tasks[self.key(1)]["due"]))

    def test_importing_again_keeps_what_was_recorded(self):
        self.record()
        self.site.import_plan(ROWS)
        self.assertEqual("2026-07-01", self.site.json("tasks")[0]["due"])
        self.assertEqual(1, len(self.event(GUIDANCE)["records"]))

    def test_a_person_merges_and_links(self):
        self.site.json("event", "merge", "lo-trinh-cua-chinh-phu", GUIDANCE)
        self.assertEqual(3, len(self.event(GUIDANCE)["assignments"]))
        new = self.site.json("event", "link", self.key(2), "--new", "Thông tư về khám chữa bệnh")
        self.assertEqual("thong-tu-ve-kham-chua-benh", new["event"])
        self.assertEqual([self.key(2)], [row["subject"] for row in self.event(new["event"])["assignments"]])
        self.assertEqual(2, len(self.record()["assignments"]))

    def test_wrong_input_names_the_nearest(self):
        wrong = self.site.dondoc("event", "record", "van-ban-huong-dan-cua-bo-y-t", "--date", "2026-06-01")
        self.assertEqual(1, wrong.code)
        self.assertIn(GUIDANCE, wrong.err)
        self.assertEqual(2, self.site.dondoc("event", "record", GUIDANCE, "--date", "2999-01-01").code)
        self.assertEqual(2, self.site.dondoc("event", "record", GUIDANCE, "--date", "hôm qua").code)


if __name__ == "__main__":
    unittest.main()
