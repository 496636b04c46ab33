#include "rules/model/facts.hpp"

#include <fmt/format.h>

#include <charconv>

namespace rules::model {

std::string request_key(std::uint16_t number) {
    return fmt::format("R{}", number);
}

std::optional<std::uint16_t> parse_request_key(std::string_view text) noexcept {
    if (!text.starts_with('R') || text.starts_with("R0")) return std::nullopt;
    std::uint16_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data() + 1, end, number);
    if (fault != std::errc{} || stop != end) return std::nullopt;
    return number;
}

DeadlineVersion deadline_version(const SubjectFacts* facts, std::string_view period,
                                 std::optional<dates::Date> first_due, std::optional<dates::Date> on) noexcept {
    DeadlineVersion version{1, first_due, nullptr};
    if (facts == nullptr) return version;
    for (const Extension& extension : facts->extensions) {
        if (extension.period != period || (on && extension.decided > *on)) continue;
        ++version.number;
        version.due = extension.until;
        version.extension = &extension;
    }
    return version;
}

const Completion* completion_of(const SubjectFacts* facts, std::string_view period) noexcept {
    if (facts == nullptr) return nullptr;
    for (const Completion& completion : facts->completions) {
        if (completion.period.empty() || completion.period == period) return &completion;
    }
    return nullptr;
}

}  // namespace rules::model
