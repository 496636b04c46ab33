#!/usr/bin/env python3
"""Writes ke-hoach-mau.docx, the sample plan of a province that does not exist.

    python3 make_plan.py [FILE]

The plan has the shape of the plans that offices issue: letterhead, prose in five sections with the reporting duties in
the last, distribution list and signature, and an appendix in landscape whose table lists the assignments. The same
script gives the same bytes everywhere: entries are stored, not compressed, and carry no time of day.
"""

import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

PROVINCE = "Sông Xanh"
NUMBER = "88/KH-UBND"
PLACE_AND_DATE = f"{PROVINCE}, ngày 12 tháng 02 năm 2026"
TITLE = ("Bảo đảm nước sạch, vệ sinh trường học và lập hồ sơ sức khỏe điện tử cho học sinh "
         f"trên địa bàn tỉnh {PROVINCE} giai đoạn 2026 - 2030")

GROUNDS = [
    "Căn cứ Nghị quyết số 58/NQ-HĐND ngày 10 tháng 12 năm 2025 của Hội đồng nhân dân tỉnh về nhiệm vụ phát triển kinh "
    "tế - xã hội năm 2026; xét đề nghị của Sở Y tế tại Tờ trình số 05/TTr-SYT ngày 26 tháng 01 năm 2026,",
    f"Ủy ban nhân dân tỉnh {PROVINCE} ban hành Kế hoạch bảo đảm nước sạch, vệ sinh trường học và lập hồ sơ sức khỏe "
    "điện tử cho học sinh giai đoạn 2026 - 2030 với những nội dung như sau:",
]

SECTIONS = [
    ("I. MỤC ĐÍCH, YÊU CẦU", [
        "1. Mỗi trường học có đủ nước uống, nước rửa tay hợp quy chuẩn và nhà vệ sinh sạch trong suốt năm học; phụ huynh "
        "biết kết quả kiểm tra của trường con em mình.",
        "2. Mỗi học sinh có một hồ sơ sức khỏe điện tử theo suốt các cấp học, lập một lần, không bắt gia đình khai lại "
        "những thông tin mà cơ quan nhà nước đã có.",
        "3. Việc nào cũng rõ một đơn vị chịu trách nhiệm chính, rõ sản phẩm và rõ ngày hoàn thành; chậm thì phải nêu lý "
        "do trước khi hết hạn.",
    ]),
    ("II. MỤC TIÊU ĐẾN HẾT NĂM 2026", [
        "1. 100% trường công lập được lấy mẫu nước xét nghiệm ít nhất hai lần; mẫu không đạt được khắc phục trong vòng "
        "một tháng.",
        "2. 95% trường có nhà vệ sinh đạt yêu cầu theo bộ tiêu chí của tỉnh; không còn điểm trường dùng nhà vệ sinh tạm.",
        "3. 90% học sinh phổ thông có hồ sơ sức khỏe điện tử kết nối với trạm y tế nơi cư trú.",
    ]),
    ("III. NHIỆM VỤ TRỌNG TÂM", [
        "1. Rà soát hiện trạng nguồn nước, bể chứa và nhà vệ sinh của từng điểm trường; xếp thứ tự ưu tiên sửa chữa theo "
        "mức độ ảnh hưởng đến sức khỏe của học sinh.",
        "2. Thống nhất mẫu hồ sơ, chuẩn dữ liệu và trách nhiệm cập nhật giữa nhà trường và trạm y tế; bảo đảm an toàn "
        "thông tin cá nhân của trẻ em.",
        "3. Nhiệm vụ cụ thể, đơn vị chủ trì, đơn vị phối hợp và thời gian hoàn thành nêu tại Phụ lục kèm theo.",
    ]),
    ("IV. KINH PHÍ", [
        "Từ ngân sách nhà nước theo phân cấp, lồng ghép với nguồn vốn chương trình nước sạch nông thôn và nguồn đóng góp "
        "hợp pháp; bố trí theo thứ tự ưu tiên, không đầu tư trùng lặp.",
    ]),
    ("V. TỔ CHỨC THỰC HIỆN", [
        "1. Các sở, ban, ngành tỉnh và UBND các xã, phường cụ thể hóa nhiệm vụ được phân công thành kế hoạch của đơn vị "
        "mình, gửi Sở Y tế trước ngày 15/3/2026.",
        "2. Thủ trưởng các sở, ban, ngành tỉnh, các phòng, đơn vị trực thuộc Sở Y tế và Chủ tịch UBND các xã, phường báo "
        "cáo Sở Y tế kết quả thực hiện theo định kỳ: 6 tháng trước ngày 10/6, năm trước ngày 15/11. Báo cáo nêu rõ việc "
        "đã xong, việc chậm, lý do và ngày dự kiến xong, gửi qua Phòng Kế hoạch - Tài chính.",
        "3. Sở Y tế là đầu mối theo dõi, đôn đốc; tổng hợp tình hình toàn tỉnh, trình Ủy ban nhân dân tỉnh chậm nhất "
        "ngày 20/6 đối với báo cáo 6 tháng và ngày 25/11 đối với báo cáo năm.",
        "Khi có vướng mắc vượt thẩm quyền, các đơn vị phản ánh về Sở Y tế để báo cáo Ủy ban nhân dân tỉnh xem xét./.",
    ]),
]

