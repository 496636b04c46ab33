"""What another program finds in our workbook. Exit status 77: openpyxl is not installed."""
import datetime
import io
import subprocess
import sys
import time

try:
    import openpyxl
except ImportError:
    sys.exit(77)

first = subprocess.run([sys.argv[1]], check=True, capture_output=True).stdout
time.sleep(2.1)  # a zip counts two seconds
second = subprocess.run([sys.argv[1]], check=True, capture_output=True).stdout
assert first == second, "the same workbook is other bytes two seconds later"

book = openpyxl.load_workbook(io.BytesIO(first))
assert book.sheetnames == ["Nhiệm vụ   1 2", "Hướng dẫn"], book.sheetnames
assert book.properties.title == "Bảng thử" and book.properties.creator == "dondoc"
assert book.properties.created == datetime.datetime(2026, 5, 28, 20, 26, 40), book.properties.created

sheet = book.worksheets[0]
rows = [list(row) for row in sheet.iter_rows(values_only=True)]
assert rows[0][0] == "TÌNH HÌNH THỰC HIỆN" and rows[1][0] == "Kế hoạch 142/KH-UBND"
assert rows[3] == ["STT", "Nhiệm vụ", "Hạn", "Lúc", "Số lần", "Tỷ lệ"], rows[3]
assert rows[4][:2] == ["I", "Nhiệm vụ chung"]
assert rows[5] == ["1", "Rà soát & trình <UBND>\ndòng hai", datetime.datetime(2026, 6, 9),
                   datetime.datetime(2026, 6, 9, 8, 30), 3, 0.25], rows[5]
assert rows[6] == ["=1+1", "bell \ufffd end", None, "+84", None, None], rows[6]
assert sheet["A7"].data_type == "s", "a text became a formula"
assert sheet["C6"].is_date and sheet["C6"].number_format == "dd/mm/yyyy"
assert sheet["B6"].alignment.wrap_text and sheet["A4"].font.b and sheet["A5"].font.b
assert sheet.freeze_panes == "A5" and sheet.auto_filter.ref == "A4:F7"
assert sheet.column_dimensions["B"].width > 39
assert sheet.print_title_rows == "$4:$4" and sheet.page_setup.orientation == "landscape"
assert book.worksheets[1]["A3"].value == "Bước 1" and book.worksheets[1]["A4"].value == "Đọc tệp."
