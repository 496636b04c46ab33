"""Reports that are made of others' reports, reports on request, and what their messages say."""

import unittest

from dondoc_site import MailServer, Site

RULES = """\
quiet: none
reports:
  - {id: thang, title: Báo cáo tháng, from: [don-vi-a, don-vi-b], to: phong-khtc, period: month, due: ngày 15, roll: next}
  - {id: tong-hop, title: Tổng hợp tháng, from: phong-khtc, period: month, due: ngày 18, collects: thang}
  - {id: dot-xuat, title: Báo cáo đột xuất, from: [don-vi-a, don-vi-b], period: on-request, how: qua văn thư}
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [3d, 0d]}}
"""


class AskedFor(unittest.TestCase):
    def setUp(self):
        self.mail = MailServer(self)
        self.site = Site(self, [self.mail.channel()], rules=RULES)

    def told(self, address):
        return [(mail.day, mail.text) for mail in self.mail.messages() if mail.to == [address + "@so.example"]]

    def test_the_collector_is_told_who_is_missing_when_it_is_told(self):
        self.site.simulate("2026-06-01", "2026-06-15")
        self.site.json("--today", "2026-06-16", "done", "thang/don-vi-a@2026-06", "--on", "2026-06-16")
        self.site.simulate("2026-06-16", "2026-06-18")
        days = self.told("khtc")
        self.assertEqual(["2026-06-15", "2026-06-18"], [day for day, _ in days])
        self.assertIn("còn thiếu 2/2 báo cáo: Đơn vị A; Đơn vị B", days[0][1])
        self.assertIn("còn thiếu 1/2 báo cáo: Đơn vị B", days[1][1])

    def test_a_request_is_told_with_its_basis_and_ends_when_it_is_answered(self):
        self.site.simulate("2026-07-01", "2026-07-01")
        asked = self.site.json("--today", "2026-07-01", "request", "dot-xuat", "--due", "2026-07-08", "--basis", "45/UBND",
                               "--unit", "don-vi-a")
        self.assertEqual(["dot-xuat/don-vi-a@R1"], asked["subjects"])
        self.site.simulate("2026-07-02", "2026-07-06")
        (day, text), = self.told("a")
        self.assertEqual("2026-07-03", day)  # 3 days before is a Sunday
        self.assertIn("45/UBND", text)
        self.assertIn("qua văn thư", text)
        self.site.json("--today", "2026-07-07", "done", "dot-xuat/don-vi-a@R1", "--on", "2026-07-07")
        self.site.simulate("2026-07-07", "2026-07-09")
        self.assertEqual(1, len(self.told("a")))
        self.assertEqual([], self.told("b"))


if __name__ == "__main__":
    unittest.main()
