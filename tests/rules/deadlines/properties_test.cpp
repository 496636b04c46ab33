#include "rules/deadlines/grammar.hpp"
#include "rules/deadlines/parse.hpp"
#include "rules/deadlines/periods.hpp"
#include "tests/rules/dates/generators.hpp"
#include "tests/rules/deadlines/describe.hpp"
#include "tests/rules/deadlines/spoken.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <ctime>

namespace rules::deadlines {
namespace {

using dates::PeriodKind;
using dates::testing::any_date;

// --- meanings that the language can say -----------------------------------------------------------------------------

rc::Gen<DuePlace> any_place(PeriodKind period, PeriodSet only) {
    using Anchor = DuePlace::Anchor;
    const bool day_of_year = period == PeriodKind::year || period == PeriodKind::nine_months || !only.all();
    return rc::gen::exec([=] {
        DuePlace place;
        std::vector<Anchor> anchors{Anchor::period_end, Anchor::weekday};
        if (period != PeriodKind::week) {
            anchors.insert(anchors.end(), {Anchor::month_of_period, Anchor::month_after});
        }
        if (day_of_year) {
            anchors.push_back(Anchor::month_of_year);
        }
        place.anchor = *rc::gen::elementOf(anchors);
        const auto number = [](int low, int high) {
            return static_cast<std::int8_t>(*rc::gen::inRange(low, high + 1));
        };
        switch (place.anchor) {
            case Anchor::month_of_year: {
                place.month = number(1, 12);
                place.day = number(1, place.month == 2 ? 29 : 30);
                place.year_offset = number(0, 1);
                break;
            }
            case Anchor::month_of_period:
                place.month = *rc::gen::arbitrary<bool>() ? std::int8_t{-1} : number(1, 12);
                place.day = number(1, 31);
                break;
            case Anchor::month_after:
                place.month = number(1, 12);
                place.day = number(1, 31);
                break;
            case Anchor::weekday: place.day = number(1, 7); break;
            case Anchor::period_end: break;
        }
        place.shift_days = *rc::gen::element<std::int16_t>(0, 0, -1, 1, -12, 40);
        place.shift_working_days = *rc::gen::element<std::int16_t>(0, 0, -1, 2, -3);
        return place;
    });
}

rc::Gen<Recurrence> any_recurrence() {
    return rc::gen::exec([] {
        Recurrence recurrence;
        recurrence.period = *rc::gen::element(PeriodKind::week, PeriodKind::month, PeriodKind::quarter,
                                              PeriodKind::half_year, PeriodKind::nine_months, PeriodKind::year);
        const bool one_of_many = recurrence.period == PeriodKind::month || recurrence.period == PeriodKind::quarter ||
                                 recurrence.period == PeriodKind::half_year;
        if (one_of_many && *rc::gen::arbitrary<bool>()) {
            recurrence.only = PeriodSet::of(*rc::gen::inRange(1, dates::periods_in_year(recurrence.period, 2026) + 1));
        }
        if (recurrence.period == PeriodKind::year) {
            recurrence.every = static_cast<std::uint8_t>(*rc::gen::inRange(1, 10));
        }
        recurrence.due = *any_place(recurrence.period, recurrence.only);
        return recurrence;
    });
}

/// One or several, each with periods of its own.
Recurrences any_recurrences() {
    Recurrences list;
    const int wanted = *rc::gen::element(1, 1, 2, 3, 5);
    for (int n = 0; n < wanted; ++n) {
        (void)list.add(*any_recurrence());
    }
    return list;
}

/// Days in different months, as a deadline names several.
void add_times(Meaning& meaning) {
    int month = 1999 * 12 + *rc::gen::inRange(0, 24);
    const int wanted = *rc::gen::inRange(2, 5);
    for (int n = 0; n < wanted; ++n) {
        month += *rc::gen::inRange(1, 20);
        Recurrence time;
        time.period = PeriodKind::month;
        time.only = PeriodSet::of(month % 12 + 1);
        time.year = static_cast<std::int16_t>(month / 12);
        const auto day = static_cast<std::int8_t>(*rc::gen::inRange(1, 29));
        time.due = {DuePlace::Anchor::month_of_period, -1, day, 0, 0, 0};
        RC_ASSERT(meaning.recurrences.add(time));
        meaning.due = dates::clamped_date(month / 12, month % 12 + 1, day);
    }
}

void add_extent(Meaning& meaning) {
    if (*rc::gen::arbitrary<bool>()) {
        meaning.start = *any_date();
    }
    if (*rc::gen::arbitrary<bool>()) {
        meaning.due = *any_date(meaning.start.value_or(*dates::make_date(dates::first_year, 1, 1)),
                                *dates::make_date(dates::last_year, 12, 31));
    }
}

rc::Gen<Meaning> any_meaning() {
    return rc::gen::exec([] {
        Meaning meaning;
        meaning.kind =
            *rc::gen::element(Kind::fixed, Kind::window, Kind::recurring, Kind::continuous, Kind::conditional);
        meaning.has_condition = meaning.kind == Kind::conditional || *rc::gen::arbitrary<bool>();
        meaning.then_continuous = meaning.kind != Kind::continuous && *rc::gen::arbitrary<bool>();
        switch (meaning.kind) {
            case Kind::fixed:
                if (*rc::gen::arbitrary<bool>()) {
                    meaning.due = *any_date();
                } else {
                    add_times(meaning);
                }
                break;
            case Kind::window:
                meaning.start = *any_date();
                meaning.due = *any_date(*meaning.start, *dates::make_date(dates::last_year, 12, 31));
                break;
            case Kind::recurring:
                meaning.recurrences = any_recurrences();
                add_extent(meaning);
                break;
            case Kind::continuous:
                if (*rc::gen::arbitrary<bool>()) {
                    meaning.recurrences = any_recurrences();
                }
                add_extent(meaning);
                break;
            case Kind::conditional:
                if (*rc::gen::arbitrary<bool>()) {
                    meaning.term.of = *rc::gen::element(Term::Of::days, Term::Of::working_days, Term::Of::months);
                    meaning.term.count = *rc::gen::element<std::int16_t>(-20, -1, 1, 10, 365);
                }
                break;
            case Kind::unresolved: break;
        }
        return meaning;
    });
}

RC_GTEST_PROP(SayVi, is_read_back_to_the_same_meaning, ()) {
    const Meaning meaning = *any_meaning();
    const std::string said = say_vi(meaning);
    RC_LOG(said);
    const Deadline read = parse_deadline(said, {.year = 2026});
    RC_LOG(testing::describe(read));
    RC_LOG(say_vi(read.meaning));
    RC_ASSERT(read.meaning == meaning);
    RC_ASSERT(!say_en(meaning).empty());
}

// --- any text -------------------------------------------------------------------------------------------------------

rc::Gen<std::string> any_phrase() {
    const auto piece = rc::gen::element<std::string>(
        "tháng", "quý", "năm", "ngày", "hằng", "hàng", "trước", "sau", "khi", "theo", "từ", "đến", "chậm nhất", "trong",
        "cuối", "đầu", "giữa", "thường xuyên", "định kỳ", "6 tháng", "lần", "kể từ", "làm việc", "tiếp theo",
        "giai đoạn", "hướng dẫn của Bộ Y tế", "và", "II", "IV", "3", "10", "31", "2026", "2027", "/", "-", ",", ";",
        "(", ")", ".", "2026-06-09", "10/6", "31/2", "đơn vị", "\u0301", "\xFF");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const std::string& p : pieces) {
                                text += p + " ";
                            }
                            return text;
                        });
}

