"""kill -9 at seeded random moments while thousands of messages are under way, and servers that fail in every way.

DONDOC_STORM="MESSAGES KILLS" makes it bigger (`./run crash`), DONDOC_SEED chooses other moments.
"""
import os
import pathlib
import random
import signal
import subprocess
import time
import unittest

from dondoc_site import BIN
from storm_site import WEATHERS, Storm, until

SEED = int(os.environ.get("DONDOC_SEED", "20260609"))
MESSAGES, KILLS = map(int, os.environ.get("DONDOC_STORM", "600 24").split())
HOUR = 3600
PAUSE = 90  # longer than most pauses before another attempt
LEFT = """SELECT key, state, attempts, next_at - created_at, r.reason FROM message m JOIN outbox o ON o.message = m.id LEFT JOIN
receipt r ON r.message = m.id AND r.attempt = attempts WHERE next_at IS NOT NULL LIMIT 5"""


def catches(pid, number):
    status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt")).split()[1]
    return int(caught, 16) >> (number - 1) & 1


class StormTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.storm = Storm(self, MESSAGES, SEED)
        self.books, self.chance = self.storm.books, random.Random(SEED + 1)
        self.passed = 0

    def check_store(self):
        """Whole, and every link of its log holds."""
        self.assertEqual([("ok",)], self.storm.look("PRAGMA integrity_check"))
        self.assertEqual([], self.storm.look("PRAGMA foreign_key_check"))
        verified = self.storm.dondoc("audit", "verify")
        self.assertEqual(0, verified.code, verified.out + verified.err)

    def balance(self, taken, killed, server_died=False):
        self.assertEqual([], self.books.balance(taken, killed, server_died))
        self.check_store()

    def settle(self):
        """Until the server knows that the daemon is gone; what it had in its buffers is taken by then."""
        taken = []
        until(lambda: taken.extend(self.storm.server.news()) or not self.storm.server.open, "the end of connections")
        return taken

    def run_and_kill(self, after, delay, dies):
        """The daemon runs until the server has taken `after` messages, and a little longer. None: until the delay only."""
        server, taken = self.storm.server, []
        self.let_pass(PAUSE)
        daemon = self.storm.start_daemon()
        try:
            end = time.monotonic() + 2
            while after is not None and len(taken) < after and time.monotonic() < end:
                time.sleep(0.001)
                taken += server.news()
            if dies:
                server.process.kill()
                server.process.wait()
                taken += server.news()
                server.die()
                server.start()
            time.sleep(delay)
            self.assertIsNone(daemon.poll(), self.storm.tail())
        finally:
            daemon.kill()
            daemon.wait()
        taken += self.settle()
        self.balance(taken, True, dies)

    def let_pass(self, seconds):
        """Between two runs of the daemon, so that nothing waits for its next attempt in real time."""
        self.passed += seconds
        self.storm.clock.write_text(str(self.passed), encoding="ascii")

    def begin(self):
        """Killed while the messages are made, then left alone until they are there."""
        for _ in range(3):
            self.run_and_kill(None, self.chance.uniform(0, 0.3), False)
        daemon = self.storm.start_daemon()
        until(lambda: self.storm.waiting() > 0, "messages", patience=600)
        daemon.kill()
        daemon.wait()
        self.balance(self.settle(), True)
        self.assertEqual([(MESSAGES,)], self.storm.look("SELECT count(*) FROM message"))

    def finish(self):
        """Fair weather; hours pass, so that what waits for another attempt gets it."""
        self.storm.server.set_weather("calm", 0)
        for _ in range(10):
            self.let_pass(4 * HOUR)
            daemon = self.storm.start_daemon()
            until(lambda: catches(daemon.pid, signal.SIGTERM), "a daemon that can be stopped")
            now = int(time.time()) + self.passed
            until(lambda: self.storm.look(f"SELECT 1 FROM outbox WHERE next_at <= {now} OR state = 'sending' LIMIT 1") == [],
                  "what is due")
            daemon.send_signal(signal.SIGTERM)
            self.assertEqual(0, daemon.wait(30))
            self.balance(self.settle(), False)
            if self.storm.waiting() == 0:
                return
        self.fail(f"for long still wait: {self.storm.look(LEFT)}\n{self.storm.tail()}")

    def test_nothing_is_lost_and_each_duplicate_has_its_cause(self):
        books, deaths = self.books, 0
        self.begin()
        while books.kills < KILLS:
            if self.chance.random() < 0.15:
                self.storm.server.set_weather(*self.chance.choice(WEATHERS))
            share = max(1, self.storm.waiting() // (KILLS - books.kills))
            after = None if self.chance.random() < 0.15 else self.chance.randint(0, share)
            dies = self.chance.random() < 0.1
            deaths += dies
            self.run_and_kill(after, self.chance.uniform(0, 0.4 if after is None else 0.02), dies)
        self.finish()
        keys = {row[0] for row in self.storm.look("SELECT key FROM message")}
        self.assertEqual(set(), keys - set(books.taken), "lost")
        self.assertEqual([], self.storm.look("SELECT message, state FROM outbox WHERE state <> 'sent'"))
        self.assertEqual([], self.storm.look("SELECT message FROM receipt WHERE outcome = 'sent' GROUP BY message "
                                             "HAVING count(*) <> 1"))
        self.assertEqual(books.duplicates(), books.by_kill + books.by_server)
        print(f"\nseed {SEED}: {len(keys)} messages, {books.kills} kills, the server died {deaths} times; lost 0; "
              f"{books.hits} kills hit the window between answer and commit with {books.by_kill} messages, "
              f"{books.by_server} answers were withheld; taken twice {books.duplicates()}", flush=True)


if __name__ == "__main__":
    unittest.main()
