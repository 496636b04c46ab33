#include "daemon/intake/draft.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::intake {

namespace {

std::string place_text(const Place& place, std::string_view table, std::string_view row, std::string_view paragraph,
                       std::string_view column, std::string_view column_name) {
    std::string text;
    const auto add = [&](const std::string& part) { text += text.empty() ? part : ", " + part; };
    if (place.table != 0) add(fmt::format("{} {}", table, place.table));
    if (place.row != 0) add(fmt::format("{} {}", row, place.row));
    if (place.paragraph != 0) add(fmt::format("{} {}", paragraph, place.paragraph));
    if (!column_name.empty()) add(fmt::format("{} {}", column, column_name));
    return text;
}

// Ids once each, in the order of the cell.
void add_ids(const std::vector<UnitReading>& readings, std::vector<std::string>& ids,
             std::vector<std::string>& unresolved) {
    const auto add = [](std::vector<std::string>& list, const std::string& text) {
        if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
    };
    for (const auto& reading : readings) reading.id.empty() ? add(unresolved, reading.name) : add(ids, reading.id);
}

}  // namespace

std::string Place::vi() const {
    return place_text(*this, "bảng", "dòng", "đoạn", "cột", column_vi);
}

std::string Place::en() const {
    return place_text(*this, "table", "row", "paragraph", "column", column_en);
}

std::string_view doubt_kind_name(Doubt::Kind kind) noexcept {
    switch (kind) {
        case Doubt::Kind::head: return "head";
        case Doubt::Kind::table: return "table";
        case Doubt::Kind::row: return "row";
        case Doubt::Kind::missing: return "missing";
        case Doubt::Kind::deadline: return "deadline";
        case Doubt::Kind::unit: return "unit";
        case Doubt::Kind::report: return "report";
        case Doubt::Kind::indicator: return "indicator";
    }
    return "";
}

rules::model::AssignmentRecord AssignmentDraft::record() const {
    rules::model::AssignmentRecord record;
    record.seq = seq;
    record.text.ordinal = ordinal;
    record.text.section = section;
    record.text.title = title;
    record.text.lead_words = lead_words;
    record.text.support_words = support_words;
    record.text.deliverable = deliverable;
    record.text.deadline_words = deadline.words;
    record.text.condition = deadline.condition;
    record.text.central_words = central ? central->words : std::string();
    record.text.note = note;
    record.deadline = deadline.meaning;
    add_ids(leads, record.leads, record.unresolved_units);
    add_ids(supports, record.supports, record.unresolved_units);
    return record;
}

}  // namespace dondoc::intake
