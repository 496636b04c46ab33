"""The flood guard: changes that would send, drop or move much wait until somebody confirms them."""

import collections
import signal
import sqlite3
import time
import unittest

from dondoc_site import MailServer, Site, eventually, get, in_days
from lifecycle_test import free_port

WAITS = 5
UNITS = "roles: {planning-office: phong-khtc}\nunits:\n  - {id: phong-khtc, name: Phòng Kế hoạch, email: khtc@so.example}\n" + "".join(
    "  - {id: don-vi-%d, name: Đơn vị %d, email: dv%d@so.example}\n" % (n, n, n) for n in range(1, 41))
RULES = """\
quiet: none
policies:
  - id: mac-dinh
    match: "true"
    send_at: "08:00"
    remind: {lead: [%s]}
"""
FEW = RULES % "30d, 7d, 1d"
OTHER = RULES % "50d, 17d, 4d"
PAST = RULES % "90d, 60d, 30d, 7d, 1d"


def rows(days, count=40, first=1):
    """A row for each unit, due in so many days."""
    return [("Việc %d" % n, "Đơn vị %d" % n, in_days(days)) for n in range(first, first + count)]


def up(site, port):
    """The daemon, once it answers."""
    def answers():
        try:
            return get(port, "/healthz")[0] == 200
        except OSError:
            return False
    daemon = site.start()
    eventually(answers, "a daemon that is well")
    return daemon


