#include "rules/trial/rows_file.hpp"

#include "rules/trial/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::trial {
namespace {

using language::Fields;
using language::Node;

std::vector<std::string> read_days(const Node& node, const DayLimits& limits) {
    std::vector<std::string> days;
    for (const Node& item : node.items_or_self()) {
        const auto day = language::read_date(item);
        if (!day) continue;
        if (limits.given && (*day < limits.first || *day > limits.last))
            item.error("ngoài những ngày của bài thử (is outside the days of the test)");
        days.push_back(dates::format_iso(*day));
    }
    return days;
}

/// "-7d", "0d", "+4wd", "lead:-7d", "lead:update:+30d", "lead:event:ID": as `dondoc simulate` prints it.
std::optional<std::string> read_stage(const Node& node) {
    const auto text = language::read_text(node);
    if (!text) return std::nullopt;
    std::string_view offset = std::string_view(*text).substr(text->rfind(':') + 1);
    const bool event = text->find("event:") != std::string::npos;
    const bool sign = offset.starts_with('-') || offset.starts_with('+');
    if (sign) offset.remove_prefix(1);
    const auto count = language::parse_offset(offset);
    if (event || (count && sign == (count->count != 0))) return text;
    node.expected("mốc nhắc như -7d, 0d, +3wd, lead:-7d, unit.head:+1wd",
                  "a stage such as -7d, 0d, +3wd, lead:-7d, unit.head:+1wd");
    return std::nullopt;
}

std::optional<std::string> read_data(const Node& node) {
    const auto window = read_data_window(node);
    if (!window) return std::nullopt;
    return fmt::format("{}..{}", dates::format_iso(window->first), dates::format_iso(window->last));
}

std::optional<std::string> read_day(const Node& node) {
    const auto day = language::read_date(node);
    return day ? std::optional(dates::format_iso(*day)) : std::nullopt;
}

std::optional<std::string> read_time(const Node& node) {
    const auto time = language::parse_time_of_day(node.text());
    if (time) return fmt::format("{:02}:{:02}", time->count() / 60, time->count() % 60);
    node.expected("giờ như \"08:00\"", "a time of day such as \"08:00\"");
    return std::nullopt;
}

std::optional<std::string> read_flag(const Node& node) {
    const auto flag = language::read_bool(node);
    return flag ? std::optional<std::string>(*flag ? "true" : "false") : std::nullopt;
}

std::optional<std::string> read_quiet(const Node& node) {
    const auto hours = language::read_quiet_hours(node);
    return hours ? std::optional(quiet_text(*hours)) : std::nullopt;
}

std::optional<std::string> read_joined(const Node& node) {
    std::vector<std::string> texts;
    for (const Node& item : language::read_texts(node)) texts.push_back(item.text());
    return fmt::format("{}", fmt::join(texts, ", "));
}

/// The value that is absent: nothing is there, and nothing may be.
bool is_none(const Node& node) {
    return node.text() == "none";
}

}  // namespace

std::optional<deadlines::DataWindow> read_data_window(const Node& node) {
    if (!node.exists()) return std::nullopt;
    Fields fields(node, shapes::data);
    const auto from = language::read_date(fields.required("from"));
    const auto to = language::read_date(fields.required("to"));
    fields.reject_others();
    if (!from || !to) return std::nullopt;
    return deadlines::DataWindow{*from, *to};
}

/// Gathers the values of one entry field by field.
class RowReader::EntryReader {
public:
    EntryReader(const Node& node, const language::Shape& shape) : fields_(node, shape), shape_(shape) {}

    bool valid() const noexcept { return fields_.valid(); }
    std::vector<Values> take() {
        fields_.reject_others();
        return std::move(values_);
    }

    /// A value or a list of them, any of which makes a row of its own.
    template <class Read>
    void many(Field field, const Read& read) {
        const Node found = node(field);
        if (!found.exists()) return;
        if (found.is_list() && found.items().empty())
            return found.expected("ít nhất một giá trị", "at least one value");
        if (std::vector<std::string> texts = read(found); !texts.empty()) values_.push_back({field, std::move(texts)});
    }
    /// One value, or none.
    template <class Read>
    void one(Field field, const Read& read) {
        const Node found = node(field);
        if (!found.exists()) return;
        if (is_none(found)) return add(field, {});
        if (std::optional<std::string> text = read(found)) add(field, std::move(*text));
    }
    void choice(Field field) {
        const Node found = node(field);
        if (language::read_choice(found, shape_.find(field_name(field))->form->names)) add(field, found.text());
    }
    void add(Field field, std::string text) { values_.push_back({field, {std::move(text)}}); }
    bool has(Field field) const {
        return std::any_of(values_.begin(), values_.end(), [field](const Values& each) { return each.field == field; });
    }

private:
    Node node(Field field) {
        const std::string_view name = field_name(field);
        return shape_.find(name)->required ? fields_.required(name) : fields_[name];
    }

