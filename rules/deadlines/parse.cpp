#include "rules/deadlines/parse.hpp"

#include "rules/deadlines/clauses.hpp"
#include "rules/deadlines/marks.hpp"

#include <algorithm>

namespace rules::deadlines {
namespace {

constexpr std::string_view nothing_understood = "không thấy thời hạn nào đọc được (no deadline understood)";

/// Reads one phrase: first as a statement, then as a statement with a condition before, after or inside brackets.
class Reader {
public:
    Reader(std::string_view words, const ParseContext& context)
        : words_(words), folded_(fold_with_origin(words)), all_(tokenize(folded_)) {
        scope_.year = context.year;
        scope_.before = context.before;
        scope_.calendar = context.calendar;
        scope_.issued = context.issued;
    }

    Deadline read() {
        if (!all_.empty() && is_bullet(all_.front()) && words_.find('\n') != std::string_view::npos) {
            end_lines();  // or a bullet would be taken for a dash between two times
        }
        Deadline deadline = read_all();
        for (const auto mend : {&Reader::end_lines, &Reader::join_words, &Reader::add_tones}) {
            const bool open = deadline.meaning.kind == Kind::unresolved && deadline.readings.empty();
            if (open && all_.size() <= Chart::max_tokens && (this->*mend)()) {
                scope_.impossible.clear();
                scope_.impossible_end = 0;
                understood_ = 0;
                deadline = read_all();
            }
        }
        return deadline;
    }

private:
    bool join_words() { return join_split_words(all_); }

    bool add_tones() { return restore_tones(all_); }

    /// Puts a semicolon where a line of the cell ends, and takes the bullet of the next away.
    bool end_lines() {
        std::vector<Token> tokens;
        for (const Token& token : all_) {
            if (!tokens.empty() && ends_line(tokens.back(), token)) {
                static constexpr std::string_view semicolon = ";";
                tokens.push_back({Token::Kind::sign, semicolon, token.begin, token.begin, 0});
            }
            const bool bullet = !tokens.empty() && tokens.back().begin == tokens.back().end && is_bullet(token);
            if (!bullet) {
                tokens.push_back(token);
            }
        }
        const bool any = tokens.size() != all_.size();
        all_ = std::move(tokens);
        return any;
    }

    bool ends_line(const Token& before, const Token& after) const {
        const std::string_view between = words_.substr(before.end, after.begin - before.end);
        const bool sign_between = before.kind == Token::Kind::sign || after.text == "(" || after.text == ")";
        return !sign_between && between.find('\n') != std::string_view::npos;
    }

    Deadline read_all() {
        result_ = Deadline{};
        result_.words = words_;
        marks_.clear();
        derivation_ = 0;
        bracket_ = {};
        const auto framed = without_frame(all_);
        if (framed.empty() || framed.size() > Chart::max_tokens) {
            return unresolved(words_, {0, static_cast<std::uint32_t>(words_.size())}, nothing_understood);
        }
        tokens_.assign(framed.begin(), framed.end());
        const std::string bracketed = take_bracketed_condition();
        Chart chart(tokens_, scope_);
        chart_ = &chart;
        if (!read_tokens() || chart.exhausted() || (!bracketed.empty() && !add_condition(bracketed))) {
            return not_understood();
        }
        if (derivation_ != 0) {
            const auto found = marks_of(chart, derivation_, result_.meaning);
            marks_.insert(marks_.end(), found.begin(), found.end());
        }
        put_marks();
        result_.years_counted = scope_.years_counted;
        return std::move(result_);
    }

    bool read_tokens() {
        const std::size_t size = tokens_.size();
        if (read_statement(0, size)) {
            return true;
        }
        if (!result_.readings.empty()) {
            return false;
        }
        if (read_task_and_limit()) {
            return true;
        }
        if (const std::optional<std::size_t> opener = opener_after_lead()) {
            return read_condition_first(*opener);
        }
        return read_condition_after();
    }

