"""dondocd as a service: ready, reloading, watched, asleep, stopping; all on the real clock."""

import pathlib
import re
import signal
import socket
import time
import unittest

from dondoc_site import PATIENCE, POLICY, MailServer, Site, eventually, get, in_days

BROKEN = "reports:\n  - {id: thu, title: Thử, from: [don-vi-a], period: year, due: trước ngày 31/2}\n"
MAILDIR = {"id": "mail", "kind": "maildir", "path": "maildir"}
STOP_WITHIN = 10  # seconds, as promised to the service manager


class ServiceManager:
    """The socket that systemd would listen on."""

    def __init__(self, test, folder):
        self.path = str(folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.socket.settimeout(PATIENCE)
        test.addCleanup(self.socket.close)

    def wait_for(self, word):
        """The next notification with this assignment, as a dictionary."""
        while True:
            lines = self.socket.recv(4096).decode().splitlines()
            if word in lines:
                return dict(line.split("=", 1) for line in lines)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running(unittest.TestCase):
    def start(self, channel=MAILDIR, rules=POLICY, before=lambda site: None, **environment):
        self.port = free_port()
        self.site = Site(self, [channel], rules=rules, listen="127.0.0.1:%d" % self.port)
        before(self.site)
        self.manager = ServiceManager(self, self.site.folder)
        self.daemon = self.site.start(NOTIFY_SOCKET=self.manager.path, **environment)
        self.manager.wait_for("READY=1")

    def metric(self, name):
        """A sample's value; None where there is none yet."""
        _, text = get(self.port, "/metrics")
        found = re.search("^" + re.escape(name) + " (.*)$", text, re.MULTILINE)
        return float(found.group(1)) if found else None

    def test_health_and_metrics_answer_once_it_is_ready(self):
        self.start()
        self.assertEqual((200, "ok\n"), get(self.port, "/healthz"))
        status, text = get(self.port, "/metrics")
        self.assertEqual(200, status)
        for line in text.splitlines():
            self.assertRegex(line, r"^(# (HELP|TYPE) \w+ .*|\w+(\{[^{}]*\})? [-+0-9.eInfNa]+)$")
        self.assertEqual(404, get(self.port, "/khong-co")[0])

    def test_hup_reloads_and_says_so_to_the_service_manager(self):
        self.start()
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        self.daemon.signal(signal.SIGHUP)
        reloading = self.manager.wait_for("RELOADING=1")
        self.assertGreaterEqual(int(reloading["MONOTONIC_USEC"]), before)
        self.manager.wait_for("READY=1")
        self.assertEqual(1, self.metric('dondoc_reloads_total{result="good"}'))

    def test_a_broken_rule_file_is_refused_whole_and_the_old_rules_stay(self):
        self.start()
        self.site.write("rules.d/rules.yaml", BROKEN)
        self.daemon.wait_for_line("31/2")
        self.manager.wait_for("READY=1")
        self.assertGreaterEqual(self.metric('dondoc_reloads_total{result="refused"}'), 1)
        self.assertEqual(None, self.metric('dondoc_reloads_total{result="good"}'))
        self.assertEqual((200, "ok\n"), get(self.port, "/healthz"))

    def test_rules_that_change_on_disk_are_reloaded(self):
        self.start(before=lambda site: site.import_plan([("Việc", "Đơn vị A", in_days(200))]))
        before = self.metric("dondoc_next_wake_up_seconds")
        self.site.write("rules.d/rules.yaml", POLICY.replace("30d", "60d"))
        self.manager.wait_for("RELOADING=1")
        eventually(lambda: self.metric("dondoc_next_wake_up_seconds") < before, "an earlier wake-up")

    def test_a_change_on_the_command_line_is_noticed(self):
        self.start()
        idle = eventually(lambda: self.metric("dondoc_next_wake_up_seconds"), "a wake-up")
        plan = self.site.import_plan([("Việc", "Đơn vị A", in_days(100))])
        eventually(lambda: self.metric("dondoc_next_wake_up_seconds") < idle, "an earlier wake-up")
        self.site.json("done", plan + "/1")
        eventually(lambda: self.metric("dondoc_next_wake_up_seconds") >= idle, "the idle wake-up again")

    def test_the_watchdog_is_fed(self):
        self.start(WATCHDOG_USEC="200000")
        for _ in range(3):
            self.manager.wait_for("WATCHDOG=1")

    def test_term_stops_it_and_says_so(self):
        self.start()
        self.daemon.signal(signal.SIGTERM)
        self.manager.wait_for("STOPPING=1")
        self.assertEqual(0, self.daemon.wait())

    def test_the_port_is_free_again_after_stopping(self):
        self.start()
        self.assertEqual(0, self.daemon.terminate())
        with socket.socket() as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind(("127.0.0.1", self.port))

    def test_a_second_daemon_for_the_same_state_is_refused(self):
        self.start()
        result = self.site.dondocd("--once")
        self.assertEqual(3, result.code, result.err)
        self.assertEqual((200, "ok\n"), get(self.port, "/healthz"))

    def test_stopping_while_a_server_is_silent_loses_nothing(self):
        mail = MailServer(self, "--stall", "end")

        def behind(site):
            site.import_plan([("Việc", "Đơn vị A", in_days(3))])
            site.fall_behind()

        self.start(mail.channel(timeout="5m"), before=behind)
        mail.wait_for_entries(1, event="connect")
        asked = time.monotonic()
        self.assertEqual(0, self.daemon.terminate())
        self.assertLess(time.monotonic() - asked, STOP_WITHIN)
        self.assertEqual(["waiting"], [row["state"] for row in self.site.deliveries()])
        recovered = MailServer(self)
        self.site.configure([recovered.channel()])
        self.assertEqual(0, self.site.dondocd("--once").code)
        self.assertEqual([["a@so.example"]], [message.to for message in recovered.messages()])

    def test_an_idle_daemon_is_not_woken(self):
        self.start()
        get(self.port, "/healthz")

        def switches():
            statuses = pathlib.Path("/proc/%d/task" % self.daemon.process.pid).glob("*/status")
            return sum(int(number) for path in statuses for number in re.findall("ctxt_switches:\t([0-9]+)", path.read_text()))

        def settled():
            before = switches()
            self.site.dondoc("deadline", "Quý II", "--year", "2026")
            return switches() == before

        eventually(settled, "rest after the start")
        before = switches()
        for _ in range(20):  # what passes the time touches nothing that the daemon watches
            self.assertEqual(0, self.site.dondoc("deadline", "Quý II", "--year", "2026").code)
        self.assertLessEqual(switches() - before, 2)


class Simulated(unittest.TestCase):
    def test_years_that_were_evaluated_before_come_to_their_end_again(self):
        site = Site(self, [MAILDIR])
        for _ in range(2):
            site.simulate("2026-01-01", "2027-12-31")


if __name__ == "__main__":
    unittest.main()
