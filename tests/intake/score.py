#!/usr/bin/python3
"""What `dondoc import --dry-run --json` reads of the real plans, compared with their hand-made gold labels.

    python3 score.py [NAME.EXT...]    prints the scores and each difference

Rows are paired by their words, not by their number, so that one lost row costs one row. The environment says where
things are: DONDOC_BUILD_DIR (bin/ in it), DONDOC_SHARED (the plans).
"""

import collections
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

SOURCE = pathlib.Path(os.environ.get("DONDOC_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
BIN = pathlib.Path(os.environ.get("DONDOC_BUILD_DIR", SOURCE / "build/dev"), "bin")
PLANS = pathlib.Path(os.environ.get("DONDOC_SHARED", SOURCE / "../shared")) / "plans"
DISPUTED = pathlib.Path(__file__).with_name("disputed.md")
NAMES = ("bn-142", "bn-200", "bn-683", "ls-72", "nb-syt")
KINDS = ("docx", "xlsx", "txt")
PARTS = ("tasks", "reports", "indicators")
ALIKE = 0.6  # of two rows' words, for them to be paired at all

Difference = collections.namedtuple("Difference", "file part row field gold ours standing")


def squeeze(value):
    return " ".join(unicodedata.normalize("NFC", str(value or "")).split())


def records(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"))) for line in lines[1:] if line]


def read(path):
    """What dondoc reads of a file, in an empty folder and without any configuration of the caller's."""
    environment = {name: value for name, value in os.environ.items() if name != "DONDOC_CONFIG"}
    with tempfile.TemporaryDirectory() as folder:
        answer = subprocess.run([BIN / "dondoc", "import", path.resolve(), "--dry-run", "--json"], cwd=folder,
                                env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120,
                                check=False)
    return json.loads(answer.stdout)


def split_cells():
    cells = collections.defaultdict(list)
    for record in records(PLANS / "cells.tsv"):
        cells[record["cell"]].append(record["unit"])
    return cells


# Deadlines and duties in the gold's words.

def recurrence(value):
    if isinstance(value, dict):
        return {"week": "weekly", "month": "monthly", "quarter": "quarterly", "half-year": "half-yearly",
                "nine-months": "nine-monthly", "year": "yearly"}[value["period"]]
    return value or "none"


def deadline_fields(deadline, prefix=""):
    if not deadline:
        return dict.fromkeys((prefix + name for name in ("kind", "start", "due", "recurrence", "condition")), "")
    words = deadline.get("text", deadline.get("words"))
    kind = "unknown" if deadline["kind"] == "unresolved" and words else deadline["kind"]
    return {prefix + "kind": kind, prefix + "start": deadline["start"], prefix + "due": deadline["due"],
            prefix + "recurrence": recurrence(deadline["recurrence"]), prefix + "condition": deadline["condition"]}


def task_of(ours):
    central = ours["central"]
    then = ours["deadline"].get("then", "continuous" if ours["deadline"].get("then_continuous") else "")
    return {"ordinal": ours["ordinal"], "section": ours["section"], "title": ours["title"],
            "lead": ours["lead_words"], "support": ours["support_words"], "deliverable": ours["deliverable"],
            "deadline_text": ours["deadline"].get("text", ours["deadline"].get("words")), **deadline_fields(ours["deadline"]),
            "then": then, "central_text": central and central.get("text", central.get("words")),
            **deadline_fields(central, "central_"), "source_note": ours["note"],
            "lead names": " | ".join(ours["lead"]), "support names": " | ".join(ours["support"])}


def gold_tasks(name, cells):
    rows = []
    for gold in records(PLANS / f"{name}.tasks.tsv"):
        rows.append({**gold, "then": "continuous" if "then continuous" in gold["notes"].split("central:")[0] else "",
                     "lead names": " | ".join(cells[gold["lead"]]),
                     "support names": " | ".join(cells[gold["support"]])})
    return rows


def report_of(ours):
    return {name: ours[name] for name in ("clause", "reporter", "recipient", "via", "period", "due", "forward_to")} | {
        "due_text": ours["due_words"], "source_sentence": ours["text"]}


def number(text):
    try:
        return f"{float(text):g}"
    except (TypeError, ValueError):
        return squeeze(text)


def value_of(target):
    value = target["value"]
    return "text:" + squeeze(value) if isinstance(value, str) else number(value)


def signed(target):
    return ("" if target["comparator"] == "=" else target["comparator"]) + value_of(target)


def targets(ours):
    return ";".join(f"{target['year']}={target['comparator']}{value_of(target)}" for target in ours)


def indicator_of(ours):
    return {"ordinal": ours["ordinal"], "group": ours["group"], "name": ours["name"], "unit": ours["unit"],
            "baseline": ";".join(signed(target) for target in ours["baseline"]), "targets": targets(ours["targets"]),
            "owner": ours["owner"], "advisor": ours["advisor"]}


def gold_indicators(name):
    rows = []
    for gold in records(PLANS / f"{name}.indicators.tsv"):
        wanted = []
        for target in filter(None, gold["targets"].split(";")):
            year, sign, value = re.fullmatch(r"(\d+)=(>=|<=|=|>|<)(.*)", target).groups()
            wanted.append(f"{year}={sign}{value if value.startswith('text:') else number(value)}")
        sign, baseline = re.fullmatch(r"([<>=]*)(.*)", gold["baseline"]).groups()
        rows.append({**gold, "targets": ";".join(wanted), "baseline": sign + number(baseline)})
    return rows


# Pairing and comparing.

def alike(a, b):
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def report_likeness(gold, ours):
    """Duties of one sentence differ in their time only, so it decides between them."""
    there, here = squeeze(gold["source_sentence"]).casefold(), squeeze(ours["source_sentence"]).casefold()
    same = 1.0 if there in here or here in there else alike(there, here)
    return same + 0.5 * (gold["period"] == ours["period"]) + 0.2 * (gold["due"] == squeeze(ours["due"]))


def row_likeness(words):
    def likeness(gold, ours):
        there, here = squeeze(gold[words]).casefold(), squeeze(ours[words]).casefold()
        same = 1.0 if there == here else alike(there, here)
        return same + 0.1 * (squeeze(gold["ordinal"]) == squeeze(ours["ordinal"]))
    return likeness


def pair(gold, ours, likeness):
    """Pairs of positions, the most alike first; in the order of the document where that does not tell."""
    found = sorted(((-likeness(g, o), abs(i - j), i, j) for i, g in enumerate(gold) for j, o in enumerate(ours)))
    partner, taken = {}, set()
    for minus, _, i, j in found:
        if -minus >= ALIKE and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return partner, taken


def leniency(notes, kind):
    marks = {"AMBIGUOUS", "INFERRED"} | ({"AMBIGUOUS-TXT", "INFERRED-TXT"} if kind == "txt" else set())
    return any(re.search(rf"(^|; |: ){mark}\b(?!-)", notes) for mark in marks)


FIELDS = {
    "tasks": ("ordinal", "section", "title", "lead", "support", "lead names", "support names", "deliverable",
              "deadline_text", "kind", "start", "due", "recurrence", "condition", "then", "central_text",
              "central_kind", "central_start", "central_due", "central_recurrence", "central_condition",
              "source_note"),
    "reports": ("clause", "reporter", "recipient", "via", "period", "due", "forward_to", "source_sentence"),
    "indicators": ("ordinal", "group", "name", "unit", "baseline", "targets", "owner", "advisor"),
}
LIKENESS = {"tasks": row_likeness("title"), "reports": report_likeness, "indicators": row_likeness("name")}


def several(text):
    """The gold joins with a semicolon what a sentence joins with a comma or "và"."""
    return re.split(r"; |, | và ", text.casefold())


def equal(field, gold, ours):
    there, here = squeeze(gold), squeeze(ours)
    if field == "clause":  # "(closing)" is the labeller's word for what stands behind the last point
        return re.sub(r" \(closing[^)]*\)$", "", there) == here
    if field == "forward_to":
        return several(there) == several(here)
    if field == "source_sentence":
        return there.casefold() in here.casefold() or here.casefold() in there.casefold() != ""
    if field in ("reporter", "recipient", "via"):  # a sentence begins with a capital
        return there.casefold() == here.casefold()
    return there == here


class Score:
    """Right values and all values, for each field of a part of one file; and what differed."""

    def __init__(self):
        self.right = collections.Counter()
        self.all = collections.Counter()
        self.differences = []

    def share(self, field=None):
        right, total = (sum(self.right.values()), sum(self.all.values())) if field is None else (
            self.right[field], self.all[field])
        return right / total if total else 1.0

    def failing(self):
        return [difference for difference in self.differences if difference.standing == "wrong"]


def compare(file, part, gold, ours, disputed):
    score = Score()
    kind = file.rsplit(".", 1)[1]
    partner, taken = pair(gold, ours, LIKENESS[part])

    def differs(row, field, there, here, lenient):
        standing = "lenient" if lenient else "wrong"
        for entry in disputed:
            if entry.covers(file, part, row, field, there, here):
                entry.used = True
                standing = "disputed"
        score.right[field] += standing != "wrong"
        score.differences.append(Difference(file, part, row, field, there, here, standing))

    for i, row in enumerate(gold):
        key = squeeze(row.get("seq") or row.get("clause"))
        lenient = leniency(row["notes"], kind)
        score.all["found"] += 1
        if i not in partner:
            words = squeeze(row.get("title") or row.get("name") or row.get("source_sentence"))
            differs(key, "found", words, "", lenient and part == "reports")  # a row of a table is there or not
            continue
        score.right["found"] += 1
        for field in FIELDS[part]:
            there, here = squeeze(row[field]), squeeze(ours[partner[i]][field])
            score.all[field] += 1
            if equal(field, there, here):
                score.right[field] += 1
            else:
                differs(key, field, there, here, lenient)
    for j, row in enumerate(ours):
        if j not in taken:
            score.all["invented"] += 1
            words = squeeze(row.get("title") or row.get("name") or row.get("source_sentence"))
            differs(f"+{j + 1}", "invented", "", words, False)
    return score


class Disputed:
    """A row of disputed.md: a label that we read otherwise, with the reason."""

    def __init__(self, file, part, row, field, gold, ours, reason):
        self.file, self.part, self.row, self.field = file, part, row, field
        self.gold, self.ours, self.reason = squeeze(gold), squeeze(ours), reason
        self.used = False

    def covers(self, file, part, row, field, gold, ours):
        return (self.file in (file, file.rsplit(".", 1)[0]) and (self.part, self.row, self.field) == (part, row, field)
                and (self.gold, self.ours) == (gold, ours))


def disputed_rows(path=DISPUTED):
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 7 and cells[0] != "file" and not set(cells[0]) <= set("-: "):
            rows.append(Disputed(*cells))
    return rows


def plan_files():
    return [path.name for path in (PLANS / f"{name}.{kind}" for name in NAMES for kind in KINDS) if path.exists()]


def parts_of(file):
    """A workbook holds the appendices only: it has no sentences. Which plans have a table of indicators."""
    name, kind = file.rsplit(".", 1)
    return [part for part in PARTS if not (part == "reports" and kind == "xlsx")
            and not (part == "indicators" and not (PLANS / f"{name}.indicators.tsv").exists())]


def score_file(file, disputed, cells=None):
    """Part to Score. A file that is refused has read nothing."""
    name = file.rsplit(".", 1)[0]
    answer = read(PLANS / file)
    gold = {"tasks": lambda: gold_tasks(name, cells or split_cells()),
            "reports": lambda: records(PLANS / f"{name}.reporting.tsv"),
            "indicators": lambda: gold_indicators(name)}
    ours = {"tasks": [task_of(row) for row in answer.get("assignments", [])],
            "reports": [report_of(row) for row in answer.get("reports", [])],
            "indicators": [indicator_of(row) for row in answer.get("indicators", [])]}
    scores = {part: compare(file, part, gold[part](), ours[part], disputed) for part in parts_of(file)}
    return scores, answer.get("error")


def tell(file, scores, error):
    """Lines for people: a part a line with its total, then the fields that are not whole."""
    lines = [f"{file}: {error}"] if error else []
    for part, score in scores.items():
        rows = score.all["found"]
        less = ", ".join(f"{field} {score.right[field]}/{score.all[field]}" for field in score.all
                         if score.right[field] != score.all[field])
        standing = collections.Counter(difference.standing for difference in score.differences)
        marks = "".join(f", {standing[word]} {word}" for word in ("lenient", "disputed") if standing[word])
        lines.append(f"{file:12} {part:10} {rows:3} rows {100 * score.share():6.2f} %{marks}"
                     + (f"  less than all: {less}" if less else ""))
    return lines


def main():
    disputed, cells = disputed_rows(), split_cells()
    for file in sys.argv[1:] or plan_files():
        scores, error = score_file(file, disputed, cells)
        print("\n".join(tell(file, scores, error)))
        for score in scores.values():
            for one in score.differences:
                print(f"    {one.standing:8} {one.part} row {one.row} {one.field}: "
                      f"'{one.ours}', gold '{one.gold}'")


if __name__ == "__main__":
    main()
