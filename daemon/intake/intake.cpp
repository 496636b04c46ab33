#include "daemon/intake/intake.hpp"

#include "daemon/intake/detect.hpp"
#include "daemon/intake/docx.hpp"
#include "daemon/intake/draft_builder.hpp"
#include "daemon/intake/indicator_builder.hpp"
#include "daemon/intake/legacy_fonts.hpp"
#include "daemon/intake/plan_head.hpp"
#include "daemon/intake/report_builder.hpp"
#include "daemon/intake/task_rows.hpp"
#include "daemon/intake/text_file.hpp"
#include "daemon/intake/xlsx.hpp"

#include <algorithm>

namespace dondoc::intake {

namespace {

using Cause = IntakeError::Cause;

tl::unexpected<IntakeError> refuse(Cause cause, const char* vi, const char* en) {
    return tl::unexpected(IntakeError{cause, vi, en});
}

tl::unexpected<IntakeError> refuse(FileKind kind) {
    switch (kind) {
        case FileKind::empty: return refuse(Cause::damaged, "tệp trống", "the file is empty");
        case FileKind::old_office:
            return refuse(Cause::wrong_kind,
                          "tệp Word hoặc Excel kiểu cũ (.doc, .xls): không đọc được; hãy mở ra và lưu lại dưới dạng "
                          ".docx hoặc .xlsx",
                          "an old Word or Excel file (.doc, .xls): open it and save it as .docx or .xlsx");
        case FileKind::encrypted_office:
            return refuse(
                Cause::locked,
                "tệp Word hoặc Excel được đặt mật khẩu; hãy gỡ mật khẩu rồi lưu lại dưới dạng .docx hoặc .xlsx",
                "a Word or Excel file with a password: remove the password and save it as .docx or .xlsx");
        case FileKind::pdf:
            return refuse(Cause::wrong_kind, "tệp PDF: không đọc được bảng; hãy dùng bản Word (.docx) của văn bản",
                          "a PDF file, whose tables cannot be read: use the document's Word version (.docx)");
        case FileKind::rtf:
        case FileKind::html:
            return refuse(
                Cause::wrong_kind,
                "tệp RTF hoặc trang web: không phải tệp Word (.docx); hãy mở bằng Word và lưu lại dưới dạng .docx",
                "an RTF file or web page: open it in Word and save it as .docx");
        case FileKind::other_zip:
            return refuse(Cause::wrong_kind,
                          "tệp nén nhưng không phải tệp Word (.docx); hãy lưu lại văn bản dưới dạng .docx",
                          "an archive, but not a Word file (.docx): save the document as .docx");
        case FileKind::docx:
        case FileKind::xlsx:
        case FileKind::text:
        case FileKind::unknown: break;
    }
    return refuse(Cause::wrong_kind,
                  "không phải tệp Word (.docx): không mở được như tệp zip; hãy lưu lại dưới dạng .docx hoặc .csv",
                  "not a Word file (.docx): it does not open as a zip file; save it as .docx or .csv");
}

std::string_view stem(std::string_view file_name) {
    file_name.remove_prefix(file_name.find_last_of("/\\") + 1);  // npos + 1 == 0
    return file_name.substr(0, std::min(file_name.size(), file_name.rfind('.')));
}

// What the reader of the format remarked, with the assignment that stands there.
void add_remarks(const Document& document, const std::vector<TaskRow>& rows, std::vector<Doubt>& doubts) {
    for (const Remark& remark : document.remarks) {
        const Place where{remark.table, remark.row, remark.paragraph, {}, {}};
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const TaskRow& each) {
            return remark.row != 0 && each.where.table == where.table && each.where.row == where.row;
        });
        const auto seq = row == rows.end() ? 0 : row - rows.begin() + 1;
        const auto kind = remark.row == 0 ? Doubt::Kind::table : Doubt::Kind::row;
        doubts.push_back({kind, where, static_cast<std::uint32_t>(seq), remark.text, remark.vi, remark.en});
    }
}

/// Something like a list stands in the text that could not be read: the doubt says where.
bool tells_of_list(const Document& document) {
    return std::any_of(document.remarks.begin(), document.remarks.end(),
                       [](const Remark& remark) { return remark.paragraph != 0; });
}

tl::expected<Document, IntakeError> read_office_or_text(std::string_view bytes, const Limits& limits) {
    switch (const FileKind kind = detect(bytes)) {
        case FileKind::docx: return read_docx(bytes, limits);
        case FileKind::xlsx: return read_xlsx(bytes, limits);
        case FileKind::text: return read_text_file(bytes, limits);
        default: return refuse(kind);
    }
}

}  // namespace

tl::expected<Document, IntakeError> read_document(std::string_view bytes, const Limits& limits) {
    auto document = read_office_or_text(bytes, limits);
    if (!document) return document;
    if (const auto font = recognise_legacy_font(*document)) return tl::unexpected(legacy_font_error(*font));
    return document;
}

tl::expected<Draft, IntakeError> read_plan(std::string_view bytes, std::string_view file_name,
                                           const rules::model::UnitDirectory& units, const Context& context) {
    const auto document = read_document(bytes, context.limits);
    if (!document) return tl::unexpected(document.error());

    Draft draft;
    PlanHead head = read_plan_head(*document, stem(file_name), context.year, draft.doubts, context.stated);
    draft.plan = std::move(head.plan);
    draft.issuer_parent = std::move(head.issuer_parent);
    const auto indicator_tables = build_indicators(*document, units, draft);
    const auto rows = find_task_rows(*document, draft.doubts, indicator_tables);
    build_reports(*document, units, context, draft);
    if (rows.empty() && draft.indicators.empty() && draft.reports.empty() && !tells_of_list(*document))
        return refuse(
            Cause::no_task_table,
            "không thấy bảng nhiệm vụ: cần một bảng có các cột như Nội dung, Đơn vị chủ trì, Thời gian hoàn "
            "thành; hãy kiểm tra phụ lục có trong tệp không",
            "no table of assignments found: one with headings such as task, lead unit and deadline is needed; "
            "check that the appendix is in the file");
    if (rows.empty())
        draft.doubts.push_back({Doubt::Kind::table,
                                {},
                                0,
                                {},
                                "không thấy bảng nhiệm vụ; hãy kiểm tra phụ lục có trong tệp không",
                                "no table of assignments found: check that the appendix is in the file"});
    add_remarks(*document, rows, draft.doubts);
    build_assignments(rows, units, context, draft);
    return draft;
}

}  // namespace dondoc::intake