DISTRIBUTION = ["Thường trực Tỉnh ủy, HĐND tỉnh (để báo cáo);", "Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
                "Các sở, ban, ngành tỉnh;", "UBND các xã, phường;", "Lưu: VT, KGVX."]
SIGNATURE = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
SIGNER = "Nguyễn Thị Mẫu"

HEADER = ["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Kết quả", "Thời gian hoàn thành"]
WIDTHS = [680, 5100, 2500, 2700, 2100, 1850]

ALL_DEPARTMENTS = "Các sở, ban, ngành tỉnh"
ALL_COMMUNES = "UBND các xã, phường"

# A text is a section over the width of the table, HEADER repeats the header as a page break does, a tuple is an
# assignment: what, lead, support, deliverable, deadline. The ordinal counts by itself.
ROWS = [
    "I. Rà soát hiện trạng, hoàn thiện quy định",
    ("Tổng hợp hiện trạng nguồn nước và công trình vệ sinh của tất cả các điểm trường", "Sở Giáo dục và Đào tạo",
     ALL_COMMUNES, "Báo cáo hiện trạng kèm danh sách điểm trường", "Tháng 3"),
    ("Ban hành bộ tiêu chí trường học đạt yêu cầu về nước sạch và vệ sinh", "Sở Y tế",
     "Sở Giáo dục và Đào tạo; Sở Nông nghiệp và Môi trường", "Quyết định của UBND tỉnh", "Quý II/2026"),
    ("Xây dựng quy chế cập nhật và khai thác hồ sơ sức khỏe điện tử của học sinh", "Sở Y tế",
     "Sở Giáo dục và Đào tạo; Sở Khoa học và Công nghệ; Công an tỉnh", "Quy chế phối hợp", "Trước ngày 15/5/2026"),
    ("Sửa đổi mẫu hồ sơ sức khỏe học sinh cho phù hợp với quy định của Trung ương", "Sở Y tế",
     "Sở Giáo dục và Đào tạo", "Mẫu hồ sơ được ban hành", "Sau khi có văn bản hướng dẫn của Bộ Y tế"),
    ("Lập danh mục điểm trường cần sửa chữa nhà vệ sinh ngay trong hè", "Sở Xây dựng",
     f"Sở Giáo dục và Đào tạo; {ALL_COMMUNES}", "Danh mục xếp theo thứ tự ưu tiên", "Chậm nhất ngày 29/5/2026"),
    "II. Nước sạch trong trường học",
    ("Lấy mẫu, xét nghiệm nước ăn uống và sinh hoạt tại các trường công lập, đợt 1",
     "Trung tâm Kiểm soát bệnh tật tỉnh", "Sở Giáo dục và Đào tạo", "Phiếu kết quả xét nghiệm công khai tại trường", "Tháng 4/2026"),
    ("Lấy mẫu, xét nghiệm nước ăn uống và sinh hoạt tại các trường công lập, đợt 2",
     "Trung tâm Kiểm soát bệnh tật tỉnh", "Sở Giáo dục và Đào tạo", "Phiếu kết quả xét nghiệm công khai tại trường", "Tháng 10/2026"),
    ("Đấu nối nước máy cho các điểm trường nằm trong vùng cấp nước tập trung", "Sở Nông nghiệp và Môi trường",
     ALL_COMMUNES, "Biên bản nghiệm thu từng điểm trường", "2026-2027"),
    ("Thay rửa bể chứa, súc xả đường ống trước ngày khai giảng", ALL_COMMUNES,
     "Sở Giáo dục và Đào tạo; Sở Y tế", "Biên bản kiểm tra của trạm y tế", "Trước ngày 05/9/2026"),
    ("Lắp thiết bị lọc nước uống tại các trường vùng nhiễm mặn", "Sở Nông nghiệp và Môi trường",
     "Sở Tài chính; Sở Giáo dục và Đào tạo", "Thiết bị được bàn giao và có người vận hành",
     "Quý III/2026, triển khai thường xuyên"),
    ("Công bố kết quả giám sát chất lượng nước của các trường", "Trung tâm Kiểm soát bệnh tật tỉnh",
     "Sở Nông nghiệp và Môi trường",
     "Bản tin trên Cổng thông tin điện tử tỉnh", "Hằng quý"),
    ("Kiểm tra hành lang bảo vệ nguồn nước gần trường học", "Sở Nông nghiệp và Môi trường",
     f"Công an tỉnh; {ALL_COMMUNES}", "Báo cáo kiểm tra", "Hằng năm"),
    HEADER,
    "III. Nhà vệ sinh và vệ sinh cá nhân",
    ("Sửa chữa, xây mới nhà vệ sinh theo danh mục ưu tiên", ALL_COMMUNES, "Sở Xây dựng; Sở Tài chính",
     "Công trình được nghiệm thu, đưa vào sử dụng", "Trước ngày 25/11/2026"),
    ("Thiết kế mẫu nhà vệ sinh trường học phù hợp với trẻ nhỏ và học sinh khuyết tật", "Sở Xây dựng",
     "Sở Giáo dục và Đào tạo; Sở Y tế", "Bộ thiết kế mẫu", "Quý I/2026"),
    ("Bố trí người làm vệ sinh hằng ngày tại từng trường", "Sở Nội vụ", "Sở Giáo dục và Đào tạo; Sở Tài chính",
     "Hướng dẫn về định mức và hợp đồng", "6 tháng đầu năm 2026"),
    ("Dạy rửa tay bằng xà phòng và dùng nước tiết kiệm trong giờ sinh hoạt lớp", "Sở Giáo dục và Đào tạo", "Sở Y tế",
     "Bài giảng và sổ theo dõi", "Thường xuyên"),
    ("Phong trào “Trường em sạch” và bình chọn trường tiêu biểu", "Sở Giáo dục và Đào tạo", ALL_DEPARTMENTS,
     "Danh sách trường được công nhận", "Tháng 11/2026"),
    "IV. Hồ sơ sức khỏe điện tử của học sinh",
    ("Khám sức khỏe đầu năm học và cập nhật kết quả vào hồ sơ điện tử", "Phòng Nghiệp vụ Y",
     f"Các phòng, đơn vị trực thuộc; {ALL_COMMUNES}", "Hồ sơ được cập nhật", "Từ tháng 9/2026 đến tháng 12/2026"),
    ("Kết nối cơ sở dữ liệu trường học với hệ thống hồ sơ sức khỏe của ngành y tế", "Sở Khoa học và Công nghệ",
     "Sở Y tế; Sở Giáo dục và Đào tạo", "Biên bản kết nối thử nghiệm", "30/6/2026"),
    ("Tập huấn nhân viên y tế trường học về nhập liệu và bảo vệ thông tin cá nhân", "Sở Y tế",
     "Sở Khoa học và Công nghệ; Sở Giáo dục và Đào tạo", "12 lớp tập huấn", "Trong quý III năm 2026"),
    ("Đối soát dữ liệu học sinh với dữ liệu dân cư", "Công an tỉnh", "Sở Giáo dục và Đào tạo; Sở Y tế",
     "Báo cáo đối soát", "Hằng tháng"),
    ("Vận hành đường dây hỗ trợ phụ huynh tra cứu hồ sơ", "Sở Khoa học và Công nghệ", "Sở Y tế",
     "Đường dây hoạt động", "Từ năm 2026"),
    "V. Kinh phí, truyền thông, kiểm tra",
    ("Phân bổ kinh phí sửa chữa theo danh mục ưu tiên", "Sở Tài chính", "Sở Xây dựng; Sở Giáo dục và Đào tạo",
     "Quyết định phân bổ", "Tháng 6"),
    ("Huy động doanh nghiệp, cá nhân đóng góp thiết bị nước uống cho trường vùng khó khăn", "Sở Tài chính",
     ALL_DEPARTMENTS, "Danh sách đóng góp được công khai", "Năm 2026"),
    ("Chuyên mục về nước sạch học đường trên báo, đài của tỉnh", "Báo và Phát thanh, Truyền hình tỉnh",
     "Sở Y tế; Sở Văn hóa, Thể thao và Du lịch", "Chuyên mục phát hằng tháng", "Thường xuyên"),
    ("Kiểm tra liên ngành việc thực hiện Kế hoạch này", "Thanh tra tỉnh", "Sở Y tế; Sở Tài chính",
     "Kết luận kiểm tra", "Quý IV/2026"),
]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

