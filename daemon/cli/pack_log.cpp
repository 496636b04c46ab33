#include "daemon/cli/pack.hpp"

#include "daemon/cli/audit_words.hpp"
#include "notifiers/service.hpp"

#include <fmt/format.h>

namespace dondoc::cli {

namespace {

using xlsx::Cell;

Cell number(std::int64_t value) {
    return value == 0 ? Cell{} : Cell{value};
}

xlsx::Row row_of(const store::LogRow& row, const config::Config& config) {
    return {{Cell{row.place}, row.at ? Cell{config.local(*row.at)} : Cell{}, Cell{std::string(source_vi(row.source))},
             Cell{what_vi(row)}, Cell{row.subject}, Cell{row.period},
             Cell{row.stage.empty() ? std::string() : stage_vi(row.stage)}, Cell{row.unit}, Cell{row.who},
             Cell{row.detail}, Cell{row.message},
             Cell{row.address.empty() ? std::string() : notifiers::shown_address(row.address)}, number(row.attempt),
             number(row.code), Cell{row.answer}, Cell{row.content_hash}, Cell{row.row_hash}, Cell{row.hash}},
            false};
}

xlsx::Row heading(std::string text) {
    return {{Cell{std::move(text)}}, true};
}

xlsx::Row paragraph(std::string text) {
    return {{Cell{std::move(text)}}, false};
}

}  // namespace

xlsx::Sheet pack_of_log(Context& context, store::Audit& audit, const std::string& plan,
                        const std::vector<const rules::model::ReportRule*>& reports) {
    xlsx::Sheet sheet{.name = "Nhật ký",
                      .preface = {"NHẬT KÝ CỦA KẾ HOẠCH, THEO THỨ TỰ GHI"},
                      .columns = {{"Mắt xích", 9},
                                  {"Lúc", 17},
                                  {"Loại", 14},
                                  {"Nội dung", 26},
                                  {"Việc", 26},
                                  {"Kỳ", 10},
                                  {"Mốc nhắc", 24},
                                  {"Đơn vị", 18},
                                  {"Ai ghi", 14},
                                  {"Chi tiết", 36},
                                  {"Mã thông báo", 26},
                                  {"Địa chỉ", 26},
                                  {"Lần gửi", 8},
                                  {"Mã trả lời", 8},
                                  {"Máy chủ trả lời", 30},
                                  {"Mã băm của thư", 26},
                                  {"Mã băm của dòng", 26},
                                  {"Mã băm của mắt xích", 26}},
                      .rows = {}};
    const auto& config = context.site().config;
    store::LogFilter filter{.plan = plan};
    for (const auto* rule : reports) filter.rules.push_back(rule->id);
    audit.read(filter, [&](const store::LogRow& row) { sheet.rows.push_back(row_of(row, config)); });
    return sheet;
}

xlsx::Sheet pack_of_proof(Context& context, const store::AuditReport& report) {
    const auto at = rules::dates::format_iso(context.local_now());
    std::vector<xlsx::Row> rows{
        heading("Kết quả kiểm tra khi lập hồ sơ này"),
        paragraph(report.faults.empty()
                      ? fmt::format("Lúc {}: nhật ký nguyên vẹn, {} dòng.", at, report.head.count)
                      : fmt::format("Lúc {}: nhật ký KHÔNG nguyên vẹn; các lỗi được ghi dưới đây.", at))};
    for (const auto& fault : report.faults) rows.push_back(paragraph(fault_words(fault)));
    rows.push_back(paragraph(fmt::format("Đầu chuỗi (head): {}", report.head.text())));
    rows.push_back(heading("Ý nghĩa"));
    rows.push_back(paragraph(
        "Mỗi dòng ở trang Nhật ký được băm (BLAKE2b, 32 byte) cùng với mã băm của dòng trước nó trong cơ sở dữ "
        "liệu. Sửa, xóa, chèn hoặc đổi chỗ một dòng thì từ dòng đó mã băm không còn khớp. Trang này chỉ có các "
        "dòng của một kế hoạch nên số mắt xích không liền nhau; các dòng giữa thuộc về việc khác."));
    rows.push_back(heading("Kiểm tra lại"));
    rows.push_back(paragraph("1. Trên máy có dondoc: dondoc audit verify --expect " + report.head.text()));
    rows.push_back(
        paragraph("2. Trên bản sao của cơ sở dữ liệu, không cần cấu hình: dondoc audit verify --database TỆP"));
    rows.push_back(
        paragraph("3. Không dùng dondoc: chương trình Python ngắn trong tài liệu docs/audit.md tính lại cả chuỗi và in "
                  "cùng một đầu chuỗi."));
    rows.push_back(paragraph(
        "4. Một thư đã lưu đúng như khi gửi: b2sum -l 256 TỆP phải cho đúng mã băm của thư ở trang Nhật ký."));
    rows.push_back(
        paragraph("5. Phần cuối của chuỗi có bị cắt hay không chỉ thấy được khi so với đầu chuỗi đã giữ ở nơi khác: hồ "
                  "sơ này hoặc hồ sơ "
                  "trước, nhật ký của máy chủ (mỗi ngày một dòng)."));
    return {.name = "Cách kiểm tra", .preface = {"CÁCH KIỂM TRA HỒ SƠ NÀY"}, .columns = {}, .rows = std::move(rows)};
}

}  // namespace dondoc::cli
