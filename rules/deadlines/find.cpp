#include "rules/deadlines/find.hpp"

#include "rules/deadlines/spans.hpp"

#include <algorithm>

namespace rules::deadlines {
namespace {

constexpr std::size_t window = 64;
constexpr std::size_t stride = 32;

/// Keeps what reaches furthest.
class Longest {
public:
    explicit Longest(std::size_t begin) : begin_(begin) {}

    void period(std::size_t end, const Value& value, bool weak) {
        if (!reach(end) || (found_.period && weak)) {
            return;
        }
        found_.period = std::get<Cycle>(value).recurrence;
        found_.weak = weak;
    }

    void place(std::size_t end, const Value& value) {
        const Place& place = std::get<Place>(value);
        if (reach(end) && std::find(found_.places.begin(), found_.places.end(), place) == found_.places.end()) {
            found_.places.push_back(place);
        }
    }

    void day(std::size_t end, std::optional<dates::Date> day) {
        if (day && reach(end)) {
            found_.day = day;
        }
    }

    const FoundTime& found() const { return found_; }

private:
    bool reach(std::size_t end) {
        if (end <= begin_ || end < found_.end) {
            return false;
        }
        if (end > found_.end) {
            found_ = FoundTime{};
            found_.begin = begin_;
            found_.end = end;
        }
        return true;
    }

    std::size_t begin_;
    FoundTime found_;
};

}  // namespace

TimeFinder::TimeFinder(std::span<const Token> tokens, const ParseContext& context) : tokens_(tokens) {
    scope_.year = context.year;
    scope_.before = context.before;
    scope_.calendar = context.calendar;
}

Chart& TimeFinder::chart_for(std::size_t token) {
    const std::size_t first = token / stride * stride;
    if (!chart_ || first != window_) {
        window_ = first;
        chart_.emplace(tokens_.subspan(first, std::min(window, tokens_.size() - first)), scope_);
    }
    return *chart_;
}

std::optional<FoundTime> TimeFinder::at(std::size_t token) {
    if (token >= tokens_.size()) {
        return std::nullopt;
    }
    Chart& chart = chart_for(token);
    const std::size_t here = token - window_;
    Longest longest(here);
    for (const Symbol symbol : {Symbol::cycle, Symbol::part_of_year}) {
        for (const Reading& reading : chart.read(symbol, here)) {
            longest.period(reading.end, reading.value, false);
        }
    }
    for (const Reading& reading : chart.read(Symbol::period, here)) {
        longest.period(reading.end, reading.value, reading.end == here + 1);
    }
    for (const Reading& reading : chart.read(Symbol::place, here)) {
        longest.place(reading.end, reading.value);
    }
    for (const Reading& reading : chart.read(Symbol::limited, here)) {
        // Limits in a list are asked for one by one.
        if (const Meaning& meaning = std::get<Meaning>(reading.value); meaning.recurrences.empty()) {
            longest.day(reading.end, meaning.due);
        }
    }
    const auto last_days = [&](std::size_t from) {
        for (const Reading& reading : chart.read(Symbol::day, from)) {
            longest.day(reading.end, last_day(std::get<Span>(reading.value), scope_));
        }
    };
    last_days(here);
    for (const Reading& limit : chart.read(Symbol::until, here)) {
        last_days(limit.end);
    }
    FoundTime found = longest.found();
    if (found.end == 0 || chart.exhausted()) {
        return std::nullopt;
    }
    found.begin += window_;
    found.end += window_;
    const auto words = tokens_.subspan(found.begin, found.end - found.begin);
    found.names_year = std::any_of(words.begin(), words.end(), [](const Token& word) {
        return word.kind == Token::Kind::number && word.text.size() == 4;
    });
    return found;
}

}  // namespace rules::deadlines
