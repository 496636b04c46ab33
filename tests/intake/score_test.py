"""Five real plans against their gold labels: every value of the Word files and workbooks, and of the text files what can be
read safely from what is left of their tables. Prints the score of each file and field."""

import unittest

import score

# What is built: a part of a kind of file that is not yet True is told, and fails nothing.
BUILT = {
    ("tasks", "docx"): True,
    ("tasks", "xlsx"): True,
    ("tasks", "txt"): False,
    ("reports", "docx"): True,
    ("reports", "txt"): False,
    ("indicators", "docx"): True,
    ("indicators", "xlsx"): True,
    ("indicators", "txt"): False,
}

# Fields of Word files and workbooks that must be right in every row. The others are told.
WHOLE = {
    "tasks": score.FIELDS["tasks"] + ("found", "invented"),
    "reports": score.FIELDS["reports"] + ("found", "invented"),
    "indicators": score.FIELDS["indicators"] + ("found", "invented"),
}

# Of text files: the least share of all values.
TEXT = {
    ("bn-683.txt", "tasks"): 1.0,
}


@unittest.skipUnless(score.PLANS.is_dir(), "the real plans are not here: ../shared/plans is missing (set DONDOC_SHARED)")
class Scores(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.disputed = score.disputed_rows()
        cls.scores, cls.errors = {}, {}
        for file in score.plan_files():
            cls.scores[file], cls.errors[file] = score.score_file(file, cls.disputed)
            print("\n".join(score.tell(file, cls.scores[file], cls.errors[file])), flush=True)

    def parts(self, *kinds):
        for file, parts in self.scores.items():
            kind = file.rsplit(".", 1)[1]
            for part, one in parts.items():
                if kind in kinds and BUILT[part, kind]:
                    yield file, part, one

    def test_word_files_and_workbooks_are_read_whole(self):
        for file, part, one in self.parts("docx", "xlsx"):
            with self.subTest(file=file, part=part):
                self.assertEqual([], [wrong for wrong in one.failing() if wrong.field in WHOLE[part]])

    def test_text_files_are_read_as_far_as_it_is_safe(self):
        for file, part, one in self.parts("txt"):
            with self.subTest(file=file, part=part):
                self.assertGreaterEqual(one.share(), TEXT.get((file, part), 1.0))

    def test_every_disputed_label_still_differs(self):
        stale = [(entry.file, entry.part, entry.row, entry.field) for entry in self.disputed if not entry.used]
        self.assertEqual([], stale, "take these rows out of disputed.md")

    def test_every_disputed_label_has_a_reason(self):
        self.assertEqual([], [entry.row for entry in self.disputed if not entry.reason])


if __name__ == "__main__":
    unittest.main(verbosity=2)