class Guard(unittest.TestCase):
    def site(self, rules=FEW, plan=None, guard=None):
        self.port = free_port()
        self.mail = MailServer(self)
        site = Site(self, [], units=UNITS, rules=rules, listen="127.0.0.1:%d" % self.port)
        site.extra = {"guard": guard} if guard else {}
        site.configure([self.mail.channel()])
        site.import_plan(plan or rows(100))
        self.assertEqual(0, site.dondocd("--once").code)  # has been looked at: from now on changes are compared
        return site

    def told(self, words):
        return [mail for mail in self.mail.messages() if words in mail.parsed["Subject"]]

    def waiting(self, site, state="waiting"):
        return [change for change in site.json("confirm") if change["state"] == state]

    def wake_up(self):
        """When the daemon means to wake up next."""
        _, text = get(self.port, "/metrics")
        return next(line.split()[1] for line in text.splitlines() if line.startswith("dondoc_next_wake_up_seconds"))

    def test_rules_that_move_much_wait_and_say_so(self):
        site = self.site()
        daemon = up(site, self.port)
        before = self.wake_up()
        site.write("rules.d/rules.yaml", OTHER)
        daemon.wait_for_line("dondoc confirm 1")
        change = self.waiting(site)[0]
        self.assertEqual(("rules", 120, 0, 120), tuple(change[key] for key in ("kind", "before", "at_once", "moved")))
        self.assertEqual(before, self.wake_up())
        _, metrics = get(self.port, "/metrics")
        self.assertIn("dondoc_changes_waiting 1", metrics)
        eventually(lambda: self.told("chờ xác nhận"), "a mail")
        daemon.signal(signal.SIGHUP)  # the same again: nobody is told twice
        daemon.wait_for(lambda lines: sum("dondoc confirm 1" in line for line in lines) >= 2, "looked at again")
        self.assertEqual(1, len(self.told("chờ xác nhận")))
        self.assertEqual(["khtc@so.example"], self.told("chờ xác nhận")[0].to)

    def test_a_confirmed_change_takes_effect_at_once(self):
        site = self.site()
        daemon = up(site, self.port)
        before = self.wake_up()
        site.write("rules.d/rules.yaml", OTHER)
        daemon.wait_for_line("dondoc confirm 1")
        site.json("confirm", 1)
        daemon.wait_for_line("đã áp dụng quy tắc mới")
        eventually(lambda: self.wake_up() != before, "another wake-up")
        self.assertEqual([], site.json("confirm"))

    def test_a_rejected_change_is_not_asked_about_again(self):
        site = self.site()
        daemon = up(site, self.port)
        site.write("rules.d/rules.yaml", OTHER)
        daemon.wait_for_line("dondoc confirm 1")
        site.json("confirm", 1, "--reject")
        daemon.signal(signal.SIGHUP)
        daemon.wait_for_line("đã bị từ chối")
        self.assertEqual([], site.json("confirm"))
        daemon.terminate()
        again = up(site, self.port)
        again.wait_for_line("đã bị từ chối")

    def test_files_that_are_as_they_were_end_the_waiting(self):
        site = self.site()
        daemon = up(site, self.port)
        site.write("rules.d/rules.yaml", OTHER)
        daemon.wait_for_line("dondoc confirm 1")
        site.write("rules.d/rules.yaml", FEW)
        eventually(lambda: site.json("confirm") == [], "nothing waits")

    def test_a_restart_is_no_way_round(self):
        site = self.site()
        site.write("rules.d/rules.yaml", OTHER)
        before = site.json("simulate", "--to", "2099-01-01")  # what the files would do
        self.assertTrue(before)
        self.assertEqual(0, site.dondocd("--once").code)
        self.assertEqual(1, len(self.waiting(site)))
        daemon = up(site, self.port)
        daemon.wait_for_line("dondoc confirm 1")
        self.assertEqual(1, len(site.json("confirm")))

    def test_a_change_is_confirmed_while_no_daemon_runs(self):
        site = self.site()
        site.write("rules.d/rules.yaml", OTHER)
        site.dondocd("--once")
        self.assertEqual("confirmed", site.json("confirm", 1)["state"])
        self.assertIn("đã áp dụng quy tắc mới", site.dondocd("--once").err)
        self.assertEqual([], site.json("confirm"))

    def test_small_changes_do_not_wait(self):
        site = self.site()
        for text in (FEW + "# ghi chú\n", RULES % "30d, 8d, 7d, 1d"):
            site.write("rules.d/rules.yaml", text)
            self.assertIn("đã áp dụng quy tắc mới", site.dondocd("--once").err)
        self.assertEqual([], site.json("confirm"))

    def test_a_small_site_is_left_alone(self):
        site = self.site(plan=rows(100, 3))
        site.write("rules.d/rules.yaml", OTHER)
        self.assertIn("đã áp dụng quy tắc mới", site.dondocd("--once").err)

    def test_the_guard_can_be_switched_off_and_its_limits_set(self):
        site = self.site(guard="off")
        site.write("rules.d/rules.yaml", OTHER)
        self.assertIn("đã áp dụng quy tắc mới", site.dondocd("--once").err)
        site = self.site(guard={"changed": 1})
        site.write("rules.d/rules.yaml", OTHER)
        self.assertIn("đã áp dụng quy tắc mới", site.dondocd("--once").err)
        site = self.site(plan=rows(100, 3), guard={"at_least": 1})
        site.write("rules.d/rules.yaml", OTHER)
        site.dondocd("--once")
        self.assertEqual(1, len(self.waiting(site)))

    def test_a_changed_rule_sends_nothing_of_the_past(self):
        site = self.site(plan=rows(50, 5))
        site.write("rules.d/rules.yaml", PAST)
        self.assertIn("đã áp dụng quy tắc mới", site.dondocd("--once").err)
        task = site.json("tasks")[0]["subject"]
        site.json("progress", task, "--percent", 50)
        site.dondocd("--once")
        self.assertEqual([], site.deliveries())

    def test_an_import_that_sends_much_at_once_waits(self):
        site = self.site(guard={"at_once": 10})
        plan = site.write_plan(rows(3, 20), "gap.csv")
        result = site.dondoc("--json", "import", "--accept", plan)
        self.assertEqual(WAITS, result.code, result.out)
        self.assertEqual(20, self.waiting(site)[0]["at_once"])
        self.assertEqual(40, len(site.json("tasks")))
        self.assertIn("dondoc confirm 2", site.dondoc("import", "--accept", plan).out)
        self.assertEqual([2], [change["id"] for change in self.waiting(site)])
        self.assertEqual("done", site.json("confirm", 2)["state"])
        self.assertEqual(60, len(site.json("tasks")))

    def test_an_import_that_drops_much_waits_and_can_be_rejected(self):
        site = self.site()
        plan = site.write_plan(rows(100, 20))
        self.assertEqual(WAITS, site.dondoc("import", "--accept", plan).code)
        change = self.waiting(site)[0]
        self.assertEqual((120, 60, 60), (change["before"], change["after"], change["removed"]))
        site.json("confirm", change["id"], "--reject")
        self.assertEqual({"not_due"}, {task["status"] for task in site.json("tasks")})
        self.assertEqual(1, site.dondoc("confirm", change["id"]).code)

    def test_a_running_daemon_tells_of_an_import_that_waits(self):
        site = self.site(guard={"at_once": 10})
        up(site, self.port)
        site.dondoc("import", "--accept", site.write_plan(rows(3, 20), "gap.csv"))
        mail = eventually(lambda: self.told("chờ xác nhận"), "a mail")[0]
        self.assertIn("gap.csv", mail.text)
        self.assertIn("thông báo gửi ngay: 20", mail.text)


