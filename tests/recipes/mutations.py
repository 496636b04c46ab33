"""Ways in which somebody may spoil a line of a rule file without noticing."""

import re

NUMBER = re.compile(r"\d+")
OFFSET = re.compile(r"\b(\d+)(wd|d)\b")
WORD = re.compile(r"[^\W\d_]{2,}")
ID = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")
VALUE = re.compile(r"\s*(?:- )?[\w-]+: ")
SWAPPED = [(">=", ">"), (">=", "<="), ("&&", "||"), ("||", "&&"), ("==", "!="), (" < ", " <= "), (" < ", " > "), (" > ", " >= "),
           (" > ", " < "), ("previous", "next"), ("next", "previous"), ("critical", "warning"), ("single", "daily"),
           ("planning-office", "leadership"), ("unit.head", "unit.parent"), ("recipient", "collector"),
           ("collector", "recipient"), ("until", "limit"), ("support", "lead")]


def without_comment(line):
    return re.sub(r"(^|\s+)# .*", "", line)


def replaced(line, match, text):
    return line[:match.start()] + text + line[match.end():]


def mutants(line, ids):
    """Each spoiled form of the line; None is the line left out. `ids` are names that another can be mistaken for."""
    line = without_comment(line)
    yield None
    for match in NUMBER.finditer(line):
        for number in (int(match[0]) + 1, int(match[0]) - 1):
            if number >= 0:
                yield replaced(line, match, str(number).zfill(len(match[0])))
    for match in OFFSET.finditer(line):
        yield replaced(line, match, match[1] + ("d" if match[2] == "wd" else "wd"))
    for written, other in SWAPPED:
        if written in line:
            yield line.replace(written, other, 1)
    begin = VALUE.match(line)
    for match in WORD.finditer(line, begin.end() if begin else len(line)):
        yield replaced(line, match, "")
        yield replaced(line, match, match[0] + "x")
    for match in ID.finditer(line):
        if match[0] in ids:
            yield replaced(line, match, ids[(ids.index(match[0]) + 1) % len(ids)])
