"""The main job: real plans go in as Word files, and the reminders come out as mails and signed webhook calls."""

import collections
import csv
import json
import re
import unicodedata
import unittest

import dondoc_site
from dondoc_site import SHARED, MailServer, Site, WebhookSink, needs_shared_plans

RULES = """\
reports:
  - id: kh142-6-thang
    title: Báo cáo kết quả thực hiện 6 tháng
    basis: 142/KH-UBND, IV.3
    from: [cac-so-ban-nganh-thuoc-ubnd-tinh, ubnd-cac-xa-phuong]
    to: so-y-te
    period: half-year(1)
    due: trước ngày 10/6
  - id: kh142-nam
    title: Báo cáo kết quả thực hiện năm
    basis: 142/KH-UBND, IV.3
    from: [cac-so-ban-nganh-thuoc-ubnd-tinh, ubnd-cac-xa-phuong]
    to: so-y-te
    period: year
    due: trước ngày 15/11
policies:
  - id: bao-cao
    match: subject.kind == "report"
    remind: {lead: [30d, 14d, 7d, 3wd, 1wd, 0d]}
    overdue: {lead: every 2wd, until: 8d}
    escalate:
      - {after: 1wd, to: unit.head}
      - {after: 3wd, to: planning-office}
      - {after: 10wd, to: leadership, severity: critical}
  - id: mac-dinh
    match: "true"
    remind: {lead: [30d, 7d, 1wd], support: [30d]}
    overdue: {lead: every 7d, until: 14d}
    escalate: [{after: 7d, to: planning-office}]
"""

BEFORE_10_JUNE = ["2026-05-08", "2026-05-26", "2026-06-02", "2026-06-04", "2026-06-08", "2026-06-09"]
BEFORE_15_NOVEMBER = ["2026-10-15", "2026-10-30", "2026-11-06", "2026-11-10", "2026-11-12", "2026-11-13"]
DUE = {"kh142-6-thang": "2026-06-09", "kh142-nam": "2026-11-14"}
ALONE = "xa-mau-mot"
PLANS = ("bn-142", "bn-200", "bn-683", "ls-72", "nb-syt")
WITH_WEBHOOK = {ALONE, "so-tai-chinh", "so-y-te"}


def slug(name):
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub("[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")[:64].strip("-")