    /// "Trình UBND tỉnh trước ngày 15/9": plain words between a verb and the limit, none of which tells a time.
    bool read_task_and_limit() {
        const bool any_limit = !chart_->read(Symbol::limiting, 0).empty();
        const Symbol ending = chart_->read(Symbol::bounding, 0).empty() ? Symbol::task_limit : Symbol::task_bound;
        for (std::size_t at = 1; any_limit && at < tokens_.size(); ++at) {
            if (const auto found = readings(ending, at, tokens_.size()); found.size() == 1) {
                take(*found.front());
                return true;
            }
            if (tokens_[at].kind != Token::Kind::word || is_time_word(tokens_[at]) || is_opener(at)) {
                return false;
            }
        }
        return false;
    }

    /// Where a condition begins at the front, after "Thời gian thực hiện:" and the like.
    std::optional<std::size_t> opener_after_lead() {
        if (is_opener(0)) {
            return 0;
        }
        std::optional<std::size_t> found;
        for (const Reading& lead : chart_->read(Symbol::leads, 0)) {
            if (lead.end < tokens_.size() && is_opener(lead.end)) {
                found = lead.end;
            }
        }
        return found;
    }

    /// A statement that fills these tokens and has one meaning.
    bool read_statement(std::size_t begin, std::size_t end) {
        const auto found = readings(Symbol::statement, begin, end);
        if (found.size() == 1) {
            take(*found.front());
            return true;
        }
        for (const Reading* reading : found) {
            result_.readings.push_back(std::get<Meaning>(reading->value));
        }
        return false;
    }

    std::vector<const Reading*> readings(Symbol symbol, std::size_t begin, std::size_t end) {
        std::vector<const Reading*> found;
        for (const Reading& reading : chart_->read(symbol, begin)) {
            if (reading.end == end) {
                found.push_back(&reading);
            }
        }
        return found;
    }

    void take(const Reading& reading) {
        result_.meaning = std::get<Meaning>(reading.value);
        derivation_ = reading.derivation;
    }

    /// A condition alone, from which a term may run.
    void become_conditional(std::size_t begin) {
        result_.meaning = Meaning{};
        result_.meaning.kind = Kind::conditional;
        derivation_ = 0;
        for (const Reading& opener : chart_->read(Symbol::opener, begin)) {
            if (const Term* term = std::get_if<Term>(&opener.value)) {
                result_.meaning.term = *term;
            }
        }
    }

    /// "Theo hướng dẫn của Trung ương", perhaps with a deadline after it: "..., trước ngày 30/6/2026".
    bool read_condition_first(std::size_t begin) {
        for (std::size_t at = begin + 1; at < tokens_.size(); ++at) {
            if (read_bracketed_limit(at)) {
                return set_condition(begin, at);
            }
            for (const std::size_t next : clauses_from(at)) {
                if (read_statement(next, tokens_.size())) {
                    if (reads(Symbol::after, next, tokens_.size())) {
                        become_conditional(begin);
                        result_.meaning.then_continuous = true;
                        marks_.push_back({Mark::Part::continuation, 0, next, tokens_.size()});
                    }
                    return set_condition(begin, at);
                }
            }
        }
        if (!result_.readings.empty()) {
            return false;  // a time that can be read in two ways follows
        }
        become_conditional(begin);
        return set_condition(begin, tokens_.size());
    }

    /// "Sau khi có hướng dẫn (trong năm 2026)". A bare span in brackets may belong to what the condition names, and
    /// "dự kiến" may say when that is expected.
    bool read_bracketed_limit(std::size_t at) {
        const std::size_t close = tokens_.size() - 1;
        return tokens_[at].text == "(" && tokens_[close].text == ")" && at + 1 < close &&
               tokens_[at + 1].text != "dự" && !reads(Symbol::stretch, at + 1, close) && read_statement(at + 1, close);
    }

