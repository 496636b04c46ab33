"""A site with thousands of messages, a server with faults, and the books that say why each message was taken how often."""
import collections
import contextlib
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import time

from dondoc_site import BIN, PATIENCE, SOURCE, Site, in_days

POLICY = """\
quiet: none
policies:
  - {id: mac-dinh, match: "true", urgent: true, remind: {lead: [20d]}}
"""
WEATHERS = [("calm", 0), ("calm", 0), ("calm", 0), ("mixed", 0.1), ("busy", 0.6), ("garbage", 0.1), ("drop", 0.1),
            ("withhold", 0.1), ("stall", 0.03)]


def until(look, what, patience=PATIENCE):
    end = time.monotonic() + patience
    while not (found := look()):
        if time.monotonic() > end:
            raise AssertionError(f"{what}: never happened")
        time.sleep(0.001)
    return found


class FaultServer:
    """tests/support/fault_server.py; it may die and come back at the same ports."""

    def __init__(self, log, seed, pause):
        self.log, self.seed, self.pause, self.ports = pathlib.Path(log), seed, pause, (0, 0)
        self.log.touch()
        self.read_to = 0
        self.open = set()
        self.weather = ("calm", 0)
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-B", SOURCE / "tests/support/fault_server.py", "--log", self.log, "--seed", str(self.seed),
             "--pause", str(self.pause), "--ports", *map(str, self.ports)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ports = tuple(map(int, self.process.stdout.readline().split()[1:]))
        self.set_weather(*self.weather)

    def set_weather(self, fault, probability):
        self.weather = (fault, probability)
        self.process.stdin.write(f"{fault} {probability}\n")
        self.process.stdin.flush()

    def die(self):
        self.process.kill()
        self.process.communicate()
        self.seed += 1
        self.news(lost=True)

    def news(self, lost=False):
        """(what, id) of messages taken since the last call. `lost`: its connections ended with the server."""
        with self.log.open("rb") as file:
            file.seek(self.read_to)
            lines = file.read().split(b"\n")
        self.read_to += sum(len(line) + 1 for line in lines[:-1])
        taken = []
        for what, who in (line.decode().split() for line in lines[:-1]):
            if what == "open":
                self.open.add(who)
            elif what == "close":
                self.open.discard(who)
            else:
                taken.append((what, who))
        if lost:
            self.open = set()
        return taken


class Storm(Site):
    """Half of the messages go out as mail, half as webhooks; each unit has four addresses of both."""

    def __init__(self, test, messages, seed, pause=0.004):
        self.chance = random.Random(seed)
        self.units = messages // 8
        super().__init__(test, [], units="units: []\n", rules=POLICY)
        self.server = FaultServer(self.folder / "server.log", seed, pause)
        test.addCleanup(lambda: (self.server.process.kill(), self.server.process.communicate()))
        self.configure([
            {"id": "mail", "kind": "smtp", "host": "127.0.0.1", "port": self.server.ports[0], "tls": "none",
             "from": "don-doc@so.example", "connections": 4, "timeout": "3s"},
            {"id": "hook", "kind": "webhook", "allow_http": "yes", "allow_private": "127.0.0.1", "connections": 4,
             "timeout": "3s"}])
        lines = ["roles: {planning-office: don-vi-0}", "units:"]
        for i in range(self.units):
            mails = ", ".join(f"u{i}-{j}@so.example" for j in range(4))
            hooks = ", ".join(f'{{channel: hook, to: "http://127.0.0.1:{self.server.ports[1]}/{i}/{j}"}}' for j in range(4))
            lines.append(f"  - {{id: don-vi-{i}, name: Đơn vị {i}, email: [{mails}], tags: [nhom], contacts: [{hooks}]}}")
        lines += ["groups:", "  - {id: cac-don-vi, name: Các đơn vị, tagged: nhom}"]
        self.write("units.yaml", "\n".join(lines) + "\n")
        self.import_plan([("Rà soát hồ sơ", "Các đơn vị", "ngày " + in_days(10))])
        self.fall_behind()
        self.log = self.folder / "daemon.log"
        self.clock = self.write("clock", "0")
        self.books = Books(self)

    def start_daemon(self):
        with self.log.open("ab") as log:
            return subprocess.Popen([BIN / "dondocd", "--config", self.config], cwd=self.folder, stderr=log, stdout=log,
                                    stdin=subprocess.DEVNULL, env={**os.environ, **jumping(self.clock)})

    def look(self, sql):
        """The store, read beside whoever writes to it; nothing is recovered or checkpointed by that."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            return database.execute(sql).fetchall()

    def tail(self):
        return self.log.read_text(encoding="utf-8")[-3000:]

    def waiting(self):
        return self.look("SELECT count(*) FROM outbox WHERE next_at IS NOT NULL")[0][0]


SHIM = pathlib.Path(os.environ.get("DONDOC_BUILD_DIR", SOURCE / "build/dev"), "tests/support/libjumping_clock.so")


def jumping(file):
    return {"LD_PRELOAD": str(SHIM), "DONDOC_CLOCK_FILE": str(file)}


class Books:
    """For each message: how often it was taken, and for each time but one why the store did not know of it.

    `by_kill`: taken, and the daemon killed before its receipt was committed: the window that the design names.
    `by_server`: the server took it and did not say so."""

    def __init__(self, storm):
        self.storm = storm
        self.sent, self.retries = set(), {}
        self.taken = collections.Counter()
        self.by_kill = self.by_server = self.kills = self.hits = 0

    def balance(self, taken, killed, server_died):
        """After the daemon's end: what was taken while it ran. A list of sentences about what must not be."""
        wrong = []
        sent = {row[0] for row in self.storm.look(
            "SELECT key FROM message JOIN receipt ON message = id WHERE outcome = 'sent'")}
        retries = dict(self.storm.look(
            "SELECT key, count(*) FROM message JOIN receipt ON message = id WHERE outcome = 'retry' GROUP BY key"))
        events = collections.defaultdict(list)
        for what, key in taken:
            events[key].append(what)
            self.taken[key] += 1
        newly = sent - self.sent
        wrong += [f"{key} has a receipt and was not taken" for key in newly if "took" not in events[key]]
        by_kill = 0
        for key, kinds in events.items():
            if key in self.sent:
                wrong.append(f"{key} was sent although the store knew that it had been")
            if key in newly and "took" in kinds:
                kinds.remove("took")
            lost_answers = server_died and retries.get(key, 0) > self.retries.get(key, 0)
            for kind in kinds:
                if kind == "kept" or lost_answers:
                    self.by_server += 1
                elif killed and key not in newly:
                    by_kill += 1
                else:
                    wrong.append(f"{key} was taken again, and nobody was killed")
        self.by_kill += by_kill
        self.kills += killed
        self.hits += by_kill > 0
        self.sent, self.retries = sent, retries
        return wrong

    def duplicates(self):
        return sum(self.taken.values()) - len(self.taken)