def units_of_the_plans(plans, hook=None):
    """units.yaml for some plans, from the hand-made list of the names that they use."""
    with open(SHARED / "plans/units.tsv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                if any(plan in row["plans"] for plan in plans)]
    spellings, members = collections.defaultdict(set), {}
    for row in rows:
        spellings[row["canonical"]].add(row["as_written"])
        named = [name for name in row["expands_to"].split("|") if name and not name.startswith("*")]
        if named:
            members[row["canonical"]] = named
    communes = "UBND các xã, phường"
    members[communes] = ["Xã mẫu một", "Phường mẫu hai"]
    units, open_groups = {}, {row["canonical"] for row in rows if row["kind"] == "group-expression"} - set(members)
    for name in [*spellings, *(name for group in members.values() for name in group), "Phòng trực"]:
        if name not in members and name not in open_groups:
            contacts = [{"channel": "mail", "to": slug(name) + "@bn.example"}]
            if hook and slug(name) in WITH_WEBHOOK:
                contacts.append({"channel": "hook", "to": hook.url(slug(name))})
            units[name] = {"id": slug(name), "name": name, "aliases": sorted(spellings[name] - {name}), "contacts": contacts}
    groups = [{"id": slug(name), "name": name, "aliases": sorted(spellings[name] - {name}), "members": list(map(slug, of))}
              for name, of in members.items()]
    return json.dumps({"roles": {"planning-office": "phong-truc", "leadership": "so-y-te"},
                       "units": list(units.values()), "groups": groups}, ensure_ascii=False, indent=1)


def site_with_plans(test):
    mail, hook = MailServer(test, secure=dondoc_site.secure()), WebhookSink(test)
    site = Site(test, [mail.channel(), hook.channel()], units=units_of_the_plans(("bn-142", "bn-683"), hook), rules=RULES)
    site.write("mail.password", mail.secure.password, 0o600)
    site.write("hook.secret", hook.secret, 0o600)
    return site, mail, hook


def reports_in(mail):
    """The report rules that a mail speaks of."""
    return set(re.findall("Mã: (kh142-[a-z0-9-]+)/", mail.text))


@needs_shared_plans
class Import(unittest.TestCase):
    def setUp(self):
        self.site, self.mail, self.hook = site_with_plans(self)

    def test_each_row_of_both_plans_becomes_an_assignment(self):
        for name, rows in (("bn-142", 43), ("bn-683", 24)):
            answer = self.site.json("import", "--accept", SHARED / "plans" / (name + ".docx"))
            self.assertEqual((rows, rows), (len(answer["assignments"]), answer["added"]))
        self.assertEqual(67, len(self.site.json("tasks")))

    def test_importing_twice_changes_nothing(self):
        self.site.json("import", "--accept", SHARED / "plans/bn-142.docx")
        before = self.site.json("tasks")
        again = self.site.json("import", "--accept", SHARED / "plans/bn-142.docx")
        self.assertEqual([0, 0, 43, 0], [again[key] for key in ("added", "changed", "unchanged", "withdrawn")])
        self.assertEqual(before, self.site.json("tasks"))

    def test_a_month_of_the_work_programme_is_due_on_its_last_day(self):
        self.site.json("import", "--accept", SHARED / "plans/bn-683.docx")
        march = {task["due"] for task in self.site.json("tasks") if task["deadline_words"] == "Tháng 3"}
        self.assertEqual({"2026-03-31"}, march)

    def test_groups_mean_their_members_and_open_names_are_listed(self):
        answer = self.site.json("import", "--accept", SHARED / "plans/bn-142.docx")
        tasks = {str(task["ordinal"]): task for task in self.site.json("tasks")}
        everybody = [task for task in tasks.values() if "địa phương" in task["lead_words"].lower()]
        self.assertTrue(everybody)
        for task in everybody:
            self.assertTrue(task["leads"], task)
        open_names = {name for task in tasks.values() for name in task["unresolved_units"]}
        listed = {doubt["text"] for doubt in answer["doubts"]}
        self.assertTrue(open_names)
        self.assertEqual(set(), {name for name in open_names if not any(name in text for text in listed)})


@needs_shared_plans
class Year(unittest.TestCase):
    """2026 once, in simulated days; each test looks at another side of what came out."""

    @classmethod
    def setUpClass(cls):
        stage = unittest.TestCase()
        cls.addClassCleanup(stage.doCleanups)
        cls.site, cls.mail, cls.hook = site_with_plans(stage)
        cls.site.json("import", "--accept", SHARED / "plans/bn-142.docx")
        cls.log = cls.site.simulate("2026-01-01", "2026-12-31")
        cls.mails = cls.mail.messages()
        cls.calls = cls.hook.entries()

    def days_by_unit(self, rule):
        days = collections.defaultdict(list)
        for mail in self.mails:
            if rule in reports_in(mail) and mail.day <= DUE[rule] and f"Mã: {rule}/{mail.to[0].split('@')[0]}@" in mail.text:
                days[mail.to[0]].append(mail.day)
        return days

    def test_before_10_june_is_reminded_on_its_six_days(self):
        days = self.days_by_unit("kh142-6-thang")
        self.assertIn(ALONE + "@bn.example", days)
        self.assertIn("so-tai-chinh@bn.example", days)
        self.assertEqual({unit: BEFORE_10_JUNE for unit in days}, days)

    def test_before_15_november_is_reminded_on_its_six_days(self):
        days = self.days_by_unit("kh142-nam")
        self.assertIn(ALONE + "@bn.example", days)
        self.assertEqual({unit: BEFORE_15_NOVEMBER for unit in days}, days)

    def test_each_member_of_the_groups_is_told(self):
        groups = {group["id"]: group["members"] for group in json.loads((self.site.folder / "units.yaml").read_text())["groups"]}
        owing = set(groups["cac-so-ban-nganh-thuoc-ubnd-tinh"]) | set(groups["ubnd-cac-xa-phuong"])
        self.assertEqual({unit + "@bn.example" for unit in owing}, set(self.days_by_unit("kh142-6-thang")))

    def test_nothing_is_sent_on_a_day_off(self):
        off = [mail.day for mail in self.mails if mail.parsed["Date"].datetime.weekday() > 4]
        self.assertEqual([], off)  # 2026 has no worked Saturday on which a stage falls
        self.assertTrue({"2026-02-17", "2026-04-30", "2026-09-02"}.isdisjoint(mail.day for mail in self.mails))

    def test_mails_go_out_at_eight_encrypted_and_with_a_login(self):
        self.assertEqual({"08:00:00+0700"}, {mail.parsed["Date"].datetime.strftime("%H:%M:%S%z") for mail in self.mails})
        self.assertEqual({(True, "don-doc")}, {(mail.entry["tls"], mail.entry["user"]) for mail in self.mails})

    def test_mails_are_well_formed_and_for_one_recipient_each(self):
        self.assertTrue(self.mails)
        for mail in self.mails:
            self.assertEqual([], mail.entry["defects"])
            self.assertEqual(mail.to, [address.addr_spec for address in mail.parsed["To"].addresses])
            self.assertEqual("auto-generated", mail.parsed["Auto-Submitted"])
        ids = [mail.parsed["Message-ID"] for mail in self.mails]
        self.assertEqual(len(ids), len(set(ids)))

    def test_one_message_a_recipient_and_morning(self):
        mornings = collections.Counter((mail.to[0], mail.day) for mail in self.mails)
        self.assertEqual({1}, set(mornings.values()))

    def test_each_webhook_call_is_signed(self):
        self.assertTrue(self.calls)
        self.assertEqual([], [call["path"] for call in self.calls if call["signatures"] != [True]])

    def test_webhooks_say_the_same_as_mails(self):
        said = collections.Counter((call["path"].strip("/"), json.loads(call["body"])["data"]["date"]) for call in self.calls)
        mails = ((mail.to[0].split("@")[0], mail.day) for mail in self.mails)
        self.assertEqual(collections.Counter(mail for mail in mails if mail[0] in WITH_WEBHOOK), said)

    def test_a_reminder_names_plan_clause_words_and_day(self):
        first = next(mail for mail in self.mails if mail.to == [ALONE + "@bn.example"] and mail.day == BEFORE_10_JUNE[0])
        for part in ("142/KH-UBND, IV.3", "trước ngày 10/6", "09/6/2026", "Báo cáo kết quả thực hiện 6 tháng"):
            self.assertIn(part, first.text)
            self.assertIn(part, first.html)

    def test_the_same_stretch_again_sends_nothing(self):
        log = self.site.simulate("2026-01-01", "2026-12-31")
        self.assertNotIn("lời nhắc", log)
        self.assertEqual((len(self.mails), len(self.calls)), (len(self.mail.messages()), len(self.hook.entries())))


if __name__ == "__main__":
    unittest.main()