PORTRAIT = ('<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1021" w:bottom="1134" '
            'w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>')
LANDSCAPE = ('<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="907" '
             'w:bottom="1021" w:left="1001" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>')
GRID_LINES = "<w:tblBorders>" + "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")) + "</w:tblBorders>"


def run(text, marks=""):
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text, style="", marks=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{run(text, marks) if text else ''}</w:p>"


def cell(width, paragraphs, span=1):
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}</w:tcPr>{paragraphs}</w:tc>'


def row(cells, properties=""):
    return f'<w:tr>{f"<w:trPr>{properties}</w:trPr>" if properties else ""}{"".join(cells)}</w:tr>'


def table(widths, rows, borders=""):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>')


def letterhead():
    widths = [3360, 5824]
    names = [
        cell(widths[0], paragraph("ỦY BAN NHÂN DÂN", "Head", "<w:b/>") + paragraph(f"TỈNH {PROVINCE.upper()}", "Rule1", "<w:b/>")),
        cell(widths[1], paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Head", "<w:b/>")
             + paragraph("Độc lập - Tự do - Hạnh phúc", "Rule2", "<w:b/>")),
    ]
    number = [cell(widths[0], paragraph(f"Số: {NUMBER}", "Head")), cell(widths[1], paragraph(PLACE_AND_DATE, "Head", "<w:i/>"))]
    return table(widths, [row(names), row(number)])