    /// "Hằng năm, khi có quyết định của Trung ương", perhaps followed by "triển khai thường xuyên".
    bool read_condition_after() {
        for (std::size_t end = tokens_.size() - 1; end > 0; --end) {
            if (!read_statement(0, end)) {
                if (!result_.readings.empty()) {
                    return false;
                }
                continue;
            }
            understood_ = std::max(understood_, end);
            if (is_opener(end)) {
                return read_condition_to_end(end);
            }
            for (const std::size_t next : ends_of(Symbol::joint, end)) {
                if (is_opener(next)) {
                    return read_condition_to_end(next);
                }
            }
        }
        return false;
    }

    bool read_condition_to_end(std::size_t begin) {
        for (std::size_t at = begin + 1; at < tokens_.size(); ++at) {
            for (const std::size_t next : clauses_from(at)) {
                if (reads(Symbol::after, next, tokens_.size())) {
                    result_.meaning.then_continuous = true;
                    marks_.push_back({Mark::Part::continuation, 0, next, tokens_.size()});
                    return set_condition(begin, at);
                }
                if (reads(Symbol::statement, next, tokens_.size())) {
                    understood_ = begin;
                    return false;  // two deadlines around a condition
                }
            }
        }
        return set_condition(begin, tokens_.size());
    }

    /// Where the clause after a separator begins. "2026-2030" is one thing, not two clauses.
    std::vector<std::size_t> clauses_from(std::size_t at) {
        const bool between_numbers = tokens_[at].text == "-" && at + 1 < tokens_.size() &&
                                     tokens_[at - 1].kind == Token::Kind::number &&
                                     tokens_[at + 1].kind == Token::Kind::number;
        return between_numbers ? std::vector<std::size_t>{} : ends_of(Symbol::separator, at);
    }

    /// Refuses a condition that ends in the words of a limit: whose limit it is, a person must say.
    bool set_condition(std::size_t begin, std::size_t end) {
        const bool before_event = result_.meaning.kind == Kind::conditional && result_.meaning.term.count < 0;
        for (std::size_t at = begin + 1; at < end; ++at) {
            if (reads(Symbol::limited, at, end) || (before_event && reads(Symbol::day, at, end))) {
                return false;
            }
        }
        marks_.push_back({Mark::Part::condition, 0, begin, end});
        return add_condition(text(begin, end));
    }

    bool add_condition(const std::string& condition) {
        result_.condition += (result_.condition.empty() ? "" : "; ") + condition;
        result_.meaning.has_condition = true;
        return true;
    }

    /// Takes "(sau khi ...)" out of the tokens and returns its text. A bracket that holds anything else stays.
    std::string take_bracketed_condition() {
        const std::span<const Token> tokens = tokens_;
        const auto [open, close] = bracket(tokens);
        if (open == 0 || close <= open + 1) {
            return {};
        }
        const auto inside = tokens.subspan(open + 1, close - open - 1);
        Scope scope = scope_;
        Chart chart(inside, scope);
        if (!opens_condition(chart, inside, 0) || !chart.all(Symbol::statement, 0, inside.size()).empty()) {
            return {};
        }
        std::string words = text(open + 1, close);
        bracket_ = {open, bytes(open + 1, close)};
        using Offset = std::vector<Token>::difference_type;
        tokens_.erase(tokens_.begin() + static_cast<Offset>(open), tokens_.begin() + static_cast<Offset>(close) + 1);
        return words;
    }

    bool is_opener(std::size_t at) { return opens_condition(*chart_, tokens_, at); }

    bool reads(Symbol symbol, std::size_t begin, std::size_t end) {
        const auto& readings = chart_->read(symbol, begin);
        return std::any_of(readings.begin(), readings.end(),
                           [&](const Reading& reading) { return reading.end == end; });
    }

    std::vector<std::size_t> ends_of(Symbol symbol, std::size_t at) {
        std::vector<std::size_t> ends;
        for (const Reading& reading : chart_->read(symbol, at)) {
            ends.push_back(reading.end);
        }
        return ends;
    }

    /// Bytes of the words, from `first` to before `last`.
    struct Bytes {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
    };
    Bytes bytes(std::size_t begin, std::size_t end) const { return {tokens_[begin].begin, tokens_[end - 1].end}; }

