"""A small site whose daemon is killed, and what must hold of its store and its mails at any moment."""
import collections
import contextlib
import email
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(os.environ["DONDOC_BUILD_DIR"], "bin")
SOURCE = pathlib.Path(os.environ["DONDOC_SOURCE_DIR"])
FROM, TO = "2026-05-25", "2026-06-14"  # 15 mornings with something to say
ANOTHER_RUNS = 3  # exit code of a daemon that finds its state directory taken

UNITS = """\
roles: {planning-office: phong-kh, leadership: lanh-dao}
units:
  - {id: phong-kh, name: Phòng Kế hoạch, email: kh@so.example}
  - {id: lanh-dao, name: Ban Giám đốc, email: bgd@so.example}
  - {id: don-vi-a, name: Đơn vị A, email: a@so.example, head: {email: truong.a@so.example}, tags: [nhom]}
  - {id: don-vi-b, name: Đơn vị B, email: [b@so.example, b2@so.example], tags: [nhom]}
groups:
  - {id: cac-don-vi, name: Các đơn vị, tagged: nhom}
"""
RULES = """\
reports:
  - {id: thang, title: Báo cáo tháng, basis: 7/KH, from: cac-don-vi, to: phong-kh, period: month, due: ngày 20}
  - {id: 6-thang, title: Báo cáo 6 tháng, basis: 7/KH, from: cac-don-vi, to: phong-kh, period: half-year(1),
     due: trước ngày 10/6}
policies:
  - id: mac-dinh
    match: "true"
    urgent: true                   # so that --once sends at any hour
    remind: {lead: [14d, 7d, 3d, 1wd, 0d], support: [7d]}
    overdue: {lead: every 2wd, until: 30d}
    escalate: [{after: 3wd, to: [unit.head, planning-office]}, {after: 5wd, to: leadership}]
"""
PLAN = """\
TT	Nhiệm vụ	Chủ trì	Phối hợp	Kết quả	Thời hạn
1	Lập danh mục	Đơn vị A	Đơn vị B	Danh mục	Tháng 5/2026
2	Rà soát hồ sơ	Đơn vị B		Báo cáo	trước ngày 10/6/2026
3	Tập huấn	Phòng Kế hoạch	Đơn vị A	Lớp học	ngày 05/6/2026
4	Mua sắm	Các đơn vị		Hợp đồng	ngày 28/5/2026
5	Giám sát	Đơn vị A		Biên bản	Hằng tháng
6	Tổng kết	Phòng Kế hoạch	Đơn vị B	Báo cáo	Quý II/2026
"""
MAILDIR = "{id: mail, kind: maildir, path: ../mail}"


def smtp_channel(port):
    return f"{{id: mail, kind: smtp, host: 127.0.0.1, port: {port}, tls: none, from: don-doc@so.example}}"


class Site:
    """A folder with a configuration, a state directory and a maildir; every path in it is relative."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.config = self.folder / "dondoc.yaml"
        self.database = self.folder / "state/dondoc.db"

    @staticmethod
    def make(folder, channel=MAILDIR):
        site = Site(folder)
        (site.folder / "rules.d").mkdir(parents=True)
        (site.folder / "calendars").mkdir()
        shutil.copy(SOURCE / "etc/calendars/2026.yaml", site.folder / "calendars")
        (site.folder / "units.yaml").write_text(UNITS, encoding="utf-8")
        (site.folder / "rules.d/rules.yaml").write_text(RULES, encoding="utf-8")
        (site.folder / "ke-hoach.tsv").write_text(PLAN, encoding="utf-8")
        site.use(channel)
        return site

    def use(self, channel):
        self.config.write_text("site: {name: Phòng Kế hoạch, mail_from: Đôn đốc <don-doc@so.example>}\n"
                               "state: state\nsimulation: true\nlisten: off\nguard: {gap: 800}\n"
                               f"channels: [{channel}]\n", encoding="utf-8")

    def copy(self, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        return Site(folder)

    def import_command(self):
        return [BIN / "dondoc", "import", "--accept", self.folder / "ke-hoach.tsv"]

    def daemon_command(self, *arguments):
        return [BIN / "dondocd", "--config", self.config, *(arguments or ("--from", FROM, "--to", TO))]

    def start(self, command):
        # A sanitizer's leak check cannot run under strace.
        environment = {**os.environ, "DONDOC_CONFIG": str(self.config), "ASAN_OPTIONS": "detect_leaks=0"}
        return subprocess.Popen([str(word) for word in command], env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")

    def run(self, command):
        """Runs to the end, which must be a good one."""
        with self.start(command) as process:
            said = process.communicate()[0]
        if process.returncode != 0:
            raise AssertionError(f"{command[0]} ended with {process.returncode}:\n{said}")
        return said

    @contextlib.contextmanager
    def store(self):
        """The store as a crash left it, looked at in a copy: opening it would do the recovery that is the daemon's."""
        with tempfile.TemporaryDirectory() as folder:
            for suffix in ("", "-wal"):
                if (file := pathlib.Path(f"{self.database}{suffix}")).exists():
                    shutil.copy(file, folder)
            with contextlib.closing(sqlite3.connect(pathlib.Path(folder, self.database.name))) as database:
                yield database

    def mails(self):
        """Bytes by file name; a name that is in both folders was delivered twice."""
        files = [file for part in ("new", "cur") for file in (self.folder / "mail" / part).glob("*")]
        mails = {file.name: file.read_bytes() for file in files}
        if len(mails) != len(files):
            raise AssertionError("a mail lies in new and in cur")
        return mails

    def take_mails_of(self, other):
        """Puts the other's mails to this site's; how many both had."""
        mine, others = self.mails(), other.mails()
        for name in others:
            os.rename(other.folder / "mail/new" / name, self.folder / "mail/new" / name)
        return len(set(mine) & set(others))


