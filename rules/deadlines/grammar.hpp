#pragma once

#include "rules/deadlines/parse.hpp"
#include "rules/deadlines/tokens.hpp"
#include "rules/deadlines/values.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

/// The machinery behind the deadline language. The language itself is the table in phrases.cpp: a line gives a symbol,
/// the words that stand for it and what they mean. All readings of a phrase are found, so that one that can be read in
/// two ways is noticed and not decided by the order of the table.
namespace rules::deadlines {

/// What a `{slot}` of a pattern stands for. The first group are single tokens, the others have lines in phrases.cpp.
enum class Symbol : std::uint8_t {
    number2,     ///< number of one or two digits
    digits2,     ///< number of just two digits, as canonical forms have them
    short_year,  ///< two digits from 13 on, as no month has them: 2013..2099
    number,      ///< 1..9999, or một, hai, ba ...
    month_name,  ///< 1..12 in one word: 3, 03, III, ba
    quarter,     ///< 1..4: 2, II, hai
    year,        ///< four digits, dates::first_year..last_year
    roman,       ///< I..XII in Roman signs, as 1..12
    weekday,     ///< after "thứ": hai..bảy, 2..7, as 1 (Monday) .. 6
    last_terminal = weekday,
    digit_word,    ///< "ba", "mươi"
    number_words,  ///< "ba mươi", which repeats a number in brackets
    count,         ///< number, or "30 (ba mươi)"
    month,         ///< month_name, mười một, mười hai
    suffix,        ///< "/2026", "năm 2026", "năm sau"
    next_year,     ///< "năm sau": the year after the plan's
    day_month,     ///< 10/6: Span
    day,           ///< a day, with or without its year: Span
    date,          ///< a day, perhaps with its weekday behind it: Span
    half_day,      ///< "buổi chiều"
    span,          ///< day, month, quarter, half-year, year or a part of them: Span
    whole,         ///< span, or "năm" for the plan's year
    months,        ///< "2, 3", "6-8" as bits
    quarters,
    month_range,  ///< "6-8" as bits
    quarter_range,
    join,
    to,
    dash,
    stretch,             ///< one span, or from one to another: Stretch
    firm,                ///< words of an inclusive limit that cannot be anything else
    until,               ///< words of an inclusive limit
    before,              ///< words of an exclusive limit
    since,               ///< "kể từ ngày"
    clock,               ///< "17 giờ"
    length,              ///< "15 ngày làm việc": Term
    hours,               ///< "24 giờ"
    within,              ///< "trong thời hạn"
    lead,                ///< words that announce a deadline and say nothing: "hoàn thành", "thời hạn:"
    leads,               ///< several of them: "dự kiến hoàn thành:"
    report,              ///< "gửi báo cáo": its time may be the one that is reported on
    announcement,        ///< leads or report
    limited,             ///< a limit that cannot be anything else than a deadline: Meaning
    spans_before,        ///< "trước 15/6 và trước 15/12": SpanList
    begun,               ///< "bắt đầu từ tháng 3": Span
    starting,            ///< its verb
    finished,            ///< "hoàn thành trước 30/9": Meaning
    finishing,           ///< its verb
    once,                ///< fixed or window: Meaning
    day_of_month,        ///< "ngày 20", of a month named before
    from,                ///< an open beginning: Meaning
    onward,              ///< "trở đi"
    constant,            ///< thường xuyên, liên tục
    constantly,          ///< one or two of them
    keeping,             ///< one of the words of keep
    keep,                ///< "duy trì", "tiếp tục thực hiện"
    unit,                ///< tuần, tháng, quý, năm, kỳ: Unit
    each,                ///< "hằng", "mỗi"
    least,               ///< "ít nhất"
    one_time,            ///< "một lần"
    cycle,               ///< hằng quý, 6 tháng: Cycle
    part_of_year,        ///< quý I hằng năm: Cycle
    times_of_year,       ///< "02 lần/năm": int
    yearly_day,          ///< "ngày 1-8" of each year: Place
    reported,            ///< "báo cáo quý": Cycle
    next,                ///< "tiếp theo"
    month_at,            ///< "tháng cuối quý": Place without a day
    anchor,              ///< "ngày 25 tháng cuối quý": Place
    moved,               ///< anchor, moved by days
    spot,                ///< moved, and again by working days
    stay,                ///< "tháng cuối quý": a part of the period, due at its end: Place
    place,               ///< spot with a limit: Place
    month_of_year,       ///< the first day of a month or quarter: Place
    last_month_of_year,  ///< its last day: Place
    repeated,            ///< cycle and place: Meaning
    series,              ///< repeated, with a beginning or an end: Meaning
    after,               ///< "triển khai thường xuyên"
    following,           ///< "tiếp theo", of years
    listing,             ///< between the times of a list
    spans,               ///< several spans: SpanList
    listed,              ///< a period as lists name it: Cycle
    cycles,              ///< several of them: Meaning
    with_place,          ///< a period of a list with its own due place: Meaning
    without_place,       ///< one that has none: Meaning
    repeats,             ///< several periods, each with its place: Meaning
    of_years,            ///< "quý IV các năm": Meaning
    issue,               ///< "ngày ban hành Kế hoạch này"
    separator,
    statement,   ///< a whole deadline without its condition: Meaning
    outlook,     ///< "tầm nhìn đến năm 2045"
    gloss,       ///< "before 30 June", an English translation
    glosses,     ///< what may follow its first word
    english,     ///< a word of it
    bounded,     ///< a limit, or "trong" with a span: Meaning
    task_limit,  ///< a limit and perhaps what follows it: Meaning
    task_bound,  ///< bounded and perhaps what follows it: Meaning
    limiting,    ///< a verb whose limit may follow at a distance: "gửi ... trước ngày 15/9"
    bounding,    ///< one whose span may: "trình ... trong quý III"
    opener,      ///< words that open a condition
    no_event,    ///< what makes an opener none: "sau đó"
    event,       ///< a condition by itself: "đột xuất"
    joint,       ///< what may stand between a statement and its condition
    due_place,   ///< the due phrase of a report rule: Place
    period,      ///< the period of a report rule: Cycle
    last = period,
};

/// What the actions may know, and where they say why a phrase cannot stand.
struct Scope {
    int year = 0;
    Before before = Before::exclusive;
    const dates::Calendar* calendar = nullptr;
    std::optional<dates::Date> issued = {};
    std::string impossible = {};           ///< the first part that reads as a day but is none: "31/2"; empty: the line
    std::string_view impossible_why = {};  ///< empty where there is no such day
    std::size_t impossible_at = 0;         ///< its line's first token
    std::size_t impossible_end = 0;        ///< and the one after its last
    std::string_view why = {};  ///< why words can be read in more than one way, where they are known to be such
    /// The years whose days off moved or counted a day, first and last; 0 where none did.
    std::pair<int, int> years_counted = {};
    std::size_t begin = 0;  ///< of the line that is being read
    std::size_t end = 0;
    std::span<const Token> line = {};  ///< its tokens
    const Token* next = nullptr;       ///< the token after it

