"""kill -9 between any two steps, two processes, the same window again: no reminder is lost and none is twice.

DONDOC_SEED chooses other places to kill at. Each test prints where its kills have hit.
"""
import collections
import concurrent.futures
import contextlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest

from crash_site import (ANOTHER_RUNS, FROM, REMINDERS, SOURCE, STEPS, TALK, TO, Site, Stopwatch, Strace, Truth, rows,
                        smtp_channel)

SEED = int(os.environ.get("DONDOC_SEED", "20260609"))
SINGLE_KILLS = 130
CHAIN_KILLS = 90
IMPORT_KILLS = 30
MAIL_KILLS = 40
RACES = 10
Killer = Strace if Strace.works() else Stopwatch


def setUpModule():
    global folder, imported, truth, finished, started
    started = time.monotonic()
    folder = tempfile.TemporaryDirectory(prefix="dondoc-crash-")
    imported = Site.make(pathlib.Path(folder.name, "imported"))
    imported.run(imported.import_command())
    finished = imported.copy(pathlib.Path(folder.name, "finished"))
    finished.run(finished.daemon_command())
    truth = Truth(finished)
    outcomes = collections.Counter(row[7] for row in truth.reminders)
    print(f"\nseed {SEED}; {FROM} to {TO}: {dict(outcomes)} reminders, {len(truth.messages)} messages", flush=True)


def tearDownModule():
    folder.cleanup()
    print(f"crash tests took {time.monotonic() - started:.0f} s", flush=True)


def fresh(name, of=None):
    return (of or imported).copy(pathlib.Path(folder.name, name))


@contextlib.contextmanager
def passing(name, of=None):
    """A copy that is gone afterwards; where a test fails it stays until the end."""
    site = fresh(name, of)
    yield site
    shutil.rmtree(site.folder)