def rows(database, sql, *values):
    return database.execute(sql, values).fetchall()


def column(database, sql, *values):
    return [row[0] for row in rows(database, sql, *values)]


REMINDERS = """SELECT r.key, r.subject, period, version, stage, r.recipient, policy, outcome, late, due_on, day,
               coalesce(m.key, '') FROM reminder r LEFT JOIN message m ON m.id = r.message"""
MESSAGES = "SELECT key, channel, recipient, address, subject_line, reminders, created_at, bytes FROM message"
UNTIED = {
    "reminder without its message": "SELECT key FROM reminder WHERE (outcome = 'send') <> (message IS NOT NULL)",
    "message without outbox row": "SELECT key FROM message WHERE id NOT IN (SELECT message FROM outbox)",
    # Each address of a recipient gets the same digest; its reminders name the first of these messages.
    "message without its reminders": "SELECT key FROM message m WHERE reminders <> (SELECT count(*) FROM reminder r "
                                     "JOIN message n ON n.id = r.message "
                                     "WHERE n.recipient = m.recipient AND n.created_at = m.created_at)",
    "sent without a receipt": "SELECT message FROM outbox WHERE state = 'sent' AND message NOT IN "
                              "(SELECT message FROM receipt WHERE outcome = 'sent')",
    "dead": "SELECT message FROM outbox WHERE state = 'dead'",
}
# What the journal says of the cycles is what is there: no cycle is half in the store.
JOURNAL = """SELECT sum(detail ->> 'reminders'), sum(detail ->> 'messages') FROM event WHERE verb = 'cycle'"""