def prose():
    parts = [paragraph("KẾ HOẠCH", "Title"), paragraph(TITLE, "Title")]
    parts += [paragraph(text, "Body") for text in GROUNDS]
    for heading, paragraphs in SECTIONS:
        parts.append(paragraph(heading, "Body", "<w:b/>"))
        parts += [paragraph(text, "Body") for text in paragraphs]
    return "".join(parts)


def distribution_and_signature():
    left = paragraph("Nơi nhận:", "Small", "<w:b/><w:i/>") + "".join(paragraph(f"- {text}", "Small") for text in DISTRIBUTION)
    right = "".join(paragraph(text, "Head", "<w:b/>") for text in [*SIGNATURE, "", "", "", SIGNER])
    return table([4700, 4480], [row([cell(4700, left), cell(4480, right)])])


def assignments():
    header = row([cell(width, paragraph(text, "Heading", "<w:b/>")) for width, text in zip(WIDTHS, HEADER)],
                 "<w:cantSplit/><w:tblHeader/>")
    rows = [header]
    ordinal = 0
    for entry in ROWS:
        if entry is HEADER:
            rows.append(header)
        elif isinstance(entry, str):
            rows.append(row([cell(sum(WIDTHS), paragraph(entry, "Section"), len(WIDTHS))]))
        else:
            ordinal += 1
            styles = ["Heading", "Cell", "Heading", "Heading", "Heading", "Heading"]
            texts = [str(ordinal), *entry]
            rows.append(row([cell(width, paragraph(text, style)) for width, text, style in zip(WIDTHS, texts, styles)],
                            "<w:cantSplit/>"))
    return table(WIDTHS, rows, GRID_LINES)


