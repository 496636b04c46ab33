#include "rules/deadlines/parse.hpp"

#include "rules/deadlines/grammar.hpp"
#include "rules/deadlines/periods.hpp"

#include <fmt/format.h>

namespace rules::deadlines {
namespace {

std::string_view period_word(dates::PeriodKind period) {
    switch (period) {
        case dates::PeriodKind::week: return "tuần (week)";
        case dates::PeriodKind::month: return "tháng (month)";
        case dates::PeriodKind::quarter: return "quý (quarter)";
        case dates::PeriodKind::half_year: return "6 tháng (half-year)";
        case dates::PeriodKind::nine_months: return "9 tháng (nine months)";
        case dates::PeriodKind::year: break;
    }
    return "năm (year)";
}

/// The values of a symbol that fill the whole phrase, or why there are none.
tl::expected<std::vector<Value>, std::string> read_all(std::string_view words, Symbol symbol, Before before) {
    const FoldedText folded = fold_with_origin(words);
    const std::vector<Token> tokens = tokenize(folded);
    Scope scope;
    scope.before = before;
    constexpr std::size_t longest = 40;
    if (tokens.size() <= longest) {
        Chart chart(tokens, scope);
        if (auto values = chart.all(symbol, 0, tokens.size()); !values.empty()) {
            return values;
        }
    }
    if (!scope.impossible.empty()) {
        return tl::unexpected(fmt::format("{}: không có ngày này (no such day)", scope.impossible));
    }
    return tl::unexpected(std::string{});
}

/// What is shown of a phrase in an error: its beginning, cut between characters.
std::string shown(std::string_view words) {
    constexpr std::size_t longest = 60;
    if (words.size() <= longest) {
        return std::string(words);
    }
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) {
        --end;
    }
    return std::string(words.substr(0, end)) + "…";
}

}  // namespace

tl::expected<DuePlace, std::string> parse_due_place(std::string_view words, dates::PeriodKind period, Before before) {
    if (fold(words).empty()) {
        return DuePlace{};
    }
    const auto values = read_all(words, Symbol::due_place, before);
    if (!values) {
        return tl::unexpected(
            !values.error().empty()
                ? values.error()
                : fmt::format("“{}”: không hiểu hạn này (not understood as a due day)", shown(words)));
    }
    std::vector<DuePlace> fitting;
    for (const Value& value : *values) {
        const Place& place = std::get<Place>(value);
        if (fits(place, period)) {
            fitting.push_back(place.due);
        }
    }
    if (fitting.empty()) {
        return tl::unexpected(fmt::format("“{}”: không xác định được ngày trong kỳ {} (no day of this period)",
                                          shown(words), period_word(period)));
    }
    if (fitting.size() > 1) {
        return tl::unexpected(fmt::format("“{}”: có hai cách hiểu (can be read in two ways)", shown(words)));
    }
    return fitting.front();
}

tl::expected<Recurrence, std::string> parse_period(std::string_view words) {
    const auto values = read_all(words, Symbol::period, Before::exclusive);
    if (!values || values->size() != 1) {
        return tl::unexpected(
            fmt::format("“{}”: không hiểu kỳ này; dùng week, month, quarter, half-year, half-year(1), "
                        "nine-months, year, on-request (not understood as a period)",
                        shown(words)));
    }
    return std::get<Cycle>(values->front()).recurrence;
}

}  // namespace rules::deadlines