class Truth:
    """What one run without interruption makes of the site."""

    def __init__(self, site):
        with site.store() as database:
            self.reminders = set(rows(database, REMINDERS))
            self.messages = set(rows(database, MESSAGES))
        self.mails = {row[0]: row[-1] for row in self.messages}

    def faults(self, site):
        """What must hold after any crash, and does not. A list of sentences."""
        if not site.database.exists():
            return []
        with site.store() as database:
            found = [f"integrity: {row[0]}" for row in rows(database, "PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"foreign key: {row}" for row in rows(database, "PRAGMA foreign_key_check")]
            if not rows(database, "SELECT 1 FROM sqlite_schema WHERE name = 'outbox'"):
                return found
            for what, sql in UNTIED.items():
                found += [f"{what}: {name}" for name in column(database, sql)]
            reminders, messages = rows(database, REMINDERS), rows(database, MESSAGES)
            counts = tuple(int(count or 0) for count in rows(database, JOURNAL)[0])
            if counts != (len(reminders), len(messages)):
                found.append(f"the journal counts {counts}, there are {len(reminders)} and {len(messages)}")
            found += [f"a reminder that nobody asked for: {row}" for row in set(reminders) - self.reminders]
            found += [f"a message that nobody asked for: {row[:4]}" for row in set(messages) - self.messages]
            sent = set(column(database, "SELECT key FROM message JOIN outbox ON message = id WHERE state = 'sent'"))
        if (site.folder / "mail").exists():
            mails = site.mails()
            found += [f"sent before it was recorded: {name}" for name in set(mails) - {row[0] for row in messages}]
            found += [f"recorded as sent and not there: {name}" for name in sent - set(mails)]
            found += [f"a torn mail: {name}" for name in mails if mails[name] != self.mails.get(name)]
        return found

    def differences(self, site, maildir=True):
        """How the end of interrupted runs differs from the truth. A list of sentences."""
        found = self.faults(site)
        with site.store() as database:
            reminders, messages = rows(database, REMINDERS), rows(database, MESSAGES)
            found += [f"lost: {row}" for row in self.reminders - set(reminders)]
            found += [f"lost message: {row[:4]}" for row in self.messages - set(messages)]
            found += [f"{count} times: {key}" for key, count in
                      collections.Counter(row[0] for row in reminders + messages).items() if count > 1]
            found += [f"not delivered: {row}" for row in
                      rows(database, "SELECT message, state FROM outbox WHERE state <> 'sent'")]
        if maildir:
            mails = site.mails()
            found += [f"no mail: {name}" for name in set(self.mails) - set(mails)]
            found += [f"left in tmp: {file.name}" for file in (site.folder / "mail/tmp").glob("*")]
            ids = collections.Counter(email.message_from_bytes(mail)["Message-ID"] for mail in mails.values())
            found += [f"{count} mails with {name}" for name, count in ids.items() if count > 1]
        return found

    @staticmethod
    def everything(site):
        """Every row of the store but for the time when somebody was last awake, to see that a run adds nothing."""
        with site.store() as database:
            tables = column(database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            return {table: rows(database, f"SELECT * FROM {table}") for table in tables if table != "alive"}


STEPS = ["openat", "mkdir", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink", "fcntl",
         "close"]
TALK = ["socket", "connect", "sendto", "recvfrom", "pwrite64", "fdatasync", "fcntl"]


class Strace:
    """Kills at the entry of the n-th system call of a kind that a thread makes: nothing of dondoc takes part."""

    @staticmethod
    def works():
        """Containers may forbid ptrace."""
        if not shutil.which("strace"):
            return False
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=openat", "-e",
                   "inject=openat:signal=KILL:when=1", sys.executable, "-c", ""]
        return subprocess.run(command, stderr=subprocess.DEVNULL).returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)

    def __init__(self, site, command, calls):
        """Counts the calls of a run to its end."""
        log = site.folder / "calls"
        site.run(["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(calls), *command])
        counts = collections.Counter()
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            thread, call = line.split(maxsplit=1)
            if "(" in call and not call.startswith(("<", "-", "+")):
                counts[thread, call.partition("(")[0]] += 1
        self.most = {}
        for (_, call), count in counts.items():
            self.most[call] = max(self.most.get(call, 0), count)

    def describe(self):
        return ", ".join(f"{count} {call}" for call, count in sorted(self.most.items()))

    def points(self, count, random):
        """Different places, every kind of call in turn, so that rare ones are not left out."""
        places = {call: random.sample(range(1, most + 1), most) for call, most in sorted(self.most.items())}
        chosen = []
        while places and len(chosen) < count:
            for call in [call for call in places if not places[call]]:
                del places[call]
            chosen += [(call, places[call].pop()) for call in places]
        return chosen[:count]

    def point_between(self, longer, random):
        """A place late in a run with nothing to do, whose calls these are, or a little further."""
        call = random.choice(sorted(longer.most))
        base, most = self.most.get(call, 0), longer.most[call]
        return call, random.randint(max(1, base * 2 // 3), base + max(1, (most - base) // 8))

    @staticmethod
    def kill(site, command, point):
        """What was killed, or None where the run came to its end first."""
        call, number = point
        inject = f"inject={call}:signal=KILL:when={number}"
        with site.start(["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject,
                         *command]) as process:
            said = process.communicate()[0]
        return judge(process.returncode, call, said)


class Stopwatch:
    """Where ptrace is forbidden: kills after a time."""

    def __init__(self, site, command, calls):
        started = time.monotonic()
        site.run(command)
        self.took = time.monotonic() - started

    def describe(self):
        return f"strace may not trace here: kills after times up to {self.took:.3f} s"

    def points(self, count, random):
        return [("time", random.uniform(0, self.took)) for _ in range(count)]

    def point_between(self, longer, random):
        return "time", random.uniform(self.took / 2, self.took + (longer.took - self.took) / 8)

    @staticmethod
    def kill(site, command, point):
        with site.start(command) as process:
            try:
                said = process.communicate(timeout=point[1])[0]
            except subprocess.TimeoutExpired:
                process.kill()
                said = process.communicate()[0]
        return judge(process.returncode, "time", said)


def judge(returncode, what, said):
    if returncode in (-signal.SIGKILL, 128 + signal.SIGKILL):
        return what
    if returncode == 0:
        return None
    raise AssertionError(f"neither killed nor well ended, but {returncode}:\n{said}")