    /// The first impossible part is told.
    void tell_impossible(std::string part, std::string_view reason = {});
    void count_working_days(dates::Date first, dates::Date last);
};

using Values = std::span<const Value>;
/// Makes the value of a phrase from the values of its slots; nothing where they do not fit each other.
using Action = std::optional<Value> (*)(Values, Scope&);

/// A line of the table. In a pattern `a|b` is one of two words, `a_b` two words, `a?` may be missing,
/// `{symbol}` is a slot.
struct Line {
    Symbol symbol;
    std::string_view pattern;
    Action action;
};

std::span<const Line> phrases() noexcept;

/// The names of the slots.
std::optional<Symbol> symbol_named(std::string_view name) noexcept;

/// Puts words of the language together again that a space has cut ("thá ng", "q uý"), as scanning does: neighbours of
/// which one is no word of it and which together are one. Says whether there were any.
bool join_split_words(std::vector<Token>& tokens);

struct Reading {
    std::size_t end = 0;  ///< the token after the last one read
    Value value;
    std::uint32_t derivation = 0;  ///< how it was read, see Chart::derivation; no part of what it means
    friend bool operator==(const Reading& a, const Reading& b) { return a.end == b.end && a.value == b.value; }
};

/// A line as it was read at one place: the readings of its slots tell which words each part came from.
struct Derivation {
    Symbol symbol = Symbol::number2;
    std::uint16_t begin = 0;
    std::uint16_t end = 0;
    std::uint16_t slots = 0;  ///< in Chart's pool, from `first`; single tokens are left out
    std::uint32_t first = 0;
};

/// Reads tokens by the table and remembers what it has read, so that no symbol is read twice at one place.
class Chart {
public:
    /// Longer phrases are not read: a deadline is short, and the cost of reading grows faster than the length.
    static constexpr std::size_t max_tokens = 1024;
    /// Reading stops here; what is found by then is not trusted (`exhausted`).
    static constexpr std::size_t max_steps = 400'000;

    Chart(std::span<const Token> tokens, Scope& scope);

    const std::vector<Reading>& read(Symbol symbol, std::size_t at);

    /// The different values of a symbol that reach from `at` to `end`.
    std::vector<Value> all(Symbol symbol, std::size_t at, std::size_t end);

    const Derivation& derivation(std::uint32_t n) const noexcept { return derivations_[n]; }
    std::span<const std::uint32_t> slots(const Derivation& of) const noexcept {
        return std::span(slot_pool_).subspan(of.first, of.slots);
    }

    std::size_t steps() const noexcept { return steps_; }
    bool exhausted() const noexcept { return steps_ >= max_steps; }

private:
    struct Cell {
        enum class State : std::uint8_t { unread, reading, done };
        State state = State::unread;
        std::vector<Reading> readings;
    };
    Cell& cell(Symbol symbol, std::size_t at);
    /// A line in the course of being matched.
    struct Attempt {
        const struct Rule& rule;
        Symbol symbol;
        std::size_t begin;
        std::size_t first_value;
        std::vector<Reading>& found;
    };
    void match(const Attempt& attempt, std::size_t element, std::size_t at);
    void take(const Attempt& attempt, std::size_t end);

    std::span<const Token> tokens_;
    std::vector<std::uint16_t> words_;  ///< each token's number in the vocabulary, 0 for others
    Scope& scope_;
    std::vector<bool> numerals_;          ///< tokens that a terminal may read
    std::vector<std::uint32_t> cell_of_;  ///< of each place and symbol, from 1; 0 where nothing was read yet
    std::deque<Cell> cells_;
    std::vector<Value> values_;         ///< of the slots of the rules being matched
    std::vector<std::uint32_t> trail_;  ///< and their derivations
    std::vector<Derivation> derivations_;
    std::vector<std::uint32_t> slot_pool_;
    std::size_t steps_ = 0;
};

}  // namespace rules::deadlines
