"""The examples of a Markdown page, run as a reader would run them.

A ```yaml block whose first line is a comment with a file name (`# rules.d/10-bao-cao.yaml`) is that file, from there on; a
block without one is part of a file and is only read. Of a ```console block the lines after `$ ` are commands, what follows
each is what it prints; a line `…` stands for lines that are left out. Commands run in a folder that holds what
the page has written so far.
"""

import json
import os
import pathlib
import re
import subprocess

SOURCE = pathlib.Path(os.environ.get("DONDOC_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
BIN = pathlib.Path(os.environ.get("DONDOC_BUILD_DIR", SOURCE / "build/dev"), "bin")
PATIENCE = 60  # seconds
LEFT_OUT = "…"

FENCE = re.compile(r"^(```+)(\S*)[^\n]*\n(.*?)^\1[ ]*\n", re.MULTILINE | re.DOTALL)
FILE_NAME = re.compile(r"# ((?:[\w.-]+/)*[\w.-]+\.yaml)\n")


class Block:
    """A fenced block and the line on which its text begins."""

    def __init__(self, kind, text, line):
        self.kind, self.text, self.line = kind, text, line

    @property
    def file(self):
        name = FILE_NAME.match(self.text) if self.kind == "yaml" else None
        return name and name[1]


def blocks_of(markdown):
    return [Block(match[2], match[3], markdown.count("\n", 0, match.start(3)) + 1) for match in FENCE.finditer(markdown)]


def commands_of(block):
    """Each command with the lines that it is said to print."""
    found = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
        else:
            raise AssertionError("line %d: a console block begins with a command" % block.line)
    return found


def agrees(shown, printed):
    """Whether what was printed is what the page shows, `…` standing for any number of lines."""
    if not shown:
        return not printed
    if shown[0].strip() == LEFT_OUT:
        return any(agrees(shown[1:], printed[skipped:]) for skipped in range(len(printed) + 1))
    return bool(printed) and shown[0] == printed[0] and agrees(shown[1:], printed[1:])


class Reader:
    """Somebody who follows the page with a site in an empty folder, on a given day."""

    def __init__(self, folder, today):
        self.folder, self.today = pathlib.Path(folder), today
        tools = self.folder.parent / "tools"
        tools.mkdir()
        tool = tools / "dondoc"
        tool.write_text('#!/bin/sh\nexec "%s" --config "%s" --today %s "$@"\n'
                        % (BIN / "dondoc", self.folder / "dondoc.yaml", today))
        tool.chmod(0o755)
        self.environment = {**os.environ, "PATH": "%s:%s" % (tools, os.environ["PATH"]), "NO_COLOR": "1",
                            "SUDO_USER": "ke-hoach"}

    def write(self, block):
        path = self.folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")

    def run(self, command):
        """All lines that it prints, whichever way."""
        done = subprocess.run(["/bin/sh", "-c", command], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=PATIENCE)
        return [line.rstrip() for line in done.stdout.replace(str(self.folder) + "/", "").splitlines()]

    def is_set_up(self):
        return (self.folder / "units.yaml").exists()

    def problems(self):
        """What `dondoc check` has against the folder as it is."""
        answer = json.loads("\n".join(self.run("dondoc --json check")))
        return [problem["message"] for problem in answer["problems"] if problem["level"] == "error"]