def side_by_side(work, items):
    """Each item by itself, on as many threads as there are processors; the first error ends all."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, items))


def tell(what, hits, **counts):
    where = ", ".join(f"{call} {count}" for call, count in sorted(hits.items()))
    rest = "".join(f", {name.replace('_', ' ')} {count}" for name, count in counts.items())
    print(f"{what}: {sum(hits.values())} kills at {where}; lost 0, twice in the store 0{rest}", flush=True)


class Crash(unittest.TestCase):
    maxDiff = None

    def test_the_truth_is_worth_comparing_with(self):
        self.assertEqual([], truth.differences(finished))
        self.assertEqual({"send", "merged", "skipped"}, {row[7] for row in truth.reminders})
        self.assertGreater(len(truth.messages), 40)

    def test_the_comparison_finds_what_is_wrong(self):
        """What the tests below must never see, made by hand."""
        for number, (found, sql) in enumerate({
            "lost message": "UPDATE message SET key = 'other' WHERE id = 1",
            "lost: ": "DELETE FROM reminder WHERE outcome = 'skipped'",
            "the journal counts": "DELETE FROM reminder WHERE message = 3",
            "message without its reminders": "DELETE FROM reminder WHERE message = 3",
            "reminder without its message": "UPDATE reminder SET message = NULL WHERE message = 3",
            "message without outbox row": "DELETE FROM outbox WHERE message = 3",
            "not delivered": "UPDATE outbox SET state = 'waiting', next_at = 0 WHERE message = 3",
            "sent without a receipt": "DELETE FROM receipt WHERE message = 3",
        }.items()):
            with self.subTest(found), passing(f"wrong-{number}", finished) as site:
                with contextlib.closing(sqlite3.connect(site.database)) as database:
                    database.executescript(f"DROP TRIGGER message_stays; DROP TRIGGER reminder_stays; "
                                           f"DROP TRIGGER reminder_is_kept; DROP TRIGGER receipt_is_kept; {sql};")
                self.assertIn(found, "\n".join(truth.differences(site)))
        with passing("wrong", finished) as site:
            mails = sorted((site.folder / "mail/new").iterdir())
            mails[0].unlink()
            mails[1].write_bytes(mails[1].read_bytes()[:100])
            shutil.copy(mails[2], site.folder / "mail/new/again")
            text = "\n".join(truth.differences(site))
            for found in ("recorded as sent and not there", "no mail", "a torn mail", "sent before it was recorded",
                          "2 mails with"):
                self.assertIn(found, text)

    def test_days_after_a_start_that_never_spoke_nothing_is_forgotten(self):
        """The program first ran on a Saturday, then not before Wednesday: every reminder is there, some late."""
        site = fresh("later")
        site.run(site.daemon_command("--from", "2026-05-23", "--to", "2026-05-23"))
        site.run(site.daemon_command("--from", "2026-05-27", "--to", TO))
        with site.store() as database:
            keys = {row[0] for row in rows(database, REMINDERS)}
        self.assertEqual({row[0] for row in truth.reminders}, keys)

    def test_the_same_window_again_adds_nothing(self):
        site = fresh("again", finished)
        before = truth.everything(site)
        for arguments in [("--from", FROM, "--to", TO), ("--from", FROM, "--to", "2026-06-01")]:
            site.run(site.daemon_command(*arguments))
            self.assertEqual(before, truth.everything(site))
            self.assertEqual([], truth.differences(site))

    def test_killed_once_at_any_step(self):
        site = fresh("count")
        killer = Killer(site, site.daemon_command(), STEPS)
        print(f"calls of a run: {killer.describe()}")

        def one(item):
            number, point = item
            with passing(f"single-{number}") as site:
                hit = killer.kill(site, site.daemon_command(), point)
                self.assertEqual([], truth.faults(site), point)
                site.run(site.daemon_command())
                self.assertEqual([], truth.differences(site), point)
            return hit

        points = killer.points(SINGLE_KILLS, random.Random(SEED))
        hits = collections.Counter(filter(None, side_by_side(one, enumerate(points))))
        tell("each on a store of its own", hits)
        self.assertGreater(sum(hits.values()), SINGLE_KILLS * 0.8)

    def test_killed_again_and_again_on_one_store(self):
        """Each restart gets through its start and a little further."""
        idle, whole = fresh("idle", finished), fresh("whole")
        little = Killer(idle, idle.daemon_command(), STEPS)
        much = Killer(whole, whole.daemon_command(), STEPS)
        chance = random.Random(SEED + 1)
        hits, chains = collections.Counter(), 0
        while sum(hits.values()) < CHAIN_KILLS:
            chains += 1
            self.assertLess(chains, CHAIN_KILLS)
            with passing(f"chain-{chains}") as site:
                while True:
                    point = little.point_between(much, chance)
                    hit = Killer.kill(site, site.daemon_command(), point)
                    self.assertEqual([], truth.faults(site), point)
                    if hit is None:
                        break
                    hits[hit] += 1
                site.run(site.daemon_command())
                self.assertEqual([], truth.differences(site))
        tell(f"{chains} chains of restarts", hits)

    def test_an_import_that_is_killed_is_whole_or_not_there(self):
        empty = Site.make(pathlib.Path(folder.name, "empty"))
        counted = fresh("import", empty)
        killer = Killer(counted, counted.import_command(), STEPS)

        def one(item):
            number, point = item
            with passing(f"import-{number}", empty) as site:
                hit = killer.kill(site, site.import_command(), point)
                self.assertEqual([], truth.faults(site), point)
                if site.database.exists():
                    with site.store() as database:
                        if rows(database, "SELECT 1 FROM sqlite_schema WHERE name = 'assignment'"):
                            self.assertIn(rows(database, "SELECT count(*) FROM assignment"), ([(0,)], [(6,)]), point)
                site.run(site.import_command())
                site.run(site.daemon_command())
                self.assertEqual([], truth.differences(site), point)
            return hit

        points = killer.points(IMPORT_KILLS, random.Random(SEED + 2))
        hits = collections.Counter(filter(None, side_by_side(one, enumerate(points))))
        tell("importing", hits)
        self.assertGreater(sum(hits.values()), IMPORT_KILLS * 0.6)


class TwoProcesses(unittest.TestCase):
    maxDiff = None

    def race(self, sites, commands, delay):
        """Exit codes of two programs, the second started `delay` s after the first."""
        first = sites[0].start(commands[0])
        with contextlib.suppress(subprocess.TimeoutExpired):
            first.wait(delay)
        second = sites[1].start(commands[1])
        said = [process.communicate()[0] for process in (first, second)]
        for process, text in zip((first, second), said):
            self.assertIn(process.returncode, (0, ANOTHER_RUNS), text)
            if process.returncode == ANOTHER_RUNS:
                self.assertIn("another dondocd", text)
        return [first.returncode, second.returncode]

    def test_a_second_daemon_changes_nothing(self):
        chance = random.Random(SEED + 3)
        refused = 0
        for number in range(RACES):
            site = fresh(f"race-{number}")
            codes = self.race([site, site], [site.daemon_command()] * 2, chance.choice([0, chance.uniform(0, 0.2)]))
            self.assertIn(0, codes)
            refused += codes.count(ANOTHER_RUNS)
            self.assertEqual([], truth.differences(site))
        print(f"two daemons on one state directory: {RACES} races, {refused} times the second was refused", flush=True)

    def test_two_daemons_that_do_not_see_each_others_lock_say_everything_once(self):
        """Two state directories with one database, as over a file system that has no locks between machines."""
        chance = random.Random(SEED + 4)
        both = 0
        for number in range(RACES):
            site, other = fresh(f"blind-{number}"), Site.make(pathlib.Path(folder.name, f"other-{number}"))
            other.database.parent.mkdir()
            other.database.symlink_to(site.database)
            codes = self.race([site, other], [site.daemon_command(), other.daemon_command()],
                              chance.choice([0, chance.uniform(0, 0.1)]))
            self.assertEqual([0, 0], codes)
            both += site.take_mails_of(other)
            site.run(site.daemon_command())
            self.assertEqual([], truth.differences(site))
        print(f"two daemons blind to each other: {RACES} races, lost 0, twice in the store 0, sent by both {both}",
              flush=True)

    def test_two_that_catch_up_at_the_same_moment(self):
        """--once on the system's clock, long after the plan's days: late reminders, each once."""
        begun = fresh("begun")
        begun.run(begun.daemon_command("--from", FROM, "--to", "2026-05-29"))
        alone = fresh("alone", begun)
        alone.run(alone.daemon_command("--once"))
        keys = "SELECT key, outcome FROM reminder ORDER BY key"
        with alone.store() as database:
            expected = rows(database, keys)
        for number in range(RACES):
            site = fresh(f"once-{number}", begun)
            codes = self.race([site, site], [site.daemon_command("--once")] * 2, 0)
            self.assertIn(0, codes)
            with site.store() as database:
                self.assertEqual(expected, rows(database, keys))
                self.assertEqual([], rows(database, "SELECT message FROM outbox WHERE state <> 'sent'"))
                self.assertEqual([], rows(database, "SELECT message FROM receipt GROUP BY message HAVING count(*) > 1"))


class MailServer:
    """tests/support/smtp_server.py and what its log says."""

    def __init__(self, log):
        self.log = log
        script = SOURCE / "tests/support/smtp_server.py"
        self.process = subprocess.Popen(["/usr/bin/python3", "-B", script, "--log", log], stdout=subprocess.PIPE, text=True)
        self.port = self.process.stdout.readline().split()[1]

    def close(self):
        self.process.kill()
        self.process.communicate()

    def events(self):
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def taken(self):
        """How often each message was taken, once every connection is over."""
        end = time.monotonic() + 30
        while True:
            events = self.events()
            kinds = collections.Counter(event["event"] for event in events)
            if kinds["connect"] == kinds["closed"]:
                break
            if time.monotonic() > end:
                raise AssertionError("the server still has connections")
            time.sleep(0.002)
        ids = [dict(event["headers"])["Message-ID"] for event in events if event["event"] == "message"]
        return collections.Counter(name.strip("<>").partition("@")[0] for name in ids)


class Mail(unittest.TestCase):
    maxDiff = None

    def test_killed_while_sending_to_a_mail_server(self):
        """Twice only what the server had taken and the store did not know of yet."""
        with contextlib.closing(MailServer(pathlib.Path(folder.name, "smtp-count.log"))) as server:
            site = fresh("smtp-count")
            site.use(smtp_channel(server.port))
            killer = Killer(site, site.daemon_command(), TALK)
            self.assertEqual({name: 1 for name in truth.mails}, dict(server.taken()))
            idle = Killer(site, site.daemon_command(), TALK)
        chance = random.Random(SEED + 5)
        hits, again, in_the_window, chains = collections.Counter(), 0, 0, 0
        while sum(hits.values()) < MAIL_KILLS:
            chains += 1
            with contextlib.closing(MailServer(pathlib.Path(folder.name, f"smtp-{chains}.log"))) as server:
                site = fresh(f"smtp-{chains}")
                site.use(smtp_channel(server.port))
                taken, sent, hit = collections.Counter(), set(), True
                while hit:
                    hit = killer.kill(site, site.daemon_command(), idle.point_between(killer, chance))
                    hits.update([hit] if hit else [])
                    self.assertEqual([], truth.faults(site))
                    newly, taken = server.taken() - taken, server.taken()
                    self.assertEqual(set(), set(newly) & sent, "what the store knows as sent is not sent again")
                    self.assertEqual({1} if newly else set(), set(newly.values()), "one run sends a message once")
                    with site.store() as database:
                        sent = {row[0] for row in rows(database, "SELECT key FROM message JOIN outbox ON message = id "
                                                                 "WHERE state = 'sent'")}
                    self.assertEqual(set(), sent - set(taken), "recorded as sent and never taken")
                    in_the_window += len(set(newly) - sent)
                site.run(site.daemon_command())
                self.assertEqual([], truth.differences(site, maildir=False))
                self.assertEqual(set(truth.mails), set(server.taken()))
                again += sum(server.taken().values()) - len(truth.mails)
        self.assertEqual(in_the_window, again)
        tell("sending mail", hits, taken_before_a_kill_and_sent_again=again)


if __name__ == "__main__":
    unittest.main(verbosity=2)
