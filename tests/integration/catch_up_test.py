"""The daemon is down for a week: the office hears of the gap first, then each unit gets one message that names what was missed."""

import json
import unittest

from dondoc_site import MailServer, Site

RULES = """\
quiet: none
policies:
  - id: mac-dinh
    match: "true"
    remind: {lead: [7d, 3d, 1d]}
    digest: single%s
"""

PLAN = [("Lập dự toán", "Đơn vị A", "16/6/2026"), ("Nộp báo cáo", "Đơn vị A", "17/6/2026"),
        ("Kiểm kê tài sản", "Đơn vị B", "17/6/2026"), ("Họp giao ban", "Đơn vị B", "10/6/2026")]


class Gap(unittest.TestCase):
    def down_for_a_week(self, late=""):
        """Awake through 8 June, then from 16 June on; the mails of that morning, in the order in which they went out."""
        server = MailServer(self)
        self.site = Site(self, [server.channel(connections=1)], rules=RULES % late)
        self.site.simulate("2026-06-01", "2026-06-01")
        answer = self.site.json("--today", "2026-06-01", "import", "--accept", self.site.write_plan(PLAN))
        self.plan = answer["plan"]["id"]
        self.site.simulate("2026-06-02", "2026-06-08")
        before = len(server.messages())
        self.site.simulate("2026-06-16", "2026-06-16")
        return server.messages()[before:]

    def test_the_office_is_told_first_then_each_unit_in_one_message(self):
        mails = self.down_for_a_week()
        self.assertEqual(["khtc@so.example", "a@so.example", "b@so.example"], [mail.to[0] for mail in mails[:3]])
        office, unit_a, unit_b = mails[:3]
        self.assertIn("dondoc đã ngừng chạy", office.parsed["Subject"])
        self.assertIn("lời nhắc của 2 đơn vị bị lỡ", office.text.replace("\n", " "))
        for mail in (unit_a, unit_b):
            words = " ".join(mail.text.split())
            self.assertIn("dondoc không chạy từ", words)
            self.assertIn("gửi muộn: lời nhắc này của", words)
        self.assertIn("Lập dự toán", unit_a.text)
        self.assertIn("Nộp báo cáo", unit_a.text)

    def test_a_second_start_says_nothing_again(self):
        self.down_for_a_week()
        known = len(self.site.deliveries())
        self.assertNotIn("bị lỡ", self.site.simulate("2026-06-16", "2026-06-16"))
        self.assertEqual(known, len(self.site.deliveries()))

    def test_a_policy_may_name_every_stage(self):
        mails = self.down_for_a_week("\n    late: merge")
        words = " ".join(mails[1].text.split())
        self.assertIn("gộp", words)
        self.assertIn("trước hạn 7 ngày", words)

    def test_a_policy_may_drop_what_was_missed_and_explain_says_so(self):
        mails = self.down_for_a_week("\n    late: drop")
        self.assertEqual(["khtc@so.example"], [mail.to[0] for mail in mails if "ngừng chạy" in mail.parsed["Subject"]])
        self.assertFalse([mail for mail in mails if "gửi muộn" in mail.text])
        told = self.site.json("--today", "2026-06-16", "explain", self.plan + "/1")
        self.assertIn("late: drop", json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    unittest.main()
