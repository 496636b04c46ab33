"""Digests of 1, 40 and 400 lines in a real browser: on a phone and a desk, light and dark, on paper, and in mail programs that
drop styles. Pictures of them are kept in the build folder, screenshots/."""

import unittest

from digest_site import DigestSite, rows
from looks import Looks, PICTURES


class MailLooks(Looks):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pages = {}
        for lines, unit in (1, "don-vi-a"), (40, "don-vi-a"), (400, "don-vi-a"), (40, "unit-en"):
            site = DigestSite(cls.stage, lines, unit)
            _, mail = site.mail()
            name = "%d%s" % (lines, "-en" if unit == "unit-en" else "")
            path = site.write("%s.html" % name, mail.get_body(("html",)).get_content())
            cls.pages[name] = (lines, path)

    def test_on_phone_and_desk_light_and_dark(self):
        for name, (_, path) in self.pages.items():
            self.check_everywhere("digest-" + name, path)

    def test_dark_is_dark(self):
        self.browser.emulate(390, "dark")
        self.browser.open(self.pages["40"][1])
        background = self.browser.run("return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
        self.assertLess(max(background[:3]), 60)

    def test_in_a_program_that_drops_styles(self):
        for width in 390, 1200:
            self.browser.emulate(width)
            self.browser.open(self.pages["40"][1])
            self.browser.run("document.querySelectorAll('style').forEach(one => one.remove())")
            self.check(("no styles", width), thumbs=False)
            self.browser.screenshot(PICTURES / ("digest-40-%d-no-styles.png" % width))

    def test_on_paper(self):
        self.check_on_paper("digest-40", self.pages["40"][1])
        self.assertEqual(["rgb(0, 0, 0)"], self.colours("h2, p, a, strong"))

    def test_nothing_is_left_out(self):
        for name, (lines, path) in self.pages.items():
            self.browser.emulate(390)
            self.browser.open(path)
            shown = self.browser.run("return [...document.querySelectorAll('h3')].map(one => one.innerText)")
            self.assertTrue({title for title, _, _ in rows(lines)} <= set(shown), name)
            self.assertEqual(lines + (lines > 1), len(shown), name)

    def test_the_overview_leads_to_each_part(self):
        self.browser.emulate(390)
        self.browser.open(self.pages["1"][1])
        self.assertEqual(0, self.browser.run("return document.querySelectorAll('table').length"))
        self.browser.open(self.pages["400"][1])
        links = self.browser.run("return [...document.querySelectorAll('.overview a')].map(one => one.getAttribute('href'))")
        self.assertEqual(["#overdue", "#today", "#week", "#later"], links)
        for link in links:
            top = self.browser.run("location.hash = arguments[0]; const one = document.querySelector(arguments[0]);"
                                   "return [one.tagName, one.getBoundingClientRect().top]", link)
            self.assertEqual("H2", top[0])
            self.assertLess(abs(top[1]), 100)
        counts = self.browser.run("return [...document.querySelectorAll('.overview td.number')].map(one => +one.innerText)")
        self.assertEqual(401, sum(counts))


if __name__ == "__main__":
    unittest.main()
