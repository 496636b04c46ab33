"""A site of dondoc in a temporary folder, and the real programs and servers around it.

Everything that a test waits for is an event with a deadline: a line that a process prints, an answer, an end. The
environment says where things are: DONDOC_BUILD_DIR (bin/ in it), DONDOC_SOURCE_DIR, DONDOC_SHARED (the real plans).
"""

import atexit
import base64
import contextlib
import datetime
import email
import email.policy
import functools
import json
import os
import pathlib
import secrets
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request

SOURCE = pathlib.Path(os.environ.get("DONDOC_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
BIN = pathlib.Path(os.environ.get("DONDOC_BUILD_DIR", SOURCE / "build/dev"), "bin")
SHARED = pathlib.Path(os.environ.get("DONDOC_SHARED", SOURCE / "../shared"))
PATIENCE = 60  # seconds; no event takes so long, however busy the machine is
LONG_PATIENCE = 300  # for a year of simulated days

UNITS = """\
roles: {planning-office: phong-khtc}
units:
  - {id: phong-khtc, name: Phòng Kế hoạch, email: khtc@so.example}
  - {id: don-vi-a, name: Đơn vị A, email: a@so.example}
  - {id: don-vi-b, name: Đơn vị B, email: b@so.example}
"""

POLICY = """\
quiet: none
policies:
  - id: mac-dinh
    match: "true"
    send_at: "08:00"
    remind: {lead: [30d, 7d, 1d]}
"""


class Child:
    """A process whose lines (of both outputs, or of one) are read as they come."""

    def __init__(self, test, command, **options):
        options.setdefault("stderr", subprocess.STDOUT)
        self.process = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, text=True, **options)
        self.lines = []
        self.ended = False
        self.news = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        test.addCleanup(self.stop)

    def _read(self):
        for line in self.process.stdout:
            with self.news:
                self.lines.append(line.rstrip("\n"))
                self.news.notify_all()
        with self.news:
            self.ended = True
            self.news.notify_all()

    def wait_for(self, find, what):
        """What `find` makes of the lines, as soon as it is true."""
        with self.news:
            self.news.wait_for(lambda: find(self.lines) or self.ended, PATIENCE)
            found = find(self.lines)
            if found:
                return found
            raise AssertionError("%s: not seen in:\n%s" % (what, "\n".join(self.lines)))

    def wait_for_line(self, part):
        return self.wait_for(lambda lines: next((line for line in lines if part in line), None), part)

    def wait(self):
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()


class TestServer(Child):
    """One of tests/support: its log is its output."""

    def __init__(self, test, script, *options):
        super().__init__(test, ["/usr/bin/python3", "-B", SOURCE / "tests/support" / script, "--log", "/dev/stdout",
                                *options])
        self.port = int(self.wait_for_line("listening ").split()[1])

    def entries(self):
        with self.news:
            return [json.loads(line) for line in self.lines if line.startswith("{")]

    def wait_for_entries(self, count, **facts):
        """The first `count` log entries or more that have these facts."""
        def find(lines):
            entries = [json.loads(line) for line in lines if line.startswith("{")]
            fitting = [entry for entry in entries if facts.items() <= entry.items()]
            return fitting if len(fitting) >= count else None
        return self.wait_for(find, "%d entries with %s" % (count, facts))


class MailServer(TestServer):
    """tests/support/smtp_server.py; with `secure`, it asks for STARTTLS and a login."""

    def __init__(self, test, *options, secure=None):
        if secure:
            options += ("--starttls", secure.certificate, secure.key, "--auth", "don-doc:" + secure.password)
        super().__init__(test, "smtp_server.py", *options)
        self.secure = secure

    def channel(self, name="mail", **settings):
        lines = {"id": name, "kind": "smtp", "host": "127.0.0.1", "port": self.port, "from": "don-doc@so.example"}
        if self.secure:
            lines.update(user="don-doc", ca_file=self.secure.certificate, password_file="mail.password")
        else:
            lines["tls"] = "none"
        return {**lines, **settings}

    def messages(self):
        return [Mail(entry) for entry in self.entries() if entry["event"] == "message"]


class Mail:
    """A message as the server took it, read by Python's own parser."""

    def __init__(self, entry):
        self.entry = entry
        self.to = entry["to"]
        self.parsed = email.message_from_bytes(base64.b64decode(entry["base64"]), policy=email.policy.default)
        self.day = self.parsed["Date"].datetime.date().isoformat()  # in the sender's zone
        self.text = self.parsed.get_body(("plain",)).get_content().replace("\r\n", "\n")
        self.html = self.parsed.get_body(("html",)).get_content()


class WebhookSink(TestServer):
    """tests/support/http_sink.py with a signing key of its own."""

    def __init__(self, test, *options):
        self.secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
        super().__init__(test, "http_sink.py", "--secret", self.secret, *options)

    def url(self, path):
        return "http://127.0.0.1:%d/%s" % (self.port, path)

    def channel(self, name="hook", **settings):
        return {"id": name, "kind": "webhook", "allow_http": "yes", "allow_private": "127.0.0.1",
                "secret_file": name + ".secret", **settings}


class Secure:
    """A certificate for 127.0.0.1, its key, and a password; made once."""

    def __init__(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="dondoc-tls-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        self.certificate, self.key = str(folder / "certificate.pem"), str(folder / "key.pem")
        self.password = secrets.token_urlsafe(16)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-batch",
                        "-keyout", self.key, "-out", self.certificate], check=True, capture_output=True)


