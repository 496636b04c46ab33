"""Lines of rule files, each broken in one way: what a slip of an editor or of a tired person makes of them.

The choice follows from a seed and the files alone, so that a survivor can be looked at again.
"""

import random
import re

UNITS = {"d": "wd", "wd": "d"}
OPERATORS = [(">=", ">"), ("<=", "<"), ("==", "!="), ("!=", "=="), ("||", "&&"), ("&&", "||"), (" > ", " >= "), (" < ", " <= ")]
WORDS = {"trước": "đến", "chậm nhất": "trước", "lead": "support", "support": "lead", "month": "quarter", "quarter": "month",
         "year": "quarter", "half-year(1)": "half-year(2)", "previous": "next", "next": "previous", "none": "next",
         "tiếp theo": "trước", "cuối": "đầu", "đầu": "cuối", "unit.head": "unit.parent", "planning-office": "leadership",
         "leadership": "planning-office", "recipient": "collector", "collector": "recipient", "warning": "critical",
         "critical": "warning", "true": "false", "mail": "male", "single": "daily", "until": "limit"}


class Line:
    """A line that says something, split where its remark begins."""

    def __init__(self, path, number, text):
        self.path, self.number, self.text = path, number, text
        remark = re.search(r"\s+#(?=\s)", text)
        self.said = text[:remark.start()] if remark else text
        self.remark = text[len(self.said):]

    @property
    def key(self):
        return re.match(r"([\s-]*)([\w-]+)(:(?:\s|$))", self.said)

    @property
    def value_begins(self):
        return self.key.end() if self.key else len(self.said) - len(self.said.lstrip(" -"))


def spots(pattern, line):
    """Where a pattern stands in the value of a line."""
    return [match for match in re.finditer(pattern, line.said) if match.start() >= line.value_begins]


def replaced(line, begin, end, text):
    return line.said[:begin] + text + line.said[end:] + line.remark


def drop(line, chance, units):
    return ""


def number(line, chance, units):
    found = spots(r"\d+", line)
    if not found:
        return None
    match = chance.choice(found)
    changed = int(match[0]) + chance.choice([1, -1, 2])
    return replaced(line, match.start(), match.end(), str(abs(changed)).zfill(len(match[0])))


def unit(line, chance, units):
    found = spots(r"(?<=\d)(wd|d)\b", line)
    if not found:
        return None
    match = chance.choice(found)
    return replaced(line, match.start(), match.end(), UNITS[match[0]])


def operator(line, chance, units):
    found = [(line.said.find(old), old, new) for old, new in OPERATORS if old in line.said[line.value_begins:]]
    if not found:
        return None
    at, old, new = chance.choice(found)
    return replaced(line, at, at + len(old), new)


def word(line, chance, units):
    found = [match for known in WORDS for match in spots(r"(?<![\w.-])%s(?![\w.-])" % re.escape(known), line)]
    if not found:
        return None
    match = chance.choice(found)
    return replaced(line, match.start(), match.end(), WORDS[match[0]])


def letter(line, chance, units):
    """Two neighbours of a word of the value change places."""
    found = [match for match in spots(r"[^\W\d_]{3,}", line) if len(set(match[0])) > 1]
    if not found:
        return None
    match = chance.choice(found)
    places = [i for i in range(len(match[0]) - 1) if match[0][i] != match[0][i + 1]]
    at = match.start() + chance.choice(places)
    return replaced(line, at, at + 2, line.said[at + 1] + line.said[at])


def word_more_or_less(line, chance, units):
    """A word of the value is left out, or has a letter more."""
    found = spots(r"[^\W\d_]{2,}", line)
    if not found:
        return None
    match = chance.choice(found)
    return replaced(line, match.start(), match.end(), chance.choice(["", match[0] + "x"]))


def confusion(line, chance, units):
    """A unit or group is taken for another one."""
    found = [match for match in spots(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])", line) if match[0] in units]
    if not found:
        return None
    match = chance.choice(found)
    return replaced(line, match.start(), match.end(), chance.choice([unit for unit in units if unit != match[0]]))


def key(line, chance, units):
    """A key loses a letter."""
    if not line.key or len(line.key[2]) < 3:
        return None
    at = line.key.start(2) + chance.randrange(len(line.key[2]))
    return replaced(line, at, at + 1, "")


def indentation(line, chance, units):
    if not line.said.startswith("  "):
        return None
    return line.text[1:] if chance.random() < 0.5 else " " + line.text


def item(line, chance, units):
    """A list loses one of its items."""
    found = spots(r"\[[^\][{}]+,[^\][{}]+\]", line)
    if not found:
        return None
    match = chance.choice(found)
    items = match[0][1:-1].split(",")
    items.pop(chance.randrange(len(items)))
    return replaced(line, match.start(), match.end(), "[%s]" % ",".join(items).strip())


KINDS = [drop, number, unit, operator, word, letter, word_more_or_less, confusion, key, indentation, item]


class Mutant:
    def __init__(self, line, kind, text):
        self.line, self.kind, self.text = line, kind.__name__, text

    def __str__(self):
        return "%s:%d: %s\n  - %s\n  + %s" % (self.line.path.name, self.line.number, self.kind, self.line.text.rstrip("\n"),
                                             self.text.rstrip("\n") or "(nothing)")


def lines_of(paths):
    """All lines but those that only remark something."""
    found = []
    for path in sorted(paths):
        for number_, text in enumerate(path.read_text(encoding="utf-8").splitlines(keepends=True), 1):
            if text.strip() and not text.lstrip().startswith("#"):
                found.append(Line(path, number_, text))
    return found


def choose(paths, units, seed, count):
    """So many different lines, each broken in a way that it can be broken in; every way has the same chance. `units` are ids."""
    chance = random.Random(seed)
    lines = lines_of(paths)
    chance.shuffle(lines)
    mutants = []
    for line in lines[:count]:
        kinds = chance.sample(KINDS, len(KINDS))
        made = ((kind, kind(line, chance, units)) for kind in kinds)
        kind, text = next((kind, text) for kind, text in made if text is not None and text != line.text)
        mutants.append(Mutant(line, kind, text))
    return mutants
