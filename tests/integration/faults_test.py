"""What the machine does to the daemon: a full disk, a disk that may only be read, a clock that is a year off.

The disk is a small tmpfs in a mount namespace of its own: no root is needed, but namespaces must be allowed.
"""
import datetime
import os
import pathlib
import signal
import subprocess
import sys
import unittest

from dondoc_site import BIN, Site, in_days
from storm_site import Storm, jumping, until

YEAR = 366 * 86400
MESSAGES = 480


def namespaces_work():
    return subprocess.run(["unshare", "-r", "-m", "true"], capture_output=True).returncode == 0


class Namespace:
    """A process that holds a mount namespace open; others enter it."""

    def __init__(self, test, script, *words):
        self.holder = subprocess.Popen(["unshare", "-r", "-m", "sh", "-ec", script + "; echo ready; exec sleep 3600", "sh",
                                        *map(str, words)], stdout=subprocess.PIPE, text=True)
        test.addCleanup(self.close)
        test.assertEqual("ready\n", self.holder.stdout.readline())

    def close(self):
        self.holder.kill()
        self.holder.communicate()

    def enter(self):
        return ["nsenter", "-t", str(self.holder.pid), "-U", "-m", "--preserve-credentials"]

    def inside(self, path):
        """The path as the namespace sees it, for this program."""
        return pathlib.Path(f"/proc/{self.holder.pid}/root{path}")


def start(storm, prefix=(), **environment):
    with storm.log.open("ab") as log:
        return subprocess.Popen([*prefix, BIN / "dondocd", "--config", storm.config], cwd=storm.folder, stderr=log,
                                stdout=log, stdin=subprocess.DEVNULL, env={**os.environ, **environment})


def fill(ballast):
    """Takes what space there is."""
    size = 1 << 20
    with ballast.open("wb", buffering=0) as file:
        while size >= 512:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 2


@unittest.skipUnless(namespaces_work(), "mount namespaces are not allowed here (unshare -r -m)")
class Disk(unittest.TestCase):
    def setUp(self):
        self.storm = Storm(self, MESSAGES, 1, pause=0.05)

    def test_a_full_disk_stops_nothing_for_good_and_is_told(self):
        storm = self.storm
        state = storm.database.parent
        space = Namespace(self, 'cp -a "$1" "$2"; mount -t tmpfs -o size=16m none "$1"; cp -a "$2"/. "$1"', state,
                          storm.folder / "copy")
        ballast = space.inside(state) / "ballast"

        fill(ballast)
        refused = start(storm, space.enter())
        self.assertEqual(3, refused.wait(60))
        self.assertIn("disk is full", storm.tail())

        ballast.unlink()
        daemon = start(storm, space.enter())
        self.addCleanup(lambda: (daemon.kill(), daemon.wait()))
        taken = []
        until(lambda: taken.extend(storm.server.news()) or len(taken) >= 20, "messages")
        fill(ballast)
        until(lambda: storm.tail().count("disk is full") >= 2, "the daemon says that the disk is full")
        self.assertIsNone(daemon.poll(), "it goes on")
        taken += storm.server.news()
        self.assertLess(len(taken), MESSAGES, "it does not send what it cannot record")

        ballast.unlink()
        until(lambda: taken.extend(storm.server.news()) or len(taken) >= MESSAGES and self.sent(space) == MESSAGES, "all messages, by itself")
        taken += storm.server.news()
        self.assertEqual(MESSAGES, len(taken), "each was taken once: no receipt was lost")
        self.assertEqual(MESSAGES, len(set(taken)))
        daemon.send_signal(signal.SIGTERM)
        self.assertEqual(0, daemon.wait(30))
        self.assertEqual("ok", self.look(space, "PRAGMA integrity_check"))

    def look(self, space, sql):
        """SQLite follows the links of /proc into the wrong namespace, so it looks from within."""
        script = "import sqlite3, sys; print(sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True).execute(sys.argv[2])" \
                 ".fetchone()[0])"
        return subprocess.run([*space.enter(), sys.executable, "-c", script, self.storm.database, sql],
                              capture_output=True, text=True, check=True).stdout.strip()

    def sent(self, space):
        return int(self.look(space, "SELECT count(*) FROM outbox WHERE state = 'sent'"))

    def test_a_database_that_may_only_be_read_is_told_in_one_sentence(self):
        state = self.storm.database.parent
        space = Namespace(self, 'mount --bind "$1" "$1"; mount -o remount,ro,bind "$1"', state)
        result = subprocess.run([*space.enter(), BIN / "dondocd", "--config", self.storm.config], capture_output=True,
                                text=True, timeout=60)
        self.assertEqual(3, result.returncode, result.stderr)
        self.assertEqual(1, len(result.stderr.strip().splitlines()), result.stderr)
        self.assertRegex(result.stderr, "cannot write there|not writable|opened for writing")
        self.assertIn(str(state), result.stderr)


