"""rules/ is pure: its objects call nothing of the machine and its targets link only what the layers allow."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import layers

HERE = pathlib.Path(__file__).parent
# What a target of rules/ may link besides other targets of rules/, and the name of it in allowed_includes.txt.
LINK_NAMES = {"fmt::fmt": "fmt", "ICU::uc": "unicode", "ICU::i18n": "unicode", "yaml-cpp": "yaml-cpp", "PkgConfig::re2": "re2"}


def forbidden():
    lines = (HERE / "rules_symbols.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and line[0] != "#"))


def calls(objects):
    """The undefined symbols of object files and archives, demangled and without symbol versions."""
    lines = subprocess.run(["nm", "--undefined-only", "--demangle", "--format=posix", objects],
                           check=True, capture_output=True, text=True).stdout.splitlines()
    return {line.rsplit(" U", 1)[0].split("@")[0] for line in lines if re.search(r" U( |$)", line)}


def impure(objects):
    return sorted(name for name in calls(objects) if forbidden().fullmatch(name))


class Rules(unittest.TestCase):
    libraries = os.environ["DONDOC_RULES"].split()  # NAME=ARCHIVE=LINK,LINK...

    def test_call_no_file_clock_environment_or_network(self):
        found = {name: bad for name, archive, _ in map(lambda l: l.split("="), self.libraries) if (bad := impure(archive))}
        self.assertEqual({}, found)

    def test_link_only_what_the_table_of_layers_allows(self):
        rows = layers.read_table(HERE / "allowed_includes.txt")
        for name, _, links in (library.split("=") for library in self.libraries):
            allowed = rows[name.replace("_", "/", 1)] | layers.EVERYWHERE
            for link in filter(None, links.split(",")):
                ours = re.fullmatch(r"dondoc::rules_(\w+)", link)
                meaning = f"rules/{ours[1]}" if ours else LINK_NAMES.get(link, link)
                with self.subTest(library=name, link=link):
                    self.assertTrue(link == "dondoc_options" or meaning in allowed, f"{name} may not link {link}")


class Check(unittest.TestCase):
    def impure_calls_of(self, source):
        with tempfile.TemporaryDirectory() as folder:
            code, made = pathlib.Path(folder, "a.cpp"), pathlib.Path(folder, "a.o")
            code.write_text(source, encoding="utf-8")
            subprocess.run([os.environ["CXX"], "-std=c++20", "-O1", "-c", str(code), "-o", str(made)], check=True)
            return impure(str(made))

    def test_sees_a_clock_read(self):
        found = self.impure_calls_of("#include <chrono>\nauto f() { return std::chrono::system_clock::now(); }\n")
        self.assertEqual(["std::chrono::_V2::system_clock::now()"], found)

    def test_sees_a_file_and_the_environment(self):
        found = self.impure_calls_of("#include <cstdio>\n#include <cstdlib>\nauto f() { return std::fopen(std::getenv(\"A\"), \"r\"); }\n")
        self.assertEqual(["fopen", "getenv"], found)

    def test_lets_strings_and_arithmetic_pass(self):
        found = self.impure_calls_of("#include <string>\nstd::string f(int n) { return std::to_string(n) + \"!\"; }\n")
        self.assertEqual([], found)


if __name__ == "__main__":
    unittest.main()
