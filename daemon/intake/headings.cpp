#include "daemon/intake/headings.hpp"

#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace dondoc::intake {

namespace {

using Words = std::initializer_list<std::string_view>;

// What is longer is a sentence, not a heading.
constexpr std::size_t longest_heading = 160;

bool has_any(const std::string& text, Words words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
            const auto end = at + word.size();
            const auto is_letter = [&](std::size_t i) { return text[i] >= 'a' && text[i] <= 'z'; };
            if ((at == 0 || !is_letter(at - 1)) && (end == text.size() || !is_letter(end))) return true;
        }
        return false;
    });
}

bool is_any(const std::string& text, Words words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

Column time_column(const std::string& text) {
    if (has_any(text, {"tw", "trung uong", "chinh phu", "cap tren"})) return Column::central;
    if (has_any(text, {"bat dau", "khoi dong", "start"})) return Column::start;
    return Column::deadline;
}

bool is_time(const std::string& text) {
    return has_any(text, {"thoi gian", "thoi han", "thoi diem", "tien do", "ky han", "han hoan thanh", "lo trinh",
                          "hoan thanh", "ngay hoan thanh", "deadline", "due", "due date", "start"});
}

}  // namespace

Column classify_heading(std::string_view heading) {
    if (heading.size() > longest_heading) return Column::other;
    std::string text = rules::deadlines::fold_without_tones(heading);
    text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '.' || c == ':' || c == '*'; }),
               text.end());

    if (is_any(text, {"tt", "stt", "so", "so tt", "so thu tu", "thu tu", "#", "no"})) return Column::ordinal;
    if (has_any(text, {"ghi chu", "note", "notes", "remarks"})) return Column::note;
    if (has_any(text, {"phoi hop", "support", "supporting"}) && !has_any(text, {"chu tri"})) return Column::support;
    if (has_any(text, {"chu tri", "lead", "lead unit"})) return Column::lead;
    if (has_any(text, {"don vi tinh", "dvt", "muc tieu den", "chi tieu"}) && !has_any(text, {"nhiem vu"}))
        return Column::indicator;
    if (has_any(text, {"ket qua", "san pham", "dau ra", "deliverable", "result"})) return Column::deliverable;
    if (is_time(text)) return time_column(text);
    if (has_any(text, {"kinh phi", "so tien", "du toan", "nguon von", "budget"})) return Column::money;
    if (has_any(text, {"don vi thuc hien", "co quan thuc hien", "don vi chiu trach nhiem", "co quan chiu trach nhiem",
                       "phu trach", "dau moi", "don vi duoc giao", "co quan duoc giao", "tham muu", "phan cong",
                       "bo phan thuc hien", "trach nhiem"}))
        return Column::lead;
    if (is_any(text, {"muc", "phan", "nhom", "nhom nhiem vu", "linh vuc", "section"})) return Column::section;
    if (has_any(text, {"noi dung", "nhiem vu", "cong viec", "hoat dong", "de an", "giai phap", "ten van ban", "viec",
                       "title", "task", "assignment"}))
        return Column::title;
    return is_any(text, {"muc tieu", "ke hoach", "target", "unit"}) ? Column::indicator : Column::other;
}

std::vector<Column> classify_header(const std::vector<std::string>& headings) {
    std::vector<Column> columns;
    const auto found = [&](Column column) {
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    for (const auto& heading : headings) {
        Column column = classify_heading(heading);
        if (column == Column::deadline && found(Column::deadline)) column = Column::central;
        const bool repeats = column != Column::indicator && column != Column::money && found(column);
        columns.push_back(repeats ? Column::other : column);
    }
    return columns;
}

bool is_task_header(const std::vector<Column>& columns) noexcept {
    const auto found = [&](Column column) {
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    if (!found(Column::title)) return false;
    if (found(Column::indicator) && !found(Column::deadline)) return false;
    const auto useful = std::count_if(columns.begin(), columns.end(), [](Column column) {
        return column == Column::lead || column == Column::support || column == Column::deliverable ||
               column == Column::deadline;
    });
    return useful >= 2 && (found(Column::lead) || found(Column::deadline));
}

std::string_view column_vi(Column column) noexcept {
    switch (column) {
        case Column::ordinal: return "số thứ tự";
        case Column::section: return "mục";
        case Column::title: return "nội dung";
        case Column::lead: return "chủ trì";
        case Column::support: return "phối hợp";
        case Column::deliverable: return "kết quả";
        case Column::deadline: return "thời hạn";
        case Column::start: return "bắt đầu";
        case Column::central: return "tiến độ cấp trên";
        case Column::note: return "ghi chú";
        case Column::indicator: return "chỉ tiêu";
        case Column::money: return "kinh phí";
        case Column::other: break;
    }
    return "khác";
}

std::string_view column_en(Column column) noexcept {
    switch (column) {
        case Column::ordinal: return "ordinal";
        case Column::section: return "section";
        case Column::title: return "title";
        case Column::lead: return "lead";
        case Column::support: return "support";
        case Column::deliverable: return "deliverable";
        case Column::deadline: return "deadline";
        case Column::start: return "start";
        case Column::central: return "central schedule";
        case Column::note: return "note";
        case Column::indicator: return "indicator";
        case Column::money: return "money";
        case Column::other: break;
    }
    return "other";
}

}  // namespace dondoc::intake