bool is_boundary(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

/// Inside the words, between whole characters, in order; two on one stretch at most where they are the same.
void check_marks(const Deadline& deadline) {
    std::uint32_t last_end = 0;
    std::uint32_t last_begin = 0;
    const auto utf8 = icu::UnicodeString::fromUTF8(deadline.words).indexOf(UChar32{0xFFFD}) < 0;
    for (const Mark& mark : deadline.marks) {
        RC_ASSERT(mark.begin < mark.end);
        RC_ASSERT(mark.end <= deadline.words.size());
        RC_ASSERT(mark.begin >= last_end || (mark.begin == last_begin && mark.end == last_end));
        RC_ASSERT(!utf8 || (is_boundary(deadline.words, mark.begin) && is_boundary(deadline.words, mark.end)));
        RC_ASSERT(mark.part != Mark::Part::recurrence || mark.recurrence < deadline.meaning.recurrences.size());
        last_begin = mark.begin;
        last_end = mark.end;
    }
}

void check_is_whole(const Deadline& deadline) {
    const Meaning& meaning = deadline.meaning;
    RC_ASSERT((meaning.kind != Kind::fixed && meaning.kind != Kind::window) || meaning.due.has_value());
    RC_ASSERT(meaning.kind != Kind::window || (meaning.start && *meaning.start <= *meaning.due));
    RC_ASSERT(meaning.kind != Kind::recurring || !meaning.recurrences.empty());
    RC_ASSERT(meaning.kind != Kind::conditional || meaning.has_condition);
    RC_ASSERT(meaning.has_condition == !deadline.condition.empty());
    RC_ASSERT(meaning.kind == Kind::unresolved || deadline.unresolved.empty());
    RC_ASSERT(meaning.kind != Kind::unresolved || meaning == Meaning{});
    check_marks(deadline);
}

RC_GTEST_PROP(ParseDeadline, gives_a_whole_deadline_or_none_for_any_words, ()) {
    const std::string words = *any_phrase();
    const Deadline deadline = parse_deadline(words, {.year = 2026});
    RC_ASSERT(deadline.words == words);
    check_is_whole(deadline);
    RC_ASSERT(deadline == parse_deadline(words, {.year = 2026}));
}

RC_GTEST_PROP(ParseDeadline, gives_a_whole_deadline_or_none_for_what_the_table_can_say, ()) {
    const std::string words = *testing::any_of(Symbol::statement);
    RC_LOG(words);
    const Deadline deadline = parse_deadline(words, {.year = 2026});
    check_is_whole(deadline);
    RC_ASSERT(deadline.meaning.kind == Kind::unresolved || deadline.readings.empty());
}

RC_GTEST_PROP(ParseDuePlace, takes_what_the_table_can_say, ()) {
    const std::string words = *testing::any_of(Symbol::due_place);
    RC_LOG(words);
    (void)parse_due_place(words, *rc::gen::element(PeriodKind::week, PeriodKind::quarter, PeriodKind::year));
    (void)parse_period(*testing::any_of(Symbol::period));
}

RC_GTEST_PROP(ParseDeadline, takes_any_bytes, (const std::string& bytes)) {
    check_is_whole(parse_deadline(bytes, {.year = 2026}));
    (void)parse_due_place(bytes, PeriodKind::quarter);
    (void)parse_period(bytes);
}

std::string decomposed(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    std::string result;
    nfd->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(result);
    return result;
}

std::string upper(const std::string& text) {
    std::string result;
    icu::UnicodeString::fromUTF8(text).toUpper().toUTF8String(result);
    return result;
}

std::string spaced(const std::string& text) {
    std::string result = "\u00A0 ";
    for (const char c : text) {
        result += c == ' ' ? std::string(" \t\u00A0") : std::string(1, c);
    }
    return result + "\r\n";
}

void check_does_not_depend_on_form_case_or_spacing(const std::string& words) {
    const Deadline plain = parse_deadline(words, {.year = 2026});
    for (const std::string& variant : {decomposed(words), upper(words), spaced(words)}) {
        const Deadline other = parse_deadline(variant, {.year = 2026});
        RC_ASSERT(other.meaning == plain.meaning);
        RC_ASSERT(other.readings == plain.readings);
        RC_ASSERT(fold(other.condition) == fold(plain.condition));
        RC_ASSERT(fold(other.unresolved) == fold(plain.unresolved));
    }
}

RC_GTEST_PROP(ParseDeadline, does_not_depend_on_form_case_or_spacing, ()) {
    std::string words = *any_phrase();
    std::erase(words, '\xFF');
    check_does_not_depend_on_form_case_or_spacing(words);
}

RC_GTEST_PROP(ParseDeadline, reads_what_the_table_can_say_in_any_form_case_or_spacing, ()) {
    check_does_not_depend_on_form_case_or_spacing(*testing::any_of(Symbol::statement));
}

// --- cost -----------------------------------------------------------------------------------------------------------

std::string repeated(std::string_view piece, std::size_t size) {
    std::string text;
    while (text.size() < size) {
        text += piece;
    }
    return text;
}

constexpr std::string_view monotonous[] = {
    "(",        ")",        "(sau khi ",      "trước ",  "tháng ",    "2026 - ", "2026, ",    "6, ",      "hằng năm, ",
    "phải ",    "theo ",    "đầu ",           "từ ",     "/",         "khi, ",   "một mươi ", "thứ hai ", "gửi ",
    "báo cáo ", "duy trì ", "thường xuyên, ", "(2026) ", "thá ng ",   "trình ",  "các năm ",  "\xFF",     "e\u0301",
    "1",        "a",        "quý ngày ",      "và ",     "chậm nhất "};

/// Time of this thread, which does not grow when the machine has other work.
double seconds_to_read(const std::string& words) {
    const std::clock_t start = std::clock();
    (void)parse_deadline(words, {.year = 2026});
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

TEST(ParseDeadline, reads_or_refuses_a_megabyte_in_less_than_a_second) {
    for (const std::string_view piece : monotonous) {
        EXPECT_LT(seconds_to_read(repeated(piece, 1 << 20)), 1.0) << piece;
        EXPECT_LT(seconds_to_read("Thường xuyên, theo " + repeated(piece, 1 << 20)), 1.0) << piece;
    }
    std::string bytes(1 << 20, ' ');
    std::uint32_t state = 1;
    for (char& byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<char>(state >> 24U);
    }
    EXPECT_LT(seconds_to_read(bytes), 1.0);
}

TEST(ParseDeadline, reads_a_cell_of_the_greatest_length_in_less_than_a_second) {
    for (const std::string_view piece : monotonous) {
        for (const std::string_view start : {"", "Thường xuyên, theo ", "Theo ", "Trình "}) {
            std::string words(start);
            const FoldedText folded = fold_with_origin(piece);
            const std::size_t each = std::max<std::size_t>(tokenize(folded).size(), 1);
            for (std::size_t tokens = 5; tokens + each <= Chart::max_tokens; tokens += each) {
                words += piece;
            }
            EXPECT_LT(seconds_to_read(words), 1.0) << start << piece;
        }
    }
}

TEST(ParseDeadline, finds_the_deadline_at_the_front_of_a_long_cell) {
    const std::string long_text = repeated("hướng dẫn của đơn vị chủ trì ", 4000);
    EXPECT_EQ(parse_deadline("Thường xuyên, theo " + long_text, {.year = 2026}).meaning.kind, Kind::continuous);
    EXPECT_EQ(parse_deadline("Quý II/2026 (sau khi có " + long_text + ")", {.year = 2026}).meaning.kind, Kind::fixed);
}

TEST(ParseDeadline, does_not_read_what_is_too_long_to_be_a_deadline) {
    for (const std::string_view piece : {"(", "trước ", "khi, "}) {
        const std::string words = repeated(piece, 1 << 20);
        const Deadline deadline = parse_deadline(words, {.year = 2026});
        EXPECT_EQ(deadline.meaning.kind, Kind::unresolved) << piece;
        EXPECT_EQ(deadline.unresolved.size(), words.size());
    }
}

std::size_t steps_to_read(const std::string& words) {
    const FoldedText folded = fold_with_origin(words);
    const std::vector<Token> tokens = tokenize(folded);
    Scope scope;
    scope.year = 2026;
    Chart chart(tokens, scope);
    for (std::size_t at = 0; at < std::min(tokens.size(), Chart::max_tokens); ++at) {
        (void)chart.read(Symbol::statement, at);
    }
    return chart.steps();
}

TEST(Chart, the_longest_phrases_stay_far_from_the_limit_of_steps) {
    for (const std::string_view piece : monotonous) {
        EXPECT_LT(steps_to_read(repeated(piece, 4000)), Chart::max_steps / 2) << piece;
    }
    EXPECT_LT(steps_to_read("phải " + repeated("tháng 3, quý II/2026 - ", 1000)), Chart::max_steps / 2);
}

}  // namespace
}  // namespace rules::deadlines
