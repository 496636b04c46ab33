#include "rules/deadlines/parse.hpp"

#include "rules/deadlines/clauses.hpp"

#include <algorithm>

namespace rules::deadlines {
namespace {

/// Reads one phrase: first as a statement, then as a statement with a condition before, after or inside brackets.
class Reader {
public:
    Reader(std::string_view words, const ParseContext& context)
        : words_(words), folded_(fold_with_origin(words)), all_(tokenize(folded_)) {
        scope_.year = context.year;
        scope_.before = context.before;
        scope_.calendar = context.calendar;
    }

    Deadline read() {
        Deadline deadline = read_all();
        if (deadline.meaning.kind == Kind::unresolved && deadline.readings.empty() &&
            all_.size() <= Chart::max_tokens && join_split_words(all_)) {
            scope_.impossible.clear();
            understood_ = 0;
            return read_all();
        }
        return deadline;
    }

private:
    Deadline read_all() {
        result_ = Deadline{};
        result_.words = words_;
        const auto framed = without_frame(all_);
        if (framed.empty() || framed.size() > Chart::max_tokens) {
            return unresolved(words_);
        }
        tokens_.assign(framed.begin(), framed.end());
        const std::string bracketed = take_bracketed_condition();
        Chart chart(tokens_, scope_);
        chart_ = &chart;
        if (!read_tokens() || chart.exhausted() || (!bracketed.empty() && !add_condition(bracketed))) {
            return unresolved(not_understood());
        }
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
        const Symbol ending = chart_->read(Symbol::bounding, 0).empty() ? Symbol::limited : Symbol::bounded;
        for (std::size_t at = 1; any_limit && at < tokens_.size(); ++at) {
            const std::vector<Value> values = chart_->all(ending, at, tokens_.size());
            if (values.size() == 1) {
                result_.meaning = std::get<Meaning>(values.front());
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
        const std::vector<Value> values = chart_->all(Symbol::statement, begin, end);
        if (values.size() == 1) {
            result_.meaning = std::get<Meaning>(values.front());
            return true;
        }
        for (const Value& value : values) {
            result_.readings.push_back(std::get<Meaning>(value));
        }
        return false;
    }

    /// "Theo hướng dẫn của Trung ương", perhaps with a deadline after it: "..., trước ngày 30/6/2026".
    bool read_condition_first(std::size_t begin) {
        for (std::size_t at = begin + 1; at < tokens_.size(); ++at) {
            if (read_bracketed_limit(at)) {
                return set_condition(begin, at);
            }
            for (const std::size_t next : ends_of(Symbol::separator, at)) {
                if (read_statement(next, tokens_.size())) {
                    if (reads(Symbol::after, next, tokens_.size())) {
                        result_.meaning = Meaning{};
                        result_.meaning.kind = Kind::conditional;
                        result_.meaning.then_continuous = true;
                    }
                    return set_condition(begin, at);
                }
            }
        }
        if (!result_.readings.empty()) {
            return false;  // a time that can be read in two ways follows
        }
        result_.meaning = Meaning{};
        result_.meaning.kind = Kind::conditional;
        return set_condition(begin, tokens_.size());
    }

    /// "Sau khi có hướng dẫn (trong năm 2026)". A bare span in brackets may belong to what the condition names.
    bool read_bracketed_limit(std::size_t at) {
        const std::size_t close = tokens_.size() - 1;
        return tokens_[at].text == "(" && tokens_[close].text == ")" && at + 1 < close &&
               !reads(Symbol::stretch, at + 1, close) && read_statement(at + 1, close);
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
            for (const std::size_t next : ends_of(Symbol::separator, at)) {
                if (reads(Symbol::after, next, tokens_.size())) {
                    result_.meaning.then_continuous = true;
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

    /// Refuses a condition that ends in the words of a limit: whose limit it is, a person must say.
    bool set_condition(std::size_t begin, std::size_t end) {
        for (std::size_t at = begin + 1; at < end; ++at) {
            if (reads(Symbol::limited, at, end)) {
                return false;
            }
        }
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
        Chart chart(inside, scope_);
        if (!opens_condition(chart, inside, 0) || !chart.all(Symbol::statement, 0, inside.size()).empty()) {
            return {};
        }
        std::string words = text(open + 1, close);
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

    std::string text(std::size_t begin, std::size_t end) const {
        const std::uint32_t first = tokens_[begin].begin;
        return std::string(words_.substr(first, tokens_[end - 1].end - first));
    }

    std::string not_understood() {
        if (!scope_.impossible.empty()) {
            return scope_.impossible;
        }
        std::size_t begin = result_.readings.empty() ? understood_ : 0;
        while (begin + 1 < tokens_.size() && tokens_[begin].kind == Token::Kind::sign) {
            ++begin;
        }
        const bool whole_bracket = begin > 0 && tokens_[begin - 1].text == "(" && tokens_.back().text == ")";
        return text(begin, tokens_.size() - (whole_bracket ? 1 : 0));
    }

    Deadline unresolved(std::string_view part) {
        Deadline deadline;
        deadline.words = std::move(result_.words);
        deadline.unresolved = part;
        deadline.readings = std::move(result_.readings);
        return deadline;
    }

    std::string_view words_;
    FoldedText folded_;
    std::vector<Token> all_;
    std::vector<Token> tokens_;
    Scope scope_;
    Chart* chart_ = nullptr;
    Deadline result_;
    std::size_t understood_ = 0;  ///< tokens at the front that have a meaning
};

}  // namespace

Deadline parse_deadline(std::string_view words, const ParseContext& context) {
    constexpr std::size_t most_bytes = std::size_t{64} * 1024;
    if (words.size() > most_bytes) {
        Deadline too_long;
        too_long.words = words;
        too_long.unresolved = words;
        return too_long;
    }
    return Reader(words, context).read();
}

}  // namespace rules::deadlines
