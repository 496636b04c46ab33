"""Templates of a site: sound ones are used, broken ones are named and passed over, and whoever looks after the program is told."""

import unittest

from dondoc_site import MailServer, Site

BROKEN = "Kính gửi\n{{#overdue}}\n{{site}}\n"


class TemplatesOfASite(unittest.TestCase):
    def setUp(self):
        self.mail = MailServer(self)
        self.site = Site(self, [self.mail.channel()])
        self.site.extra = {"templates": "mau", "admins": [{"channel": "mail", "to": "quan-tri@so.example"}]}
        self.site.configure([self.mail.channel()])
        self.site.import_plan([("Việc một", "Đơn vị A", "15/6/2026")])

    def check(self):
        result = self.site.dondoc("check")
        return result.code, result.out

    def digests(self):
        return [mail for mail in self.mail.messages() if mail.to == ["a@so.example"]]

    def told(self):
        return [mail for mail in self.mail.messages() if mail.to == ["quan-tri@so.example"]]

    def test_a_sound_template_is_used(self):
        self.site.write("mau/vi/digest.txt.mustache", "Mẫu của Sở: {{recipient}}\n{{#week}}{{#lines}}{{>line}}{{/lines}}{{/week}}")
        self.assertEqual(0, self.check()[0])
        self.assertIn("Mẫu của Sở: Đơn vị A", self.site.dondoc("--today", "2026-06-01", "preview", "--unit", "don-vi-a").out)
        self.site.simulate("2026-06-08", "2026-06-08")
        self.assertTrue(self.digests()[0].text.startswith("Mẫu của Sở: Đơn vị A\n"))
        self.assertEqual([], self.told())

    def test_a_broken_one_is_named_with_its_line_and_passed_over_and_admins_are_told(self):
        self.site.write("mau/vi/digest.txt.mustache", BROKEN)
        code, out = self.check()
        self.assertEqual(1, code)
        self.assertIn("mau/vi/digest.txt.mustache:2:1: lỗi: mẫu thông báo hỏng: {{#overdue}}", out)
        self.assertIn("\n{{#overdue}}\n", out)
        self.site.simulate("2026-06-08", "2026-06-08")
        self.assertIn("== TRONG 7 NGÀY TỚI (1) ==", self.digests()[0].text)
        self.assertEqual(1, len(self.told()))
        self.assertIn("Mẫu thông báo có lỗi", self.told()[0].parsed["Subject"])
        self.assertIn("mau/vi/digest.txt.mustache:2:1", self.told()[0].text)

    def test_what_does_not_exist_is_named_with_what_was_meant(self):
        self.site.write("mau/vi/digest.html.mustache", "<p>{{recipent}}</p>\n{{>lines}}\n")
        self.site.write("mau/vi/digset.txt.mustache", "x")
        code, out = self.check()
        self.assertEqual(0, code, "warnings alone leave the files right")
        self.assertIn("digest.html.mustache:1:4: cảnh báo: không có biến 'recipent' ở đây, có phải 'recipient'?", out)
        self.assertIn("digest.html.mustache:2:1: cảnh báo: không có mẫu con 'lines'", out)
        self.assertIn("digset.txt.mustache", out)
        self.assertIn("có phải vi/digest.txt.mustache?", out)

    def test_a_body_that_makes_no_json_is_broken(self):
        self.site.write("mau/slack/body.json.mustache", '{"text": "{{text}}",}')
        code, out = self.check()
        self.assertEqual(1, code)
        self.assertIn("slack/body.json.mustache:1", out)
        self.assertIn("JSON", out)


if __name__ == "__main__":
    unittest.main()
