#pragma once

#include "rules/model/policy.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What is said of a reminder or an alert, as texts by name: what a test expects and what came about are compared and shown
/// field by field.
namespace rules::trial {

enum class Field : std::uint8_t {
    on,
    to,
    stage,
    subject,
    due,
    at,
    title,
    basis,
    deliverable,
    form,
    how,
    recipient,
    collector,
    data,
    missing,
    severity,
    channels,
    digest,
    quiet,
    policy,
    inherited_from,
    late,
    alert,
    state,
    message,
};
inline constexpr std::size_t field_count = 25;

/// As it is written in a test file: "on", "inherited-from".
std::string_view field_name(Field field) noexcept;

/// One reminder that was sent, or one alert that was told. What it does not have is empty.
struct Row {
    std::array<std::string, field_count> values;

    std::string& operator[](Field field) { return values[static_cast<std::size_t>(field)]; }
    const std::string& operator[](Field field) const { return values[static_cast<std::size_t>(field)]; }
};

/// One reminder or alert that a test expects: only what it says is compared.
struct ExpectedRow {
    model::SourcePlace place;
    std::vector<std::pair<Field, std::string>> fields;

    const std::string* find(Field field) const noexcept;
};

/// Whether a subject's key is `pattern` or lies below it: "kh88" holds "kh88/3", "kh88/3@2026-Q1" and "kh88".
bool covers(std::string_view pattern, std::string_view key) noexcept;

/// Whether a value is what was expected of it. A subject may leave out its period, a stage its audience.
bool agrees(Field field, std::string_view expected, std::string_view value) noexcept;

/// "20:00-07:00"; empty where there are none.
std::string quiet_text(const model::QuietHours& hours);

/// "2026-06-02  so-a  lead:-7d  kh88/3", then "title: ..." for each further field.
std::string show(const ExpectedRow& row);
/// The same fields of what came about.
std::string show(const Row& row, const ExpectedRow& like);
std::string show(const Row& row);

}  // namespace rules::trial