    std::string text(std::size_t begin, std::size_t end) const {
        const Bytes found = bytes(begin, end);
        return std::string(words_.substr(found.first, found.last - found.first));
    }

    void put_mark(const TokenMark& mark, std::size_t begin, std::size_t end) {
        if (begin < end) {
            const Bytes found = bytes(begin, end);
            result_.marks.push_back({mark.part, mark.recurrence, found.first, found.last});
        }
    }

    /// Tokens become bytes; a part around the bracket that was taken out is two.
    void put_marks() {
        const bool bracketed = bracket_.words.last != 0;
        for (const TokenMark& mark : marks_) {
            if (bracketed && mark.begin < bracket_.at && bracket_.at < mark.end) {
                put_mark(mark, mark.begin, bracket_.at);
                put_mark(mark, bracket_.at, mark.end);
            } else {
                put_mark(mark, mark.begin, mark.end);
            }
        }
        if (bracketed) {
            result_.marks.push_back({Mark::Part::condition, 0, bracket_.words.first, bracket_.words.last});
        }
        std::stable_sort(result_.marks.begin(), result_.marks.end(),
                         [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    }

    Deadline not_understood() {
        if (scope_.impossible_end != 0) {
            const std::string written = text(scope_.impossible_at, scope_.impossible_end);
            const bool as_written = scope_.impossible.empty() || fold(written) == scope_.impossible;
            return unresolved(
                as_written ? written : scope_.impossible, bytes(scope_.impossible_at, scope_.impossible_end),
                scope_.impossible_why.empty() ? "không có ngày, tháng hoặc quý này (no such day, month or quarter)"
                                              : scope_.impossible_why);
        }
        std::size_t begin = result_.readings.empty() ? understood_ : 0;
        while (begin + 1 < tokens_.size() && tokens_[begin].kind == Token::Kind::sign) {
            ++begin;
        }
        const bool whole_bracket = begin > 0 && tokens_[begin - 1].text == "(" && tokens_.back().text == ")";
        const std::size_t end = tokens_.size() - (whole_bracket ? 1 : 0);
        return unresolved(text(begin, end), bytes(begin, end), why_not());
    }

    std::string_view why_not() const {
        if (!result_.readings.empty()) {
            return scope_.why.empty() ? "có nhiều cách hiểu (can be read in more than one way)" : scope_.why;
        }
        return understood_ == 0
                   ? nothing_understood
                   : "không hiểu được cùng với phần đứng trước (not understood together with what stands before it)";
    }

    Deadline unresolved(std::string_view part, Bytes where, std::string_view why) {
        Deadline deadline;
        deadline.words = std::move(result_.words);
        deadline.unresolved = part;
        deadline.readings = std::move(result_.readings);
        deadline.why = why;
        if (where.first < where.last) {
            deadline.marks.push_back({Mark::Part::unresolved, 0, where.first, where.last});
        }
        return deadline;
    }

    std::string_view words_;
    FoldedText folded_;
    std::vector<Token> all_;
    std::vector<Token> tokens_;
    Scope scope_;
    Chart* chart_ = nullptr;
    Deadline result_;
    std::size_t understood_ = 0;    ///< tokens at the front that have a meaning
    std::uint32_t derivation_ = 0;  ///< of the statement that was taken
    std::vector<TokenMark> marks_;
    struct {
        std::size_t at = 0;  ///< the token that follows it
        Bytes words;
    } bracket_;  ///< the condition that was taken out
};

}  // namespace

Deadline parse_deadline(std::string_view words, const ParseContext& context) {
    constexpr std::size_t most_bytes = std::size_t{64} * 1024;
    if (words.size() > most_bytes) {
        Deadline too_long;
        too_long.words = words;
        too_long.unresolved = words;
        too_long.why = "dài quá 64 KiB, không phải thời hạn (longer than 64 KiB, no deadline)";
        return too_long;
    }
    return Reader(words, context).read();
}

}  // namespace rules::deadlines