class Edits(unittest.TestCase):
    """Rule files that are edited without meaning anything else: nothing is repeated and nothing lost."""

    RULES = """\
quiet: none
reports:
  - {id: thang, title: Báo cáo tháng, from: [don-vi-1, don-vi-2], period: month, due: trước ngày 5 của tháng tiếp theo}
  - {id: quy, title: Báo cáo quý, from: [don-vi-3], period: quarter, due: ngày 25 tháng cuối quý}
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [14d, 3wd, 0d]}, overdue: {lead: every 2wd, until: 10d}}
"""
    RENAMED = "the file has another name"
    HARMLESS = [
        RULES.replace("policies:", "# ghi chú\n\npolicies:").replace("Báo cáo quý", "Báo cáo hằng quý"),
        RULES.replace("{id: quy, title: Báo cáo quý, from: [don-vi-3], period: quarter",
                      "{period: quarter, from: [don-vi-3], title: Tên khác, id: quy"),
        "policies:" + RULES.split("policies:")[1] + RULES.split("policies:")[0],
    ]

    def reminders(self, edits):
        site = Site(self, [{"id": "mail", "kind": "maildir", "path": "maildir"}], units=UNITS, rules=self.RULES)
        site.json("--today", "2026-01-05", "import", "--accept", site.write_plan(
            [("Việc %d" % n, "Đơn vị %d" % (n + 3), "%d/%d/2026" % (n, n % 3 + 2)) for n in range(1, 20)]))
        stretches = [("01-05", "01-20"), ("01-21", "02-02"), ("02-03", "02-10"), ("02-11", "03-02"), ("03-03", "03-31")]
        for (first, last), text in zip(stretches, edits):
            if text == self.RENAMED:
                (site.folder / "rules.d/rules.yaml").rename(site.folder / "rules.d/quy-tac.yaml")
            elif text:
                site.write("rules.d/rules.yaml", text)
            site.simulate("2026-" + first, "2026-" + last)
        return [[row[key] for key in ("at", "recipient", "subject", "stage")]
                for row in site.json("reminders", "--from", "2026-01-01", "--to", "2026-03-31")]

    def test_a_quarter_with_edits_is_the_quarter_without(self):
        untouched = self.reminders([""] * 5)
        self.assertLess(50, len(untouched))
        self.assertEqual(untouched, self.reminders(["", *self.HARMLESS, self.RENAMED]))


