"""Digests of 1, 40 and 400 lines in a real browser: on a phone and a desk, light and dark, on paper, and in mail programs that
drop styles. Pictures of them are kept in the build folder, screenshots/."""

import unittest

from digest_site import DigestSite, rows
from dondoc_site import BIN, SOURCE

import sys
sys.path.insert(0, str(SOURCE / "tests/support"))
import browser  # noqa: E402

PICTURES = BIN.parent / "screenshots"

# What sticks out: an element that is wider inside than it is, or that ends beyond the page.
STICKING_OUT = """
const width = document.scrollingElement.clientWidth, found = [];
if (document.scrollingElement.scrollWidth > width) found.push('page ' + document.scrollingElement.scrollWidth);
for (const one of document.body.querySelectorAll('*')) {
  const box = one.getBoundingClientRect();
  const inside = getComputedStyle(one).display !== 'inline' && one.scrollWidth > one.clientWidth + 1;
  if (inside || box.left < -1 || box.right > width + 1)
    found.push(one.tagName + ' ' + Math.round(box.right) + ' ' + one.textContent.trim().slice(0, 40));
}
return found;
"""

# Where text can hardly be read: contrast of WCAG 2 below 4.5, each pair of colours once.
FAINT = """
const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
const light = colour => {
  const [r, g, b] = numbers(colour).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = one => {
  for (; one; one = one.parentElement) {
    const colour = getComputedStyle(one).backgroundColor, alpha = numbers(colour)[3];
    if (alpha === undefined || alpha > 0) return colour;
  }
  return matchMedia('(prefers-color-scheme: dark)').matches && arguments[0] ? 'rgb(18, 18, 18)' : 'rgb(255, 255, 255)';
};
const found = {};
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const one = texts.currentNode.parentElement, words = texts.currentNode.textContent.trim();
  if (!words || getComputedStyle(one).display === 'none') continue;
  const front = getComputedStyle(one).color, back = behind(one);
  const [dark, bright] = [light(front), light(back)].sort((a, b) => a - b);
  const contrast = (bright + 0.05) / (dark + 0.05);
  if (contrast < 4.5) found[front + ' on ' + back] = contrast.toFixed(2) + ' ' + words.slice(0, 30);
}
return found;
"""


@unittest.skipIf(browser.missing(), browser.missing())
class MailLooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        PICTURES.mkdir(parents=True, exist_ok=True)
        stage = unittest.TestCase()
        cls.addClassCleanup(stage.doCleanups)
        cls.browser = browser.Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.pages = {}
        for lines, unit in (1, "don-vi-a"), (40, "don-vi-a"), (400, "don-vi-a"), (40, "unit-en"):
            site = DigestSite(stage, lines, unit)
            _, mail = site.mail()
            name = "%d%s" % (lines, "-en" if unit == "unit-en" else "")
            path = site.write("%s.html" % name, mail.get_body(("html",)).get_content())
            cls.pages[name] = (lines, path)

    def check(self, where):
        self.assertEqual([], self.browser.run(STICKING_OUT), where)
        self.assertEqual({}, self.browser.run(FAINT), where)
        self.assertIsNone(self.browser.run("return window.taken || null"), where)

    def test_on_phone_and_desk_light_and_dark(self):
        for name, (_, path) in self.pages.items():
            for width in 390, 1200:
                for scheme in "light", "dark":
                    with self.subTest(name=name, width=width, scheme=scheme):
                        self.browser.emulate(width, scheme)
                        self.browser.open(path)
                        self.check((name, width, scheme))
                        self.browser.screenshot(PICTURES / ("digest-%s-%d-%s.png" % (name, width, scheme)))

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
            self.check(("no styles", width))
            self.browser.screenshot(PICTURES / ("digest-40-%d-no-styles.png" % width))

    def test_on_paper(self):
        self.browser.emulate(720, media="print")
        self.browser.open(self.pages["40"][1])
        self.check("paper")
        self.browser.screenshot(PICTURES / "digest-40-paper.png")
        colours = self.browser.run("return [...new Set([...document.querySelectorAll('h2, p, a, strong')]"
                                   ".filter(one => one.offsetHeight).map(one => getComputedStyle(one).color))]")
        self.assertEqual(["rgb(0, 0, 0)"], colours)

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
