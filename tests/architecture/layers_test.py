"""The table of layers holds for the sources, and the check that says so sees what it should."""
import os
import pathlib
import tempfile
import unittest

import layers

ROOT = pathlib.Path(os.environ["DONDOC_SOURCE_DIR"])
ROWS = layers.read_table(ROOT / "tests/architecture/allowed_includes.txt")


def offences_of(files):
    """Offences of a tree made of {path: text}, judged by the real table."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return layers.offences(folder, ROWS)


class Sources(unittest.TestCase):
    def test_keep_the_direction_of_dependencies(self):
        found = layers.offences(ROOT, ROWS)
        self.assertEqual([], found, "\n" + "\n".join(found))

    def test_rows_of_the_table_name_only_folders_that_have_a_row(self):
        ours = {word for words in ROWS.values() for word in words if word.split("/")[0] in layers.SOURCES}
        self.assertLessEqual(ours, set(ROWS))


class Offences(unittest.TestCase):
    def test_names_file_and_line_of_an_include_that_goes_up(self):
        found = offences_of({"rules/engine/a.hpp": "", "rules/dates/b.cpp": '#include <map>\n#include "rules/engine/a.hpp"\n'})
        self.assertEqual(['rules/dates/b.cpp:2: "rules/engine/a.hpp": rules/dates may not use rules/engine'], found)

    def test_names_a_library_that_the_row_does_not_list(self):
        found = offences_of({"rules/dates/b.cpp": "#include <boost/asio.hpp>\n"})
        self.assertEqual(["rules/dates/b.cpp:1: <boost/asio.hpp>: rules/dates may not use boost"], found)

    def test_names_input_and_output_of_the_standard_library_in_rules(self):
        found = offences_of({"rules/model/sub/b.hpp": "#include <fstream>\n"})
        self.assertEqual(["rules/model/sub/b.hpp:1: <fstream> is forbidden below rules/"], found)

    def test_names_an_include_that_is_not_written_from_the_root(self):
        found = offences_of({"rules/dates/a.hpp": "", "rules/dates/b.cpp": '#include "rules/dates/c.hpp"\n'})
        self.assertEqual(['rules/dates/b.cpp:1: "rules/dates/c.hpp" is not a path from the root of the repository'], found)

    def test_names_a_neighbour(self):
        found = offences_of({"notifiers/smtp/a.hpp": "", "notifiers/maildir/b.cpp": '#include "notifiers/smtp/a.hpp"'})
        self.assertEqual(['notifiers/maildir/b.cpp:1: "notifiers/smtp/a.hpp": notifiers/maildir may not use notifiers/smtp'], found)

    def test_names_a_folder_below_the_composition_root_without_a_row(self):
        found = offences_of({"daemon/app.cpp": "#include <zip.h>\n", "daemon/extra/a.cpp": "#include <zip.h>\n"})
        self.assertEqual(["daemon/extra/a.cpp:1: allowed_includes.txt has no row for this folder"], found)

    def test_lets_a_subfolder_use_its_folder_and_what_that_may_use(self):
        found = offences_of({
            "rules/model/unit.hpp": "",
            "rules/language/values.hpp": "#include <string>\n#include <fmt/format.h>\n",
            "rules/language/condition/a.cpp": '#include "rules/language/values.hpp"\n#include "rules/model/unit.hpp"\n#include <re2/re2.h>\n',
        })
        self.assertEqual([], found)

    def test_lets_one_file_use_what_its_own_row_says(self):
        found = offences_of({
            "notifiers/smtp/a.hpp": "", "notifiers/registry.hpp": "",
            "notifiers/registry.cpp": '#include "notifiers/registry.hpp"\n#include "notifiers/smtp/a.hpp"\n',
            "notifiers/other.cpp": '#include "notifiers/smtp/a.hpp"\n',
        })
        self.assertEqual(['notifiers/other.cpp:1: "notifiers/smtp/a.hpp": notifiers may not use notifiers/smtp'], found)


if __name__ == "__main__":
    unittest.main()
