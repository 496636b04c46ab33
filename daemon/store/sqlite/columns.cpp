#include "daemon/store/sqlite/columns.hpp"

#include <algorithm>
#include <charconv>

namespace dondoc::store::sqlite {
namespace {

using rules::dates::PeriodKind;
using rules::deadlines::DuePlace;
using rules::deadlines::Kind;

/// Names in the order of the enumerators.
template <std::size_t Size>
using Names = std::array<std::string_view, Size>;

constexpr Names<6> kinds{"fixed", "window", "recurring", "continuous", "conditional", "unresolved"};
constexpr Names<6> periods{"week", "month", "quarter", "half-year", "nine-months", "year"};
constexpr Names<5> anchors{"period-end", "month-of-year", "month-of-period", "month-after", "weekday"};
constexpr Names<5> states{"waiting", "sending", "sent", "dead", "deferred"};
constexpr Names<3> term_units{"d", "wd", "m"};
constexpr Names<3> outcomes{"sent", "retry", "rejected"};

template <std::size_t Size, class Enum>
std::string_view name_of(const Names<Size>& names, Enum value) noexcept {
    return names[static_cast<std::size_t>(value)];
}

/// The schema's CHECK lets in no other name than these.
template <class Enum, std::size_t Size>
Enum value_of(const Names<Size>& names, std::string_view name) noexcept {
    std::size_t i = 0;
    while (i + 1 < Size && names[i] != name) ++i;
    return static_cast<Enum>(i);
}

}  // namespace

std::string join(const std::vector<std::string>& words, char separator) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += separator;
        text += word;
    }
    return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::string_view kind_column(Kind kind) noexcept {
    return name_of(kinds, kind);
}
Kind kind_of(std::string_view column) noexcept {
    return value_of<Kind>(kinds, column);
}

std::string_view period_column(PeriodKind period) noexcept {
    return name_of(periods, period);
}
PeriodKind period_of(std::string_view column) noexcept {
    return value_of<PeriodKind>(periods, column);
}

std::string_view anchor_column(DuePlace::Anchor anchor) noexcept {
    return name_of(anchors, anchor);
}
DuePlace::Anchor anchor_of(std::string_view column) noexcept {
    return value_of<DuePlace::Anchor>(anchors, column);
}

std::string term_column(const rules::deadlines::Term& term) {
    return term.count == 0 ? std::string() : std::to_string(term.count).append(name_of(term_units, term.of));
}

rules::deadlines::Term term_of(std::string_view column) noexcept {
    rules::deadlines::Term term;
    if (column.empty()) return term;
    const auto [unit, error] = std::from_chars(column.data(), column.data() + column.size(), term.count);
    term.of =
        value_of<rules::deadlines::Term::Of>(term_units, column.substr(static_cast<std::size_t>(unit - column.data())));
    return error == std::errc{} ? term : rules::deadlines::Term{};
}

std::string_view state_column(MessageState state) noexcept {
    return name_of(states, state);
}
MessageState state_of(std::string_view column) noexcept {
    return value_of<MessageState>(states, column);
}

std::string_view outcome_column(notifiers::Delivery::Outcome outcome) noexcept {
    return name_of(outcomes, outcome);
}

AssignmentKey parse_assignment_key(std::string_view base) noexcept {
    const std::size_t slash = base.rfind('/');
    if (slash == std::string_view::npos) return {};
    AssignmentKey key{base.substr(0, slash), 0};
    const std::string_view digits = base.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), key.seq);
    if (error != std::errc{} || end != digits.data() + digits.size()) key.seq = 0;
    return key;
}

}  // namespace dondoc::store::sqlite
