#include "daemon/intake/headings.hpp"

#include "daemon/intake/heading_words.hpp"
#include "daemon/intake/ordinal.hpp"

#include <algorithm>

namespace dondoc::intake {

namespace {

// What is longer is a sentence, not a heading.
constexpr std::size_t longest_heading = 160;

bool has(const std::vector<Column>& columns, Column column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// How well a heading says that its column is for the lead; 0 where it does not.
int strength_of_lead(std::string_view heading) {
    const std::string text = plain_heading(heading);
    if (has_any(text, {"chu tri", "lead"})) return 3;
    return names_person(text) || takes_part(text) || has_any(text, {"trinh"}) ? 1 : 2;
}

/// How well a heading says that its column is the last day: to be done before to be handed in or issued.
int strength_of_deadline(std::string_view heading) {
    const std::string text = plain_heading(heading);
    if (has_any(text, {"hoan thanh", "ket thuc", "thoi han", "han"})) return 3;
    return has_any(text, {"trinh", "ban hanh", "hop", "phe duyet"}) ? 1 : 2;
}

std::vector<Column> each_alone(const std::vector<std::string>& headings) {
    std::vector<Column> columns;
    for (const auto& heading : headings) columns.push_back(classify_heading(heading));
    constexpr std::size_t least = 3;
    const bool none = std::all_of(columns.begin(), columns.end(), [](Column each) { return each == Column::other; });
    if (none || columns.size() < least || is_arabic(strip_ordinal(headings.front()))) return columns;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i] == Column::other) columns[i] = column_of_damaged_words(plain_heading(headings[i]));
    return columns;
}

bool says_nothing_else(Column column) {
    return column != Column::indicator && column != Column::money && column != Column::person;
}

}  // namespace

Column classify_heading(std::string_view heading) {
    if (heading.size() > longest_heading) return Column::other;
    return column_of_words(plain_heading(heading));
}

std::vector<Column> classify_header(const std::vector<std::string>& headings) {
    std::vector<Column> columns;
    std::size_t lead = 0;
    std::size_t deadline = 0;
    for (Column column : each_alone(headings)) {
        const auto& heading = headings[columns.size()];
        if (column == Column::deadline && has(columns, Column::deadline)) {
            const bool better = strength_of_deadline(heading) > strength_of_deadline(headings[deadline]);
            if (!better || has(columns, Column::central))
                column = Column::central;
            else
                columns[deadline] = Column::central;
        }
        if (column == Column::lead && has(columns, Column::lead) &&
            strength_of_lead(heading) > strength_of_lead(headings[lead]))
            columns[lead] = Column::other;
        const bool repeats = says_nothing_else(column) && has(columns, column);
        columns.push_back(repeats ? Column::other : column);
        if (columns.back() == Column::lead) lead = columns.size() - 1;
        if (columns.back() == Column::deadline) deadline = columns.size() - 1;
    }
    return columns;
}

bool is_task_header(const std::vector<Column>& columns) noexcept {
    const bool timed = has(columns, Column::deadline) || has(columns, Column::period) || has(columns, Column::start);
    if (!has(columns, Column::title)) return false;
    if ((has(columns, Column::indicator) || has(columns, Column::person)) && !timed) return false;
    const bool led = has(columns, Column::lead);
    const int useful =
        int{led} + int{has(columns, Column::support)} + int{has(columns, Column::deliverable)} + int{timed};
    return useful >= 2 && (led || timed);
}

bool may_be_task_header(const std::vector<Column>& columns) noexcept {
    const bool other = !std::all_of(columns.begin(), columns.end(), says_nothing_else);
    return !other && has(columns, Column::title) &&
           (has(columns, Column::lead) || has(columns, Column::deadline) || has(columns, Column::period));
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
        case Column::person: return "họ và tên";
        case Column::period: return "thời hạn";
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
        case Column::person: return "person";
        case Column::period: return "deadline";
        case Column::other: break;
    }
    return "other";
}

}  // namespace dondoc::intake
