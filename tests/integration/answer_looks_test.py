"""The pages on which units answer, in a real browser: each form, what is said after it, and the links that are none."""

import datetime
import html
import unittest

import answer_links
from answers_test import ask, free_port
from digest_site import HOSTILE, LONG_CODE, TITLES
from dondoc_site import Site, eventually, in_days
from looks import Looks

UNITS = """\
roles: {planning-office: phong-kh}
units:
  - {id: phong-kh, name: Phòng Kế hoạch, email: kh@so.example}
  - {id: don-vi-a, name: Trung tâm Kiểm soát bệnh tật và Chăm sóc sức khỏe sinh sản tỉnh Sông Xanh, aliases: [Đơn vị A], email: a@so.example}
  - {id: don-vi-b, name: Bệnh viện Đa khoa tỉnh, aliases: [Đơn vị B], email: b@so.example}
"""
RESULT = "Báo cáo kết quả và danh mục mã " + LONG_CODE
ROWS = [(TITLES[0], "Đơn vị A", "Đơn vị B"), (HOSTILE, "Đơn vị A", ""), ("Rà soát thủ tục hành chính", "Đơn vị A", ""),
        ("Việc chung của hai đơn vị", "Đơn vị A; Đơn vị B", ""), ("Kiểm kê tài sản", "Đơn vị A", ""),
        ("Công khai ngân sách", "Đơn vị A", "")]


class AnswerLooks(Looks):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        channels = [{"id": "mail", "kind": "maildir", "path": "mail"}]
        cls.port = free_port()
        cls.site = Site(cls.stage, channels, units=UNITS, listen="127.0.0.1:%d" % cls.port)
        cls.site.extra["answers"] = {"url": "http://127.0.0.1:%d" % cls.port}
        cls.site.configure(channels)
        cells = [["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Kết quả", "Thời hạn"]]
        cells += [[str(n), title, lead, support, RESULT, in_days(20)] for n, (title, lead, support) in enumerate(ROWS, 1)]
        plan = "".join(",".join('"%s"' % cell.replace('"', '""') for cell in line) + "\n" for line in cells)
        answer = cls.site.json("import", "--accept", "--number", "142/KH-UBND", "--year", str(datetime.date.today().year),
                               cls.site.write("ke-hoach.csv", plan))
        cls.stage.assertEqual(len(ROWS), len(answer["assignments"]), answer)
        cls.plan = answer["plan"]["id"]
        cls.site.start()
        eventually((cls.site.folder / "state/answers.key").exists, "a key for links")
        cls.key = (cls.site.folder / "state/answers.key").read_text()
        eventually(cls.listens, "a page")

    @classmethod
    def listens(cls):
        try:
            return ask("http://127.0.0.1:%d/healthz" % cls.port)[0]
        except OSError:
            return None

    def link(self, row, unit="don-vi-a", **more):
        return "http://127.0.0.1:%d/a/%s" % (self.port, answer_links.token(self.key, "%s/%d" % (self.plan, row), unit, **more))

    def look(self, name, url, status=200, form=None):
        """The page as a file, under the rules that its header gives: a style that they do not allow would be missing."""
        got, headers, page = ask(url, form)
        self.assertEqual(status, got, page)
        rules = "; ".join(rule for rule in headers["Content-Security-Policy"].split("; ") if "frame-ancestors" not in rule)
        meta = '<head>\n<meta http-equiv="Content-Security-Policy" content="%s">' % html.escape(rules)
        path = self.site.write("pages/%s.html" % name, page.replace("<head>", meta, 1))
        self.check_everywhere("answer-" + name, path)
        self.assertEqual("rgb(18, 20, 23)", self.browser.run("return getComputedStyle(document.body).backgroundColor"))
        self.assertEqual(0, self.browser.run("return document.scripts.length"))
        return page

    def test_all_forms(self):
        page = self.look("all", self.link(1))
        self.assertEqual(4, page.count("<form"))
        self.check_on_paper("answer-all", self.site.folder / "pages/all.html")

    def test_what_a_supporting_unit_may_not_say(self):
        self.assertEqual(2, self.look("support", self.link(1, "don-vi-b")).count("<form"))
        self.look("support-done", self.link(1, "don-vi-b") + "/done")
        self.look("support-refused", self.link(1, "don-vi-b") + "/done", 409, {"document": "1", "day": "2026-06-01"})

    def test_each_form_and_what_is_said_after_it(self):
        today = datetime.date.today()
        wanted = (today + datetime.timedelta(40)).isoformat()
        for row, part, form in ((2, "received", {}), (3, "done", {"document": "12/BC-TTKSBT", "day": today.isoformat()}),
                                (4, "extend", {"day": wanted, "reason": TITLES[0] + " " + LONG_CODE}),
                                (5, "not-ours", {"reason": HOSTILE})):
            link = self.link(row)
            self.assertEqual(1, self.look(part, link + "/" + part).count("<form"))
            self.assertEqual(303, ask(link + "/" + part, form)[0])
            self.look(part + "-said", link)
            self.look(part + "-again", link + "/" + part)

    def test_what_the_office_says(self):
        wanted = (datetime.date.today() + datetime.timedelta(40)).isoformat()
        self.assertEqual(303, ask(self.link(6) + "/extend", {"day": wanted, "reason": "Chờ thẩm định"})[0])
        number = next(one["id"] for one in self.site.json("answers", "list") if one["subject"] == self.plan + "/6")
        self.site.json("answers", "reject", str(number), "--reason", "Không có căn cứ: " + LONG_CODE)
        self.look("rejected", self.link(6))
        self.site.json("extend", self.plan + "/6", "--until", wanted, "--basis", "CV 615/UBND-KGVX")
        self.look("moved", self.link(6) + "/extend")

    def test_what_was_filled_in_wrongly(self):
        self.look("done-wrong", self.link(1) + "/done", 422, {"document": "", "day": "2999-01-01"})
        self.look("extend-wrong", self.link(1) + "/extend", 422, {"day": "x", "reason": ""})
        self.look("not-ours-wrong", self.link(1) + "/not-ours", 422, {"reason": ""})

    def test_what_is_no_matter_of_the_unit(self):
        self.look("elsewhere", self.link(3, "don-vi-b"))
        self.look("gone", self.link(99))

    def test_links_that_are_none(self):
        self.look("expired", self.link(1, expires=datetime.date.today() - datetime.timedelta(2)), 410)
        self.look("unknown", self.link(1)[:-1], 404)
        for _ in range(20):
            ask(self.link(1)[:-1])
        self.look("too-many", self.link(1)[:-1], 429)
        self.look("malformed", self.link(1) + "/done", 400, {"document": "\0"})


if __name__ == "__main__":
    unittest.main()
