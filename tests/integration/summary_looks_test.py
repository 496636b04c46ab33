"""Summaries of a province with many units and long names, in a real browser."""

import json
import unittest

from digest_site import LONG_CODE, TITLES
from dondoc_site import Site
from looks import Looks

NAMES = ["Sở Nông nghiệp và Môi trường", "Trung tâm Kiểm soát bệnh tật và Chăm sóc sức khỏe sinh sản tỉnh Sông Xanh",
         "Ủy ban nhân dân xã Hòa An", "Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp tỉnh Sông Xanh",
         "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", "Bệnh viện Đa khoa khu vực mã " + LONG_CODE]
MANY = 48
DEADLINES = ["28/5/2026", "20/6/2026", "Tháng 5", "02/6/2026", "Quý II"]


def unit(number):
    name = NAMES[number % len(NAMES)] + (" %d" % number if number >= len(NAMES) else "")
    return {"id": "u%d" % number, "name": name, "aliases": ["Đơn vị %d." % number], "email": "u%d@so.example" % number}


UNITS = {"roles": {"planning-office": "phong-kh", "leadership": "lanh-dao"},
         "units": [{"id": "phong-kh", "name": "Phòng Kế hoạch - Tài chính", "email": "kh@so.example"},
                   {"id": "lanh-dao", "name": "Lãnh đạo Sở", "email": "ld@so.example"},
                   {"id": "english", "name": "Provincial Office", "email": "en@so.example", "locale": "en"},
                   *[unit(n) for n in range(MANY)]]}
RULES = """\
quiet: none
reports:
  - id: bao-cao-thang
    title: Báo cáo kết quả thực hiện hằng tháng
    basis: 142/KH-UBND, IV.3
    from: [u0, u1, u2]
    to: phong-kh
    period: month
    due: trước ngày 25
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [7d]}}
"""

# How many words stand in the table's figures and headings, and those of which a part stands on another line.
CUT = """
const texts = document.createTreeWalker(document.querySelector('.rates'), NodeFilter.SHOW_TEXT), cut = [];
let shown = 0;
while (texts.nextNode()) {
  const text = texts.currentNode, cell = text.parentElement.closest('th, .number, .rates td:not(:first-child)');
  if (!cell || !cell.offsetHeight) continue;
  for (const word of text.data.matchAll(/\\S+/g)) {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
    shown += lines.size > 0;
    if (lines.size > 1) cut.push(word[0]);
  }
}
return [shown, cut];
"""


class SummaryLooks(Looks):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        channels = [{"id": "mail", "kind": "maildir", "path": "mail"}]
        site = Site(cls.stage, channels, units=json.dumps(UNITS, ensure_ascii=False), rules=RULES)
        site.extra["summaries"] = [{"to": to, "every": every} for to, every in (
            ("planning-office", "day"), ("planning-office", "week"), ("leadership", "month"), ("leadership", "quarter"))]
        site.configure(channels)
        rows = [("%s (việc %d)" % (TITLES[n % len(TITLES)], n), "Đơn vị %d." % (n % MANY), DEADLINES[n % len(DEADLINES)])
                for n in range(4 * MANY)]
        plan = site.import_plan(rows)
        site.simulate("2026-05-31", "2026-06-02")
        for n in range(1, 16):
            site.json("--today", "2026-06-03", "done", "%s/%d" % (plan, n))
        cls.pages = {}
        for name, to in ("day", "planning-office"), ("week", "planning-office"), ("month", "leadership"), ("quarter", "leadership"):
            cls.pages[name] = cls.page(site, name, to)
        cls.pages["week-en"] = cls.page(site, "week", "english")
        cls.site = site

    @classmethod
    def page(cls, site, every, to):
        path = site.folder / ("%s-%s.html" % (every, to))
        result = site.dondoc("--today", "2026-06-14", "summary", "--every", every, "--to", to, "--out", path)
        cls.stage.assertEqual(0, result.code, result.out + result.err)
        return path

    def test_on_phone_and_desk_light_and_dark(self):
        for name, path in self.pages.items():
            self.check_everywhere("summary-" + name, path)

    def test_in_a_program_that_drops_styles(self):
        for width in 390, 1200:
            self.browser.emulate(width)
            self.browser.open(self.pages["week"])
            self.browser.run("document.querySelectorAll('style').forEach(one => one.remove())")
            self.check(("no styles", width), thumbs=False)

    def test_on_paper(self):
        self.check_on_paper("summary-quarter", self.pages["quarter"])
        self.assertEqual(["rgb(0, 0, 0)"], self.colours("h2, p, a, strong, td, th, span"))

    def test_no_figure_and_no_heading_is_cut(self):
        for name in "week", "quarter", "week-en":
            for width in 390, 1200:
                self.browser.emulate(width)
                self.browser.open(self.pages[name])
                shown, cut = self.browser.run(CUT)
                self.assertEqual([], cut, (name, width))
                self.assertGreater(shown, 100)


if __name__ == "__main__":
    unittest.main()
