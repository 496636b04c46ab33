"""What every page and mail must hold in a real browser, on a phone and a desk, light and dark: nothing sticks out, text can
be read, what is pressed is large enough for a thumb. Pictures are kept in the build folder, screenshots/, to be looked at."""

import sys
import unittest

from dondoc_site import BIN, SOURCE

sys.path.insert(0, str(SOURCE / "tests/support"))
import browser  # noqa: E402

PICTURES = BIN.parent / "screenshots"
WIDTHS, SCHEMES = (390, 1200), ("light", "dark")

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

# What is pressed and is lower or narrower than 44 px; links inside a text are as high as the text.
SMALL = """
return [...document.querySelectorAll('button, input, textarea, summary, .buttons a, .action')]
  .map(one => [one, one.getBoundingClientRect()]).filter(([, box]) => box.height && (box.height < 44 || box.width < 44))
  .map(([one, box]) => one.tagName + ' ' + Math.round(box.width) + 'x' + Math.round(box.height) + ' ' + one.textContent.trim());
"""


@unittest.skipIf(browser.missing(), browser.missing())
class Looks(unittest.TestCase):
    """Keeps one browser for a class; `stage` is where its sites clean up."""

    @classmethod
    def setUpClass(cls):
        PICTURES.mkdir(parents=True, exist_ok=True)
        cls.stage = unittest.TestCase()
        cls.addClassCleanup(cls.stage.doCleanups)
        cls.browser = browser.Browser()
        cls.addClassCleanup(cls.browser.close)

    def check(self, where, thumbs=True):
        self.assertEqual([], self.browser.run(STICKING_OUT), where)
        self.assertEqual({}, self.browser.run(FAINT), where)
        if thumbs:
            self.assertEqual([], self.browser.run(SMALL), where)
        self.assertIsNone(self.browser.run("return window.taken || null"), where)

    def check_everywhere(self, name, path):
        for width in WIDTHS:
            for scheme in SCHEMES:
                with self.subTest(name=name, width=width, scheme=scheme):
                    self.browser.emulate(width, scheme)
                    self.browser.open(path)
                    self.browser.screenshot(PICTURES / ("%s-%d-%s.png" % (name, width, scheme)))
                    self.check((name, width, scheme))

    def check_on_paper(self, name, path):
        self.browser.emulate(720, media="print")
        self.browser.open(path)
        self.browser.screenshot(PICTURES / ("%s-paper.png" % name))
        self.check((name, "paper"))

    def colours(self, what):
        """Of the text of elements that are shown."""
        return self.browser.run("return [...new Set([...document.querySelectorAll(arguments[0])]"
                                ".filter(one => one.offsetHeight).map(one => getComputedStyle(one).color))]", what)
