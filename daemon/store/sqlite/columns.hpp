#pragma once

#include "daemon/store/store.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How values stand in columns. The names are part of the schema: they never change.
namespace dondoc::store::sqlite {

std::string join(const std::vector<std::string>& words, char separator);
std::vector<std::string> split(std::string_view text, char separator);

std::string_view kind_column(rules::deadlines::Kind kind) noexcept;
rules::deadlines::Kind kind_of(std::string_view column) noexcept;

std::string_view period_column(rules::dates::PeriodKind period) noexcept;
rules::dates::PeriodKind period_of(std::string_view column) noexcept;

std::string_view anchor_column(rules::deadlines::DuePlace::Anchor anchor) noexcept;
rules::deadlines::DuePlace::Anchor anchor_of(std::string_view column) noexcept;

/// '10d', '10wd', '1m', or an empty text.
std::string term_column(const rules::deadlines::Term& term);
rules::deadlines::Term term_of(std::string_view column) noexcept;

std::string_view state_column(MessageState state) noexcept;
MessageState state_of(std::string_view column) noexcept;

std::string_view outcome_column(notifiers::Delivery::Outcome outcome) noexcept;

/// The texts of an assignment with the names of their columns, in the order of the table.
using TextField = std::pair<std::string_view, std::string model::AssignmentText::*>;
inline constexpr std::array<TextField, 10> text_fields{{
    {"ordinal", &model::AssignmentText::ordinal},
    {"section", &model::AssignmentText::section},
    {"title", &model::AssignmentText::title},
    {"lead_words", &model::AssignmentText::lead_words},
    {"support_words", &model::AssignmentText::support_words},
    {"deliverable", &model::AssignmentText::deliverable},
    {"deadline_words", &model::AssignmentText::deadline_words},
    {"condition", &model::AssignmentText::condition},
    {"central_words", &model::AssignmentText::central_words},
    {"note", &model::AssignmentText::note},
}};

/// Assignment keys are the plan's key, "/" and a number; anything else (a report) gives seq 0.
struct AssignmentKey {
    std::string_view plan;
    std::uint32_t seq = 0;
};
AssignmentKey parse_assignment_key(std::string_view base) noexcept;

}  // namespace dondoc::store::sqlite