    Fields fields_;
    const language::Shape& shape_;
    std::vector<Values> values_;
};

void RowReader::read_reminder(EntryReader& entry, const DayLimits& days) const {
    const auto unit = [this](const Node& node) -> std::optional<std::string> {
        const auto found = language::read_unit(node, names_.known());
        if (!found) return std::nullopt;
        return names_.book().units[*found].id;
    };
    entry.many(Field::on, [&days](const Node& node) { return read_days(node, days); });
    entry.many(Field::to, [this](const Node& node) { return names_.recipients(node); });
    entry.one(Field::stage, read_stage);
    entry.many(Field::subject, [this](const Node& node) { return names_.subjects(node); });
    entry.one(Field::due, read_day);
    entry.one(Field::at, read_time);
    for (const Field field : {Field::title, Field::basis, Field::deliverable, Field::form, Field::how})
        entry.one(field, language::read_text);
    entry.one(Field::recipient, unit);
    entry.one(Field::collector, unit);
    entry.one(Field::data, read_data);
    entry.one(Field::missing, [this](const Node& node) -> std::optional<std::string> {
        return fmt::format("{}", fmt::join(names_.units(node), ", "));
    });
    entry.choice(Field::severity);
    entry.one(Field::channels, read_joined);
    entry.choice(Field::digest);
    entry.one(Field::quiet, read_quiet);
    entry.one(Field::policy, [this](const Node& node) { return names_.policy(node); });
    entry.one(Field::inherited_from, unit);
    entry.one(Field::late, read_flag);
}

void RowReader::read_alert(EntryReader& entry, const DayLimits& days) const {
    entry.many(Field::on, [&days](const Node& node) { return read_days(node, days); });
    entry.many(Field::alert, [this](const Node& node) {
        std::vector<std::string> alerts;
        for (const Node& item : node.items_or_self()) {
            if (auto alert = names_.alert(item)) alerts.push_back(std::move(*alert));
        }
        return alerts;
    });
    entry.choice(Field::state);
    if (!entry.has(Field::state)) entry.add(Field::state, "raised");
    // All recipients together: an alert is told once.
    entry.one(Field::to, [this](const Node& node) -> std::optional<std::string> {
        std::vector<std::string> recipients = names_.recipients(node);
        std::sort(recipients.begin(), recipients.end());
        return fmt::format("{}", fmt::join(recipients, ", "));
    });
    entry.one(Field::message, language::read_text);
    entry.choice(Field::severity);
}

void RowReader::multiply(const Node& entry, const std::vector<Values>& values, std::vector<ExpectedRow>& rows) {
    std::vector<ExpectedRow> made{{entry.place(), {}}};
    for (const Values& each : values) {
        if (count_ + made.size() * each.texts.size() > most_expected_rows) {
            return entry.error(fmt::format("một tệp chờ tối đa {0} lời nhắc (one file expects at most {0} reminders)",
                                           most_expected_rows));
        }
        std::vector<ExpectedRow> more;
        for (const ExpectedRow& row : made) {
            for (const std::string& text : each.texts) more.emplace_back(row).fields.emplace_back(each.field, text);
        }
        made = std::move(more);
    }
    count_ += made.size();
    std::move(made.begin(), made.end(), std::back_inserter(rows));
}

template <class ReadEntry>
std::vector<ExpectedRow> RowReader::rows(const Node& node, const language::Shape& shape, const ReadEntry& read_entry) {
    std::vector<ExpectedRow> all;
    if (!node.exists() || is_none(node)) return all;
    if (!node.is_list()) {
        node.expected("danh sách, mỗi mục bắt đầu bằng dấu \"-\", hoặc none", "a list of \"- \" items, or none");
        return all;
    }
    for (const Node& item : node.items()) {
        EntryReader entry(item, shape);
        if (!entry.valid()) continue;
        read_entry(entry);
        multiply(item, entry.take(), all);
    }
    return all;
}

std::vector<ExpectedRow> RowReader::reminders(const Node& node, const DayLimits& days) {
    return rows(node, shapes::reminder, [&](EntryReader& entry) { read_reminder(entry, days); });
}

std::vector<ExpectedRow> RowReader::alerts(const Node& node, const DayLimits& days) {
    return rows(node, shapes::alert, [&](EntryReader& entry) { read_alert(entry, days); });
}

}  // namespace rules::trial
