"""The rule-writing guide: what each page shows is what happens, and both languages show the same."""

import pathlib
import tempfile
import unittest

import examples

TODAY = "2026-01-05"  # as the guide says


class Guide(unittest.TestCase):
    def blocks(self, page):
        return examples.blocks_of((examples.SOURCE / "docs" / page).read_text(encoding="utf-8"))

    def follow(self, page):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        site = pathlib.Path(folder.name, "site")
        site.mkdir()
        reader = examples.Reader(site, TODAY)
        blocks = self.blocks(page)
        for block, following in zip(blocks, blocks[1:] + [None]):
            if block.file:
                reader.write(block)
                if reader.is_set_up() and (following is None or following.kind != "console"):
                    with self.subTest(page=page, line=block.line, file=block.file):
                        self.assertEqual([], reader.problems())
            elif block.kind == "console":
                for command, shown in examples.commands_of(block):
                    with self.subTest(page=page, line=block.line, command=command):
                        printed = reader.run(command)
                        self.assertTrue(examples.agrees(shown, printed), "it prints\n" + "\n".join(printed))

    def test_the_vietnamese_page_shows_what_happens(self):
        self.follow("guide.vi.md")

    def test_the_english_page_shows_what_happens(self):
        self.follow("guide.en.md")

    def test_both_pages_show_the_same_examples(self):
        vietnamese, english = ([(block.kind, block.text) for block in self.blocks(page)] for page in ("guide.vi.md", "guide.en.md"))
        self.assertEqual(vietnamese, english)


if __name__ == "__main__":
    unittest.main(verbosity=2)