secure = functools.lru_cache(maxsize=None)(Secure)


class Result:
    def __init__(self, process):
        self.code, self.out, self.err = process.returncode, process.stdout, process.stderr


class Site:
    """dondoc.yaml, units.yaml, rules.d and calendars in a temporary folder."""

    def __init__(self, test, channels, units=UNITS, rules=POLICY, calendars=True, listen="off"):
        self.test = test
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dondoc-site-"))
        test.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.write("units.yaml", units)
        self.write("rules.d/rules.yaml", rules)
        if calendars:
            shutil.copytree(SOURCE / "etc/calendars", self.folder / "calendars")
        self.listen = listen
        self.extra = {}  # more of dondoc.yaml
        self.configure(channels)

    @property
    def config(self):
        return self.folder / "dondoc.yaml"

    @property
    def database(self):
        return self.folder / "state/dondoc.db"

    def configure(self, channels):
        """YAML is written as JSON, which it contains."""
        self.write("dondoc.yaml", json.dumps({
            "site": {"name": "Sở mẫu", "mail_from": "Phòng Kế hoạch <don-doc@so.example>"},
            "state": "state", "simulation": True, "listen": self.listen, "channels": channels, **self.extra}, indent=1))

    def write(self, name, text, mode=0o644):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        path.chmod(mode)
        return path

    def write_plan(self, rows, name="ke-hoach.csv"):
        """A plan with a row per (title, lead, deadline)."""
        def quoted(cell):
            return '"%s"' % cell.replace('"', '""')
        lines = [["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]]
        lines += [[str(number), *row] for number, row in enumerate(rows, 1)]
        return self.write(name, "".join(",".join(map(quoted, line)) + "\n" for line in lines))

    def import_plan(self, rows, name="ke-hoach.csv"):
        """The plan's key; each of its rows must be an assignment."""
        answer = self.json("import", "--accept", self.write_plan(rows, name))
        self.test.assertEqual(len(rows), len(answer["assignments"]), answer)
        return answer["plan"]["id"]

    def run(self, program, *words):
        return Result(subprocess.run([BIN / program, "--config", self.config, *map(str, words)], cwd=self.folder,
                                     stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
                                     timeout=LONG_PATIENCE))

    def dondoc(self, *words):
        return self.run("dondoc", *words)

    def dondocd(self, *words):
        return self.run("dondocd", *words)

    def json(self, *words):
        """The answer of a command that must go well."""
        result = self.dondoc("--json", *words)
        self.test.assertEqual(0, result.code, result.out + result.err)
        return json.loads(result.out)

    def simulate(self, first, last):
        """The daemon over simulated days, to their end; its log."""
        result = self.dondocd("--from", first, "--to", last)
        self.test.assertEqual(0, result.code, result.err)
        return result.err

    def fall_behind(self):
        """What was due in the last weeks is sent as soon as the daemon starts. It was seen awake until now, so nobody speaks of
        a gap."""
        weeks_ago = datetime.date.today() - datetime.timedelta(30)
        result = self.dondocd("--once", "--from", weeks_ago, "--to", weeks_ago)
        self.test.assertEqual(0, result.code, result.err)
        with contextlib.closing(sqlite3.connect(self.database)) as database, database:
            database.execute("UPDATE alive SET at = ?", (int(time.time()),))

    def start(self, **environment):
        return Daemon(self.test, self, environment)

    def deliveries(self, **facts):
        return [row for row in self.json("deliveries") if facts.items() <= row.items()]


class Daemon(Child):
    """dondocd on the real clock."""

    def __init__(self, test, site, environment):
        self.port = None
        super().__init__(test, [BIN / "dondocd", "--config", site.config], cwd=site.folder,
                         env={**os.environ, **environment})

    def signal(self, number):
        self.process.send_signal(number)

    def terminate(self):
        self.signal(signal.SIGTERM)
        return self.wait()


def get(port, path):
    """Status, body of a GET to this machine; no proxy of the environment is asked."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open("http://127.0.0.1:%d%s" % (port, path), timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def in_days(days):
    """A day from today on, as documents write it, for tests on the real clock."""
    day = datetime.date.today() + datetime.timedelta(days)
    return "%d/%d/%d" % (day.day, day.month, day.year)


def eventually(look, what):
    """For what no process announces: looks again until it is so."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError(what + ": never happened")


def needs_shared_plans(case):
    reason = "the real plans are not here: ../shared/plans is missing (set DONDOC_SHARED)"
    return unittest.skipUnless((SHARED / "plans").is_dir(), reason)(case)
