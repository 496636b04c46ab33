"""Files that nobody should send: each ends in one clear sentence, within two seconds and 256 MB, and nothing is stored."""

import io
import json
import random
import subprocess
import sys
import unittest
import zipfile

from dondoc_site import BIN, LONG_PATIENCE, Site

FILES_WRONG = 1
CPU_SECONDS = 2.0
MEMORY_KIB = 256 * 1024
# The peak of a process counts that of the one it was forked from, so a small one stands in between.
MEASURE = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=open(sys.argv[1], "wb"), stderr=subprocess.STDOUT)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]))
"""
CHANNEL = {"id": "mail", "kind": "maildir", "path": "maildir"}
COMPOUND = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(2048)
HEADER = ("TT", "Nội dung", "Đơn vị chủ trì", "Thời gian hoàn thành")


def archive(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, content in entries:
            target.writestr(name, content)
    return out.getvalue()


def docx(body, before=""):
    return archive([("word/document.xml", '<?xml version="1.0"?>%s<w:document xmlns:w="w"><w:body>%s</w:body></w:document>' %
                     (before, body))])


def docx_table(rows):
    cell = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
    return docx("<w:tbl>" + "".join("<w:tr>" + "".join(cell % text for text in row) + "</w:tr>" for row in rows) + "</w:tbl>")


def xlsx(sheet, before="", more=()):
    book = '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>'
    return archive([("xl/workbook.xml", book), ("xl/worksheets/sheet1.xml", before + sheet), *more])


def sheet(rows, after=""):
    def cell(place, text):
        return '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (place, text)
    lines = ('<row r="%d">%s</row>' % (n, "".join(cell("ABCD"[i] + str(n), text) for i, text in enumerate(row)))
             for n, row in enumerate(rows, 1))
    return "<worksheet><dimension ref=\"A1:B2\"/><sheetData>" + "".join(lines) + "</sheetData>" + after + "</worksheet>"


def many(count):
    yield HEADER
    for number in range(1, count):
        yield (str(number), "Việc số %d" % number, "Sở Y tế", "Quý I/2026")


def noise(size):
    return "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=size))


ENTITIES = "<!DOCTYPE d [" + '<!ENTITY a "ha">' + "".join(
    '<!ENTITY %s "%s">' % (chr(98 + i), ("&%s;" % chr(97 + i)) * 10) for i in range(20)) + "]>"
PLAIN = list(many(3))


class HostileFiles(unittest.TestCase):
    def refuses(self, name, content, *parts):
        """Imports for keeps; the peak of memory and the time are those of the one process."""
        site = Site(self, [CHANNEL])
        before = site.json("tasks")
        path = site.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        said = site.folder / "said"
        command = [BIN / "dondoc", "--config", site.config, "import", "--accept", path]
        measured = subprocess.run([sys.executable, "-S", "-c", MEASURE, said, *command], cwd=site.folder, check=True,
                                  capture_output=True, timeout=LONG_PATIENCE)
        code, seconds, memory = json.loads(measured.stdout)
        text = said.read_text(encoding="utf-8")
        self.assertEqual(FILES_WRONG, code, text)
        for part in parts:
            self.assertIn(part, text)
        for sign in ("terminate called", "what():", "std::", "bad_alloc", "Sanitizer"):
            self.assertNotIn(sign, text)
        self.assertLess(len(text), 1500, text)
        self.assertLess(seconds, CPU_SECONDS, text)
        self.assertLess(memory, MEMORY_KIB, text)
        self.assertEqual(before, site.json("tasks"))

    def test_zip_bombs(self):
        self.refuses("bom.docx", docx("<w:p><w:r><w:t>" + " " * (40 << 20) + "</w:t></w:r></w:p>"), "Word", "giới hạn")
        self.refuses("bom.xlsx", xlsx(" " * (40 << 20)), "Excel", "giới hạn")

    def test_entity_bombs(self):
        self.refuses("thuc-the.docx", docx("<w:p><w:r><w:t>&u;</w:t></w:r></w:p>", ENTITIES), "DOCTYPE")
        self.refuses("thuc-the.xlsx", xlsx(sheet(PLAIN), ENTITIES), "DOCTYPE")

    def test_names_that_leave_the_archive(self):
        self.refuses("ten.xlsx", xlsx(sheet(PLAIN), more=[("../../x", "x")]), "tên mục trong tệp nén không hợp lệ")
        self.refuses("ten.docx", archive([("word/document.xml", "<a/>"), ("/etc/x", "x")]), "tên mục trong tệp nén không hợp lệ")

    def test_tables_of_a_hundred_thousand_rows(self):
        rows = 100_000
        text = "\n".join(";".join(row) for row in many(rows))
        self.refuses("dai.csv", text, "dòng")
        self.refuses("dai.txt", "Mở đầu\nvà\ntiếp\n" * 30_000 + text.replace(";", "\t"), "dòng")
        self.refuses("dai.xlsx", xlsx(sheet(many(rows))), "Excel", "giới hạn")
        self.refuses("dai.docx", docx_table(many(rows)), "Word", "giới hạn")

    def test_cells_of_a_megabyte(self):
        rows = [HEADER, ("1", noise(1 << 20), "Sở Y tế", "Quý I")]
        self.refuses("o.csv", "\n".join(";".join(row) for row in rows), "dài hơn")
        self.refuses("o.txt", "a\nb\nc\n" + "\n".join("\t".join(row) for row in rows), "dài hơn")
        self.refuses("o.xlsx", xlsx(sheet(rows)), "dài hơn")
        self.refuses("o.docx", docx_table(rows), "dài hơn")

    def test_files_that_end_early(self):
        whole = xlsx(sheet(many(200)))
        self.refuses("cut.xlsx", whole[:len(whole) // 2], "Excel", "bị hỏng")
        self.refuses("cut.docx", docx_table(many(200))[:700], "bị hỏng")

    def test_files_of_another_kind(self):
        self.refuses("cu.docx", COMPOUND, "kiểu cũ")
        self.refuses("cu.xlsx", COMPOUND, "kiểu cũ")
        self.refuses("khoa.xlsx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "mật khẩu")
        self.refuses("in.docx", b"%PDF-1.7\n" + bytes(100), "PDF")

    def test_sheets_that_lie(self):
        def corrupt(cell, after=""):
            return xlsx("<worksheet><sheetData><row r=\"1\">" + cell + "</row></sheetData>" + after + "</worksheet>")
        self.refuses("xa.xlsx", corrupt('<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="C1"><v>1</v></c>'
                                        '<c r="XFD1"><v>2</v></c>'), "cột")
        self.refuses("ngoai.xlsx", corrupt('<c r="XFE1"><v>1</v></c>'), "địa chỉ ô sai")
        self.refuses("chuoi.xlsx", corrupt('<c r="A1" t="s"><v>9</v></c>'), "chuỗi không tồn tại")
        self.refuses("gop.xlsx", xlsx(sheet(PLAIN, "<mergeCells>" + "".join(
            '<mergeCell ref="A%d:B%d"/>' % (n, n + 1) for n in range(1, 1_000_001)) + "</mergeCells>")), "giới hạn")
        self.refuses("chong.xlsx", xlsx(sheet(PLAIN, "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 30_000 +
                                              "</mergeCells>")), "giới hạn")

    def test_text_for_old_fonts(self):
        self.refuses("abc.csv", "TT;Néi dung;§¬n vÞ chñ tr×;Thêi gian hoµn thµnh\n1;B¸o c¸o;Së Y tÕ;2026\n", "TCVN3", "UniKey")
        self.refuses("vni.csv", "TT;Noäi dung;Ñôn vò chuû trì;Thôøi gian\n1;Nhieäm vuï cuûa tænh;Sôû Y teá;2026\n", "VNI", "UniKey")


if __name__ == "__main__":
    unittest.main()