class Locked(unittest.TestCase):
    def test_another_program_that_writes_for_long_holds_up_nothing_else(self):
        port = free_port()
        site = Site(self, [{"id": "mail", "kind": "maildir", "path": "maildir"}], units=UNITS, rules=FEW,
                    listen="127.0.0.1:%d" % port)
        daemon = up(site, port)
        other = sqlite3.connect(site.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        site.write("rules.d/rules.yaml", OTHER)
        eventually(lambda: get(port, "/healthz")[0] == 503, "a daemon that says that it waits")
        asked = time.monotonic()
        get(port, "/healthz")
        self.assertLess(time.monotonic() - asked, 5)
        other.execute("ROLLBACK")
        other.close()
        daemon.wait_for_line("đã áp dụng quy tắc mới")
        eventually(lambda: get(port, "/healthz") == (200, "ok\n"), "a daemon that is well again")


class Refused(unittest.TestCase):
    """Files with errors: the former rules stay, and those who look after the program are told once."""

    def start(self, **settings):
        self.port = free_port()
        self.mail = MailServer(self)
        self.site = Site(self, [], units=UNITS, rules=FEW, listen="127.0.0.1:%d" % self.port)
        self.site.extra = settings
        self.site.configure([self.mail.channel()])
        self.daemon = up(self.site, self.port)

    def metric(self, name):
        return dict(line.rsplit(" ", 1) for line in get(self.port, "/metrics")[1].splitlines() if line[:1] != "#").get(name)

    def subjects(self):
        return collections.Counter(mail.parsed["Subject"] for mail in self.mail.messages())

    def test_admins_are_told_once_of_a_bad_set_and_once_that_it_is_good(self):
        self.start(admins="quan-tri@so.example")
        self.site.write("rules.d/rules.yaml", "policies: [\n")
        eventually(lambda: self.subjects(), "a mail")
        self.daemon.signal(signal.SIGHUP)
        eventually(lambda: self.metric('dondoc_reloads_total{result="refused"}') == "2", "read again")
        self.assertEqual("1", self.metric("dondoc_rules_refused"))
        self.assertEqual([1], list(self.subjects().values()))
        mail = self.mail.messages()[0]
        self.assertEqual(["quan-tri@so.example"], mail.to)
        self.assertIn("rules.yaml:", mail.text)
        self.site.write("rules.d/rules.yaml", FEW)
        eventually(lambda: len(self.subjects()) == 2, "another mail")
        self.assertEqual("0", self.metric("dondoc_rules_refused"))
        self.assertIn("hết lỗi", self.mail.messages()[1].parsed["Subject"])

    def test_the_same_error_is_told_again_another_time(self):
        self.start(admins="quan-tri@so.example")
        for told in (1, 2):
            self.site.write("rules.d/rules.yaml", "policies: [\n")
            eventually(lambda: sum(self.subjects().values()) == 2 * told - 1, "a mail of the error")
            self.site.write("rules.d/rules.yaml", FEW)
            eventually(lambda: list(self.subjects().values()) == [told, told], "a mail that it is over")

    def test_admins_are_told_that_files_are_right_again_also_after_a_restart(self):
        self.start(admins="quan-tri@so.example")
        self.site.write("rules.d/rules.yaml", "policies: [\n")
        eventually(lambda: self.subjects(), "a mail")
        self.daemon.terminate()
        self.site.write("rules.d/rules.yaml", FEW)
        again = up(self.site, self.port)
        eventually(lambda: len(self.subjects()) == 2, "another mail")
        self.assertIn("hết lỗi", self.mail.messages()[1].parsed["Subject"])
        again.terminate()
        self.assertEqual(0, self.site.dondocd("--once").code)
        self.assertEqual([1, 1], list(self.subjects().values()))

    def test_without_admins_the_planning_office_is_told(self):
        self.start()
        self.site.write("units.yaml", UNITS + "  - {id: don-vi-1, name: Trùng}\n")
        eventually(lambda: self.subjects(), "a mail")
        self.assertEqual(["khtc@so.example"], self.mail.messages()[0].to)

    def test_a_daemon_that_starts_beside_broken_files_goes_on_with_the_former_ones(self):
        self.start(admins=["quan-tri@so.example"])
        self.daemon.terminate()
        self.site.write("rules.d/rules.yaml", "policies: [\n")
        again = up(self.site, self.port)
        again.wait_for_line("giữ nguyên bộ quy tắc cũ")
        eventually(lambda: self.subjects(), "a mail")
        self.assertEqual((200, "ok\n"), get(self.port, "/healthz"))
        again.terminate()
        self.assertEqual(1, self.site.dondocd("--once").code)
        self.assertEqual([1], list(self.subjects().values()))


if __name__ == "__main__":
    unittest.main()
