"""Which rule of etc/recipes says which reporting duty of the real plans, and who of its register owes it.

A key is (plan, clause, period) of ../shared/plans/*.reporting.tsv; `owe` are units of the reporters that the plan names,
`free` are units that it does not name.
"""

import dataclasses

DEPARTMENTS = ["so-tai-chinh", "so-noi-vu"]
COMMUNES = ["xa-dong-giang", "phuong-tay-ho"]
ROOMS = ["phong-tai-chinh", "phong-to-chuc", "phong-duoc", "van-phong-so"]
BELOW = ["tt-kiem-soat-benh-tat", "cc-dan-so", "bv-da-khoa", "bv-san-nhi"]
HOSPITALS = ["bv-da-khoa", "bv-san-nhi"]


@dataclasses.dataclass
class Duty:
    rule: str
    owe: list
    free: list
    collected: str = ""  # the rule by which the recipient sends on what it has collected


def only(unit):
    return [unit]


DUTIES = {
    ("bn-142", "IV.1", "once"): Duty("kh142-lap-ke-hoach", DEPARTMENTS + COMMUNES + BELOW, only("ubnd-tinh")),
    ("bn-142", "IV.3", "half-yearly"): Duty("kh142-6-thang", DEPARTMENTS + COMMUNES, only("phong-duoc"),
                                            "kh142-6-thang-tong-hop"),
    ("bn-142", "IV.3", "yearly"): Duty("kh142-nam", DEPARTMENTS + COMMUNES, only("phong-duoc"), "kh142-nam-tong-hop"),
    ("bn-142", "IV.5", "ad-hoc"): Duty("kh142-phoi-hop-yeu-cau", ["thong-ke-tinh", "bhxh-tinh"], only("so-noi-vu")),
    ("bn-142", "IV.6", "yearly"): Duty("kh142-kien-nghi-nam", only("so-y-te"), only("so-noi-vu")),
    ("bn-142", "IV (closing)", "ad-hoc"): Duty("kh142-sua-doi-yeu-cau", DEPARTMENTS + COMMUNES + BELOW, only("so-y-te")),
    ("bn-683", "III.2", "ad-hoc"): Duty("kh683-danh-gia-yeu-cau", only("phong-ke-hoach"), only("phong-duoc")),
    ("bn-683", "III (closing)", "ad-hoc"): Duty("kh683-vuong-mac-yeu-cau", ROOMS + BELOW, only("so-noi-vu")),
    ("bn-200", "IV.1", "ad-hoc"): Duty("kh200-tien-do-yeu-cau", only("so-y-te"), only("so-noi-vu")),
    ("bn-200", "IV.3", "yearly"): Duty("kh200-nam", DEPARTMENTS + ["bhxh-tinh"], COMMUNES),
    ("bn-200", "IV (closing, 1)", "quarterly"): Duty("kh200-quy", DEPARTMENTS + COMMUNES, only("phong-duoc"),
                                                     "kh200-quy-tong-hop"),
    ("bn-200", "IV (closing, 2)", "ad-hoc"): Duty("kh200-vuong-mac-yeu-cau", DEPARTMENTS + COMMUNES, only("so-y-te")),
    ("ls-72", "V.1", "ad-hoc"): Duty("ls72-theo-yeu-cau", only("so-y-te"), only("so-noi-vu")),
    ("ls-72", "V.1", "yearly"): Duty("ls72-nam-tong-hop", only("so-y-te"), only("so-noi-vu")),
    ("ls-72", "V (closing)", "yearly"): Duty("ls72-nam", DEPARTMENTS + COMMUNES + ["hoi-phu-nu"], only("phong-duoc")),
    ("ls-72", "V (closing)", "ad-hoc"): Duty("ls72-vuong-mac-yeu-cau", DEPARTMENTS + COMMUNES + ["hoi-phu-nu"],
                                             only("phong-duoc")),
    ("nb-syt", "V.1", "ad-hoc"): Duty("nb72-tai-chinh-yeu-cau", only("phong-tai-chinh"), only("phong-duoc")),
    ("nb-syt", "V (closing)", "ad-hoc"): Duty("nb72-vuong-mac-yeu-cau", DEPARTMENTS + COMMUNES + BELOW, only("so-y-te")),
}

SECTIONS = {
    "V.2": only("phong-to-chuc"), "V.3": only("phong-du-phong"), "V.4": only("phong-kham-chua-benh"),
    "V.5": only("phong-bao-hiem"), "V.6": only("phong-duoc"), "V.7": only("phong-bao-tro"), "V.8": only("van-phong-so"),
    "V.9": only("tt-kiem-soat-benh-tat"), "V.10": only("cc-dan-so"), "V.11": only("cc-an-toan-thuc-pham"),
    "V.12": only("tt-kiem-nghiem"), "V.13": HOSPITALS,
}
for clause, reporters in SECTIONS.items():
    for period, rule in (("half-yearly", "nb72-6-thang"), ("yearly", "nb72-12-thang"), ("ad-hoc", "nb72-dot-xuat-yeu-cau")):
        DUTIES["nb-syt", clause, period] = Duty(rule, reporters, only("phong-tai-chinh"))