class Clock(unittest.TestCase):
    """The clock is set while the daemon runs. A change of a file wakes it, as the system does when a clock is set."""

    def setUp(self):
        self.site = Site(self, [{"id": "mail", "kind": "maildir", "path": "mail"}], rules="""\
quiet: none
policies:
  - {id: mac-dinh, match: "true", urgent: true, remind: {lead: [20d, 0d]}, overdue: {lead: every 7d}}
""")
        self.site.import_plan([("Rà soát hồ sơ", "Đơn vị A", "ngày " + in_days(10)),
                               ("Tổng kết", "Đơn vị B", "ngày " + in_days(100))])
        self.site.fall_behind()
        self.clock = self.site.write("clock", "0")
        self.daemon = self.site.start(**jumping(self.clock))

    def jump(self, seconds):
        self.clock.write_text(str(seconds), encoding="ascii")
        pathlib.Path(self.site.folder, "state/changed").touch()

    def mails(self):
        return sorted(path.name for path in (self.site.folder / "state/mail/new").glob("*"))

    def test_a_year_forward_and_back_is_no_flood_and_loses_nothing(self):
        first = until(self.mails, "the reminders of today")
        self.jump(YEAR)
        self.daemon.wait_for_line("the clock jumped ahead")
        self.jump(0)
        self.daemon.wait_for_line("the clock is right again")
        self.assertEqual(first, self.mails(), "a clock that ran ahead reminds of nothing")
        self.assertEqual(0, self.daemon.terminate())
        # The days that come are spoken of as if nothing had been.
        self.site.simulate(datetime.date.today(), datetime.date.today() + datetime.timedelta(12))
        self.assertEqual(len(first) + 1, len(self.mails()), "the last day of the first duty is in these days")

    def test_a_year_back_and_forward_is_no_flood_and_loses_nothing(self):
        first = until(self.mails, "the reminders of today")
        self.jump(-YEAR)
        self.daemon.wait_for_line("the clock is behind")
        self.jump(0)
        self.daemon.wait_for_line("the clock is right again")
        self.assertEqual(first, self.mails())
        self.assertEqual(0, self.daemon.terminate())

    def test_a_start_a_year_ahead_waits_and_goes_on_when_the_clock_is_right(self):
        first = until(self.mails, "the reminders of today")
        self.assertEqual(0, self.daemon.terminate())
        self.clock.write_text(str(YEAR), encoding="ascii")
        daemon = self.site.start(**jumping(self.clock))
        until(lambda: [one for one in self.site.json("confirm") if one["state"] == "waiting"], "the catch-up waits")
        told = self.mails()
        self.jump(0)
        daemon.wait_for_line("clock set back")
        until(lambda: not [one for one in self.site.json("confirm") if one["state"] == "waiting"],
              "nothing waits when the clock is right")
        self.assertEqual(told, self.mails(), "the office was told of what waited, and nobody of anything else")
        self.assertLessEqual(len(told), len(first) + 1)
        self.assertEqual(0, daemon.terminate())


if __name__ == "__main__":
    unittest.main()
