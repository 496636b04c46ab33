"""A site whose digests hold all that is hard to show: long names, words that cannot be broken, hostile texts."""

import email
import email.policy
import json

from dondoc_site import Site

TODAY = "2026-06-02"  # a Tuesday
LONG_CODE = "H26.18.04-" + "0123456789ABCDEF" * 9
LONG_ADDRESS = "https://dichvucong.tinh.example/ho-so/" + "tra-cuu-ket-qua-giai-quyet-thu-tuc-hanh-chinh-" * 4 + "?id=42"
HOSTILE = "<script>window.taken = 1</script><img src=x onerror='window.taken = 2'> & \"trong ngoặc\" {{site}} {{{site}}}"
TITLES = [
    "Xây dựng Kế hoạch triển khai hồ sơ bệnh án điện tử tại các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh giai đoạn "
    "2026-2030, bảo đảm liên thông dữ liệu với Trục tích hợp của Bộ Y tế và Trung tâm Dữ liệu quốc gia",
    "Rà soát thủ tục hành chính",
    "Cập nhật hồ sơ mã " + LONG_CODE,
    "Công bố kết quả tại " + LONG_ADDRESS,
    HOSTILE,
    "Tổ chức tập huấn nghiệp vụ nghiêng-ngả-khúc-khuỷu-" + "nghiệpvụchuyênmôn" * 8,
    "Tiêm vắc-xin 💉 cho trẻ 🧒🏽 dưới 5 tuổi",
]
RESULTS = ["Kế hoạch của UBND tỉnh", "", "Danh mục " + LONG_CODE, "Quyết định ban hành; Báo cáo tổng hợp; Phụ lục số liệu"]
WORDS = ["02/5/2026", "Chậm nhất ngày 28/5/2026", "Tháng 5", "02/6/2026", "trước ngày 04/6/2026", "05/6/2026", "Quý II",
         "25/6/2026", "30/6/2026"]

UNITS = {
    "roles": {"planning-office": "phong-kh"},
    "units": [
        {"id": "phong-kh", "name": "Phòng Kế hoạch", "email": "kh@so.example"},
        {"id": "don-vi-a", "name": "Trung tâm Kiểm soát bệnh tật và Chăm sóc sức khỏe sinh sản tỉnh Sông Xanh",
         "aliases": ["Đơn vị A"], "email": "a@so.example"},
        {"id": "unit-en", "name": "Provincial General Hospital", "aliases": ["Đơn vị B"], "locale": "en",
         "email": "b@so.example"},
    ]}

POLICY = """\
quiet: none
reports:
  - id: bao-cao-6-thang
    title: Báo cáo kết quả thực hiện
    basis: 142/KH-UBND, IV.3
    from: [don-vi-a, unit-en]
    to: phong-kh
    form: Mẫu số 02
    how: qua phần mềm báo cáo của tỉnh
    period: half-year(1)
    due: trước ngày 10/6
policies:
  - id: mac-dinh
    match: "true"
    remind: {lead: [30d, 7d, 0d]}
    overdue: {lead: every 7d}
"""


def rows(lines):
    return [(TITLES[n % len(TITLES)] + (" (việc %d)" % (n + 1) if n >= len(TITLES) else ""), RESULTS[n % len(RESULTS)],
             WORDS[n % len(WORDS)]) for n in range(lines)]


class DigestSite(Site):
    """Whose unit has `lines` assignments to be told of today; and one report, where there are several."""

    def __init__(self, test, lines, unit="don-vi-a"):
        self.unit = unit
        alias = next(one["aliases"][0] for one in UNITS["units"] if one["id"] == unit)
        rules = POLICY if lines > 1 else POLICY.replace("from: [don-vi-a, unit-en]", "from: [phong-kh]")
        channels = [{"id": "mail", "kind": "maildir", "path": "mail"}]
        super().__init__(test, channels, units=json.dumps(UNITS, ensure_ascii=False), rules=rules, listen="127.0.0.1:0")
        self.extra = {"answers": {"url": "https://don-doc.so.example"}}
        self.configure(channels)
        cells = [["TT", "Nhiệm vụ", "Chủ trì", "Kết quả", "Thời hạn"]]
        cells += [[str(n), title, alias, result, words] for n, (title, result, words) in enumerate(rows(lines), 1)]
        text = "".join(",".join('"%s"' % cell.replace('"', '""') for cell in line) + "\n" for line in cells)
        plan = self.json("import", "--accept", "--number", "142/KH-UBND", "--year", "2026", self.write("ke-hoach.csv", text))
        test.assertEqual(lines, len(plan["assignments"]), plan)

    def preview(self, *words, on=TODAY):
        day = ("--on", on) if on else ()
        result = self.dondoc("--today", TODAY, "preview", "--unit", self.unit, *day, *words)
        self.test.assertEqual(0, result.code, result.out + result.err)
        return result.out

    def mail(self, on=TODAY):
        """The bytes of the digest, and what Python's parser makes of them; of the next one where no day is given."""
        path = self.folder / "digest.eml"
        self.preview("--out", path, on=on)
        raw = path.read_bytes()
        return raw, email.message_from_bytes(raw, policy=email.policy.default)
