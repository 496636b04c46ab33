"""Units answer through the links in their mails: the real daemon, real mails, real requests."""

import datetime
import json
import re
import socket
import sqlite3
import threading
import unittest
import urllib.error
import urllib.parse
import urllib.request

from dondoc_site import PATIENCE, UNITS, MailServer, Site, eventually, in_days

RULES = """\
quiet: none
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [30d]}, overdue: {lead: every 7d}}
"""
FORM = "application/x-www-form-urlencoded"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def ask(url, form=None, method=None, **headers):
    """Status, headers, text; redirects are not followed."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)
    body = None if form is None else urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(url, body, {name.replace("_", "-"): value for name, value in headers.items()},
                                     method=method)
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


class Answers(unittest.TestCase):
    ROWS = [("Việc <b>một</b> của A", "Đơn vị A", in_days(20)), ("Việc của B", "Đơn vị B", in_days(20))]

    def setUp(self):
        self.port = free_port()
        self.mail = MailServer(self)
        self.site = Site(self, [self.mail.channel()], units=UNITS, rules=RULES, listen="127.0.0.1:%d" % self.port)
        self.site.extra["answers"] = {"url": "http://127.0.0.1:%d" % self.port}
        self.site.configure([self.mail.channel()])
        self.plan = self.site.import_plan(self.ROWS)
        self.site.fall_behind()
        self.daemon = self.site.start()
        self.mail.wait_for_entries(2, event="message")

    def mail_to(self, address, part=""):
        def find():
            return next((mail for mail in self.mail.messages()
                         if mail.to == [address] and part in str(mail.parsed["Subject"])), None)
        return eventually(find, "a mail to %s with '%s'" % (address, part))

    def link(self, unit="a"):
        return re.search(r"^ *Trả lời:\s*(\S+)", self.mail_to(unit + "@so.example").text, re.MULTILINE).group(1)

    def token(self, unit="a"):
        return self.link(unit).rsplit("/", 1)[1]

    def events(self, verb):
        database = sqlite3.connect("file:%s?mode=ro" % self.site.database, uri=True)
        try:
            rows = database.execute("SELECT who, subject, detail FROM event WHERE verb = ? ORDER BY id", (verb,))
            return [(who, subject, json.loads(detail)) for who, subject, detail in rows]
        finally:
            database.close()

    def nothing_happened(self):
        self.assertEqual([], self.site.json("answers", "list", "--all"))
        for verb in ("completed", "extended", "acknowledged"):
            self.assertEqual([], self.events(verb))

    def test_the_html_part_offers_all_four(self):
        html = self.mail_to("a@so.example").html
        for part in ("received", "done", "extend", "not-ours"):
            self.assertIn('href="%s/%s"' % (self.link(), part), html)

    def test_a_unit_says_that_it_is_done(self):
        status, _, page = ask(self.link() + "/done")
        self.assertEqual(200, status)
        self.assertIn("Việc &lt;b&gt;một&lt;/b&gt; của A", page)
        today = datetime.date.today()
        status, headers, _ = ask(self.link() + "/done", {"document": "12/BC-A", "day": today.isoformat()})
        self.assertEqual((303, "../" + self.token()), (status, headers["Location"]))
        page = ask(self.link())[2]
        self.assertIn("12/BC-A", page)
        self.assertNotIn("<form", page)
        who, subject, detail = self.events("answer.completed")[0]
        self.assertEqual(("don-vi-a qua liên kết", self.plan + "/1", "don-vi-a", "127.0.0.1"),
                         (who, subject, detail["recipient"], detail["address"]))
        self.assertIn("hoàn thành đúng hạn", self.site.dondoc("explain", self.plan + "/1").out)
        rows = {row["subject"]: row["status"] for row in self.site.json("tasks")}
        self.assertEqual("done_on_time", rows[self.plan + "/1"])
        self.assertNotIn("done", rows[self.plan + "/2"])

    def test_done_twice_is_done_once(self):
        form = {"document": "12/BC-A", "day": datetime.date.today().isoformat()}
        self.assertEqual([303, 303], [ask(self.link() + "/done", form)[0] for _ in range(2)])
        self.assertEqual(1, len(self.events("completed")))

    def test_having_received_it_is_kept_and_mutes_nothing(self):
        def outcomes(explained):
            return [(stage["stage"], stage["recipient"], stage["outcome"]) for stage in explained["periods"][0]["stages"]]
        before = outcomes(self.site.json("explain", self.plan + "/1"))
        self.assertEqual(303, ask(self.link() + "/received", {})[0])
        vietnam = datetime.timezone(datetime.timedelta(hours=7))
        today = datetime.datetime.now(vietnam).date()
        self.assertEqual([today.isoformat()], [detail["day"] for _, _, detail in self.events("answer.received")])
        self.assertEqual([], self.events("acknowledged"))
        explained = self.site.json("explain", self.plan + "/1")
        self.assertEqual(before, outcomes(explained))
        self.assertEqual([("received", "don-vi-a")], [(one["kind"], one["unit"]) for one in explained["answers"]])
        self.assertRegex(self.site.dondoc("explain", self.plan + "/1").out,
                         r"Đơn vị trả lời: don-vi-a đã nhận \(đã ghi nhận\), lúc \d\d:\d\d")

    def ask_for_more_time(self, days=40):
        wanted = (datetime.date.today() + datetime.timedelta(days)).isoformat()
        status, _, page = ask(self.link() + "/extend", {"day": wanted, "reason": "Chờ <i>thẩm định</i>\r\nBcc: x@evil.example"})
        self.assertEqual(303, status, page)
        return wanted

    def test_more_time_is_asked_of_the_office_and_granted(self):
        wanted = self.ask_for_more_time()
        request = self.mail_to("khtc@so.example", "xin gia hạn")
        self.assertIn("dondoc answers approve 1", request.text)
        self.assertIn("Chờ <i>thẩm định</i> Bcc: x@evil.example", re.sub(r"\s+", " ", request.text))
        self.assertNotIn("<i>", request.html)
        self.assertIsNone(request.parsed["Bcc"])
        self.assertEqual([], self.events("extended"))
        done = self.site.json("answers", "approve", "1", "--basis", "CV 615/UBND")
        self.assertEqual("approved", done["state"])
        self.assertEqual([wanted], [detail["day"] for _, _, detail in self.events("extended")])
        self.assertIn("CV 615/UBND", self.mail_to("a@so.example", "Đã đồng ý gia hạn").text)
        self.assertEqual(1, self.site.dondoc("answers", "approve", "1").code)
        self.assertIn("Thời hạn đã thay đổi", ask(self.link())[2])

    def test_more_time_without_a_basis_does_not_tell_the_unit_its_own_request(self):
        self.ask_for_more_time()
        self.assertEqual("approved", self.site.json("answers", "approve", "1")["state"])
        self.assertEqual(["Đề nghị gia hạn số 1 của Đơn vị A"], [detail["basis"] for _, _, detail in self.events("extended")])
        text = self.mail_to("a@so.example", "Đã đồng ý gia hạn").text
        self.assertNotIn("Ý kiến của bộ phận kế hoạch", text)
        self.assertNotIn("Đề nghị gia hạn số", text)

    def test_more_time_is_refused_with_a_reason(self):
        self.ask_for_more_time()
        self.site.json("answers", "reject", "1", "--reason", "Không có căn cứ")
        self.assertEqual([], self.events("extended"))
        self.assertIn("Không có căn cứ", self.mail_to("a@so.example", "Không đồng ý").text)
        self.assertIn("Không có căn cứ", ask(self.link())[2])

    def test_more_time_cannot_be_granted_once_it_is_done(self):
        self.ask_for_more_time()
        self.site.json("done", self.plan + "/1")
        self.assertEqual(1, self.site.dondoc("answers", "approve", "1").code)
        self.assertEqual([], self.events("extended"))

    def test_not_ours_goes_to_the_office_and_silences_nothing(self):
        self.assertEqual(303, ask(self.link() + "/not-ours", {"reason": "Việc của Đơn vị B"})[0])
        self.mail_to("khtc@so.example", "không phải việc")
        self.site.json("answers", "approve", "1")
        rows = {row["subject"]: row["status"] for row in self.site.json("tasks")}
        self.assertEqual("not_due", rows[self.plan + "/1"])
        self.assertEqual([], self.events("cancelled") + self.events("acknowledged"))

    def test_programs_that_follow_links_change_nothing(self):
        for part in ("", "/received", "/done", "/extend", "/not-ours"):
            for method in ("GET", "HEAD"):
                self.assertEqual(200, ask(self.link() + part, method=method)[0])
            for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
                self.assertEqual(405, ask(self.link() + part, method=method)[0])
        self.nothing_happened()

    def test_a_link_is_of_no_use_for_another_unit_or_matter(self):
        form = {"document": "1", "day": datetime.date.today().isoformat()}
        base = "http://127.0.0.1:%d/a/" % self.port
        a, b = self.token("a"), self.token("b")
        for mixed in {b[:cut] + a[cut:] for cut in range(len(a))} - {a, b}:
            self.assertIn(ask(base + mixed + "/done", form)[0], (404, 429))
        self.nothing_happened()
        ask(base + a + "/done", form)
        self.assertEqual([self.plan + "/1"], [subject for _, subject, _ in self.events("completed")])

    def test_a_page_tells_nothing_to_who_guesses(self):
        base = "http://127.0.0.1:%d/a/" % self.port
        pages = {ask(base + token)[2] for token in ("x", self.token()[:-1] + "!", self.token() + "A", "%00", "..%2f", "A" * 900)}
        self.assertEqual(1, len(pages))
        self.assertNotIn("Việc", pages.pop().replace("Việc không", ""))

    def test_forms_of_other_sites_are_refused(self):
        form = {"document": "1", "day": datetime.date.today().isoformat()}
        self.assertEqual(403, ask(self.link() + "/done", form, Origin="https://evil.example")[0])
        self.assertEqual(403, ask(self.link() + "/done", form, Sec_Fetch_Site="cross-site")[0])
        self.nothing_happened()

    def test_slow_clients_hold_up_nobody(self):
        slow = []
        for _ in range(40):
            connection = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
            self.addCleanup(connection.close)
            connection.sendall(b"POST /a/x/done HTTP/1.1\r\nHost: x\r\nContent-Type: " + FORM.encode() +
                               b"\r\nContent-Length: 16000\r\n\r\na=")
            slow.append(connection)
        # One address has used up its connections, another has not; mails go out all the same.
        other = socket.create_connection(("127.0.0.1", self.port), PATIENCE, ("127.0.0.9", 0))
        self.addCleanup(other.close)
        other.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        self.assertIn(b"200", other.recv(4096))

    def test_a_busy_database_is_told_and_nothing_is_half_written(self):
        link = self.link()
        form = {"document": "1", "day": datetime.date.today().isoformat()}
        busy = sqlite3.connect(self.site.database, isolation_level=None)
        busy.execute("BEGIN IMMEDIATE")
        self.assertEqual(503, ask(link + "/done", form)[0])
        self.assertEqual(200, ask(link)[0])
        busy.execute("ROLLBACK")
        busy.close()
        self.nothing_happened()
        self.assertEqual(303, ask(link + "/done", form)[0])
        self.assertEqual(1, len(self.events("completed")))

    def test_the_keys_are_made_for_the_owner_only(self):
        key = self.site.folder / "state/answers.key"
        self.assertEqual(0o600, key.stat().st_mode & 0o777)
        self.assertNotIn(key.read_text().strip(), "\n".join(self.daemon.lines))

    def test_no_link_stands_in_the_log(self):
        token = self.token()
        ask(self.link() + "/done", {"document": "1", "day": "2999-01-01"})
        ask(self.link()[:-1])
        self.assertNotIn(token[:20], "\n".join(self.daemon.lines))

    def test_many_requests_at_once_are_all_answered(self):
        statuses = []

        def read():
            for _ in range(25):
                statuses.append(ask(self.link())[0])
        readers = [threading.Thread(target=read) for _ in range(8)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        self.assertEqual([200] * 200, statuses)


if __name__ == "__main__":
    unittest.main()