def appendix():
    heading = [paragraph("PHỤ LỤC", "Title"), paragraph("PHÂN CÔNG NHIỆM VỤ THỰC HIỆN KẾ HOẠCH", "Title"),
               paragraph(f"(Kèm theo Kế hoạch số {NUMBER} ngày 12/02/2026 của UBND tỉnh {PROVINCE})", "Head", "<w:i/>"),
               paragraph("", "Head")]
    return "".join(heading) + assignments()


def document():
    end_of_portrait = f"<w:p><w:pPr>{PORTRAIT}</w:pPr></w:p>"
    body = letterhead() + paragraph("") + prose() + distribution_and_signature() + end_of_portrait + appendix()
    return f'{DECLARATION}<w:document xmlns:w="{WORD}"><w:body>{body}{paragraph("", "Head")}{LANDSCAPE}</w:body></w:document>'


def style(name, paragraph_properties, size, marks=""):
    return (f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
            f'<w:pPr>{paragraph_properties}</w:pPr><w:rPr>{marks}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>')


def spaced(before, after, alignment, indent="", line=""):
    return f'<w:spacing w:before="{before}" w:after="{after}"{line}/>{indent}<w:jc w:val="{alignment}"/>'


def underlined(indent):
    """A line of the letterhead with a short line below it."""
    return ('<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
            + spaced(0, 120, "center", f'<w:ind w:left="{indent}" w:right="{indent}"/>'))


def styles():
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>'
    defaults = (f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr>'
                '</w:rPrDefault></w:docDefaults>')
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    kinds = [
        style("Rule1", underlined(400), 25),
        style("Rule2", underlined(1180), 25),
        style("Head", spaced(0, 20, "center"), 25),
        style("Title", spaced(60, 120, "center"), 28, "<w:b/>"),
        style("Body", spaced(60, 60, "both", '<w:ind w:firstLine="709"/>', ' w:line="300" w:lineRule="auto"'), 28),
        style("Small", spaced(0, 0, "left"), 22),
        style("Heading", spaced(30, 30, "center"), 24),
        style("Cell", spaced(30, 30, "left"), 24),
        style("Section", "<w:keepNext/>" + spaced(30, 30, "left"), 24, "<w:b/>"),
    ]
    return f'{DECLARATION}<w:styles xmlns:w="{WORD}">{defaults}{normal}{"".join(kinds)}</w:styles>'


def relationships(*targets):
    entries = "".join(f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets, 1))
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def content_types():
    return (f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MIME}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{MIME}.styles+xml"/></Types>')


def write(path):
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships((f"{OFFICE}/officeDocument", "word/document.xml")),
        "word/document.xml": document(),
        "word/styles.xml": styles(),
        "word/_rels/document.xml.rels": relationships((f"{OFFICE}/styles", "styles.xml")),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, the first day a zip can name
            entry.create_system = 0
            archive.writestr(entry, text.encode())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("ke-hoach-mau.docx"))
