#include "rules/trial/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::trial {
namespace {

constexpr std::array<std::string_view, field_count> names = {
    "on",    "to",     "stage",          "subject",   "due",   "at",      "title",    "basis",    "deliverable",
    "form",  "how",    "recipient",      "collector", "data",  "missing", "severity", "channels", "digest",
    "quiet", "policy", "inherited-from", "late",      "alert", "state",   "message"};

/// What stands without its name, in this order.
constexpr std::array main_fields = {Field::on, Field::state, Field::to, Field::stage, Field::subject, Field::alert};

bool is_main(Field field) noexcept {
    return std::find(main_fields.begin(), main_fields.end(), field) != main_fields.end();
}

template <class ValueOf>
std::string show_fields(const ValueOf& value_of, const std::vector<Field>& more) {
    std::vector<std::string> parts;
    for (const Field field : main_fields) {
        if (const std::string value = value_of(field); !value.empty()) parts.push_back(value);
    }
    for (const Field field : more) {
        const std::string value = value_of(field);
        parts.push_back(fmt::format("{}: {}", field_name(field), value.empty() ? "none" : value));
    }
    return fmt::format("{}", fmt::join(parts, "  "));
}

std::vector<Field> further_fields(const ExpectedRow& row) {
    std::vector<Field> more;
    for (const auto& [field, value] : row.fields) {
        if (!is_main(field)) more.push_back(field);
    }
    return more;
}

}  // namespace

std::string_view field_name(Field field) noexcept {
    return names[static_cast<std::size_t>(field)];
}

const std::string* ExpectedRow::find(Field field) const noexcept {
    const auto found = std::find_if(fields.begin(), fields.end(), [field](const auto& f) { return f.first == field; });
    return found == fields.end() ? nullptr : &found->second;
}

bool covers(std::string_view pattern, std::string_view key) noexcept {
    if (!key.starts_with(pattern)) return false;
    return key.size() == pattern.size() || key[pattern.size()] == '/' || key[pattern.size()] == '@';
}

bool agrees(Field field, std::string_view expected, std::string_view value) noexcept {
    if (field == Field::subject || field == Field::alert) return covers(expected, value);
    if (field == Field::stage && expected.find(':') == std::string_view::npos)
        return value.substr(value.rfind(':') + 1) == expected;
    return expected == value;
}

std::string quiet_text(const model::QuietHours& hours) {
    if (hours.begin == hours.end) return {};
    const auto time = [](std::chrono::minutes of_day) {
        return fmt::format("{:02}:{:02}", of_day.count() / 60, of_day.count() % 60);
    };
    return fmt::format("{}-{}", time(hours.begin), time(hours.end));
}

std::string show(const ExpectedRow& row) {
    const auto value_of = [&row](Field field) {
        const std::string* value = row.find(field);
        return value == nullptr ? std::string() : *value;
    };
    return show_fields(value_of, further_fields(row));
}

std::string show(const Row& row, const ExpectedRow& like) {
    return show_fields([&row](Field field) { return row[field]; }, further_fields(like));
}

std::string show(const Row& row) {
    std::vector<Field> more;
    if (row[Field::late] == "true") more.push_back(Field::late);
    if (!row[Field::message].empty()) more.push_back(Field::message);
    return show_fields([&row](Field field) { return row[field]; }, more);
}

}  // namespace rules::trial
