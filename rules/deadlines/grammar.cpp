#include "rules/deadlines/grammar.hpp"

#include <algorithm>
#include <bitset>
#include <cassert>
#include <string>
#include <unordered_map>

namespace rules::deadlines {

/// The tokens that a line or symbol can begin with.
struct Beginning {
    static constexpr std::size_t most_words = 768;
    std::bitset<most_words> words;
    bool terminal = false;

    bool accepts(std::uint16_t word, bool numeral) const { return words[word] || (terminal && numeral); }

    bool add(const Beginning& other) {
        const Beginning old = *this;
        words |= other.words;
        terminal = terminal || other.terminal;
        return words != old.words || terminal != old.terminal;
    }
};

/// A line of the table made ready: words as numbers of the vocabulary.
struct Rule {
    struct Element {
        std::vector<std::vector<std::uint16_t>> alternatives;  ///< empty for a slot
        Symbol slot = Symbol::number2;
        bool optional = false;
    };
    std::vector<Element> elements;
    Action action = nullptr;
    Beginning beginning;
};

namespace {

constexpr std::size_t symbol_count = static_cast<std::size_t>(Symbol::last) + 1;

std::size_t index_of(Symbol symbol) {
    return static_cast<std::size_t>(symbol);
}

/// Calls `use` for each piece of the text between separators; empty pieces are left out.
template <class Use>
void split(std::string_view text, char separator, Use use) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0) {
            use(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

class Grammar {
public:
    Grammar() {
        for (const Line& line : phrases()) {
            rules_[index_of(line.symbol)].push_back(compile(line));
        }
        assert(vocabulary_.size() < Beginning::most_words);
        for (std::size_t symbol = 0; symbol <= index_of(Symbol::last_terminal); ++symbol) {
            beginnings_[symbol].terminal = true;
        }
        while (spread_beginnings()) {
        }
    }

    const Beginning& beginning(Symbol symbol) const { return beginnings_[index_of(symbol)]; }

    const std::vector<Rule>& rules(Symbol symbol) const { return rules_[index_of(symbol)]; }

    std::uint16_t word(std::string_view text) const {
        const auto found = vocabulary_.find(text);
        return found == vocabulary_.end() ? std::uint16_t{0} : found->second;
    }

    /// The word as the table keeps it, or nothing.
    std::string_view known(std::string_view text) const {
        const auto found = vocabulary_.find(text);
        return found == vocabulary_.end() ? std::string_view{} : found->first;
    }

private:
    /// Carries what lines can begin with one step up; says whether anything was new.
    bool spread_beginnings() {
        bool changed = false;
        for (std::size_t symbol = 0; symbol < symbol_count; ++symbol) {
            for (Rule& rule : rules_[symbol]) {
                for (const Rule::Element& element : rule.elements) {
                    rule.beginning.add(beginning_of(element));
                    if (!element.optional) {
                        break;
                    }
                }
                changed = beginnings_[symbol].add(rule.beginning) || changed;
            }
        }
        return changed;
    }

    Beginning beginning_of(const Rule::Element& element) const {
        if (element.alternatives.empty()) {
            return beginnings_[index_of(element.slot)];
        }
        Beginning words;
        for (const auto& alternative : element.alternatives) {
            words.words.set(alternative.front());
        }
        return words;
    }

    Rule compile(const Line& line) {
        Rule rule;
        rule.action = line.action;
        split(line.pattern, ' ', [&](std::string_view piece) { rule.elements.push_back(element(piece)); });
        return rule;
    }

    Rule::Element element(std::string_view piece) {
        Rule::Element made;
        if (piece.size() > 1 && piece.ends_with('?')) {
            made.optional = true;
            piece.remove_suffix(1);
        }
        if (piece.starts_with('{')) {
            const std::optional<Symbol> slot = symbol_named(piece.substr(1, piece.size() - 2));
            assert(slot && "a slot of phrases.cpp names no symbol");
            made.slot = *slot;
        } else {
            split(piece, '|', [&](std::string_view words) {
                auto& alternative = made.alternatives.emplace_back();
                split(words, '_', [&](std::string_view word) { alternative.push_back(add_word(word)); });
            });
        }
        return made;
    }

    std::uint16_t add_word(std::string_view word) {
        const auto number = static_cast<std::uint16_t>(vocabulary_.size() + 1);
        return vocabulary_.try_emplace(word, number).first->second;
    }

    std::array<std::vector<Rule>, symbol_count> rules_;
    std::array<Beginning, symbol_count> beginnings_;
    std::unordered_map<std::string_view, std::uint16_t> vocabulary_;
};

const Grammar& grammar() {
    static const Grammar instance;
    return instance;
}

/// "năm" is five and year at once, and stands for the year only.
int number_word(std::string_view word) {
    constexpr std::array<std::string_view, 11> words{"",    "một", "hai", "ba",   "bốn", "",
                                                     "sáu", "bảy", "tám", "chín", "mười"};
    if (word == "tư") {
        return 4;
    }
    const auto* found = std::find(words.begin(), words.end(), word);
    return word.empty() || found == words.end() ? 0 : static_cast<int>(found - words.begin());
}

std::optional<int> in_range(int value, int low, int high) {
    return value >= low && value <= high ? std::optional(value) : std::nullopt;
}

/// A counted unit as administrative texts number it: 3, 03, III, ba.
std::optional<int> ordinal(const Token& token, int high) {
    if (token.kind == Token::Kind::number) {
        return token.text.size() <= 2 ? in_range(token.value, 1, high) : std::nullopt;
    }
    return in_range(token.value != 0 ? token.value : number_word(token.text), 1, high);
}

std::optional<int> weekday(const Token& token) {
    if (token.kind == Token::Kind::number) {
        return token.text.size() == 1 ? in_range(token.value - 1, 1, 6) : std::nullopt;
    }
    constexpr std::array<std::string_view, 6> words{"hai", "ba", "tư", "năm", "sáu", "bảy"};
    const auto* found = std::find(words.begin(), words.end(), token.text);
    return found == words.end() ? std::nullopt : std::optional(static_cast<int>(found - words.begin()) + 1);
}

/// Whether a terminal may read the token.
bool is_numeral(const Token& token) {
    return token.kind == Token::Kind::number ||
           (token.kind == Token::Kind::word && (token.value != 0 || number_word(token.text) != 0 || weekday(token)));
}

std::optional<int> read_terminal(Symbol symbol, const Token& token) {
    const bool is_number = token.kind == Token::Kind::number;
    if (token.kind == Token::Kind::sign) {
        return std::nullopt;
    }
    switch (symbol) {
        case Symbol::number2:
            return is_number && token.text.size() <= 2 ? std::optional<int>(token.value) : std::nullopt;
        case Symbol::digits2:
            return is_number && token.text.size() == 2 ? std::optional<int>(token.value) : std::nullopt;
        case Symbol::number: return in_range(is_number ? token.value : number_word(token.text), 1, 9999);
        case Symbol::short_year:
            return is_number && token.text.size() == 2 ? in_range(token.value, 13, 99) : std::nullopt;
        case Symbol::month_name: return ordinal(token, 12);
        case Symbol::quarter: return ordinal(token, 4);
        case Symbol::year:
            return is_number && token.text.size() == 4 ? in_range(token.value, dates::first_year, dates::last_year)
                                                       : std::nullopt;
        case Symbol::roman: return token.kind == Token::Kind::word ? in_range(token.value, 1, 12) : std::nullopt;
        case Symbol::weekday: return weekday(token);
        default: return std::nullopt;
    }
}

}  // namespace

bool join_split_words(std::vector<Token>& tokens) {
    const auto can_be_part = [](const Token& token) { return token.kind == Token::Kind::word && token.value == 0; };
    std::vector<Token> joined;
    for (const Token& token : tokens) {
        if (!joined.empty() && can_be_part(token) && can_be_part(joined.back())) {
            Token& head = joined.back();
            const bool both_known = grammar().word(head.text) != 0 && grammar().word(token.text) != 0;
            const std::string_view whole = grammar().known(std::string(head.text).append(token.text));
            if (!both_known && !whole.empty()) {
                head.text = whole;
                head.end = token.end;
                continue;
            }
        }
        joined.push_back(token);
    }
    const bool any = joined.size() < tokens.size();
    tokens = std::move(joined);
    return any;
}

Chart::Chart(std::span<const Token> tokens, Scope& scope)
    : tokens_(tokens.first(std::min(tokens.size(), max_tokens))),
      scope_(scope),
      cell_of_(symbol_count * tokens_.size()),
      derivations_(1) {
    words_.reserve(tokens_.size());
    numerals_.reserve(tokens_.size());
    for (const Token& token : tokens_) {
        words_.push_back(grammar().word(token.text));
        numerals_.push_back(is_numeral(token));
    }
}

Chart::Cell& Chart::cell(Symbol symbol, std::size_t at) {
    std::uint32_t& number = cell_of_[at * symbol_count + index_of(symbol)];
    if (number == 0) {
        cells_.emplace_back();
        number = static_cast<std::uint32_t>(cells_.size());
    }
    return cells_[number - 1];
}

const std::vector<Reading>& Chart::read(Symbol symbol, std::size_t at) {
    if (at >= tokens_.size() || !grammar().beginning(symbol).accepts(words_[at], numerals_[at])) {
        static const std::vector<Reading> none;
        return none;
    }
    Cell& found = cell(symbol, at);
    if (found.state != Cell::State::unread) {
        assert(found.state == Cell::State::done && "a line of phrases.cpp starts with its own symbol");
        return found.readings;
    }
    found.state = Cell::State::reading;
    if (symbol > Symbol::last_terminal) {
        for (const Rule& rule : grammar().rules(symbol)) {
            if (rule.beginning.accepts(words_[at], numerals_[at])) {
                match({rule, symbol, at, values_.size(), found.readings}, 0, at);
            }
        }
    } else {
        if (const std::optional<int> value = read_terminal(symbol, tokens_[at])) {
            found.readings.push_back({at + 1, *value, 0});
        }
    }
    found.state = Cell::State::done;
    return found.readings;
}

std::vector<Value> Chart::all(Symbol symbol, std::size_t at, std::size_t end) {
    std::vector<Value> values;
    for (const Reading& reading : read(symbol, at)) {
        if (reading.end == end) {
            values.push_back(reading.value);
        }
    }
    return values;
}

void Chart::match(const Attempt& attempt, std::size_t element, std::size_t at) {
    if (++steps_ >= max_steps) {
        return;
    }
    if (element == attempt.rule.elements.size()) {
        return take(attempt, at);
    }
    const Rule::Element& wanted = attempt.rule.elements[element];
    if (wanted.optional) {
        match(attempt, element + 1, at);
    }
    if (wanted.alternatives.empty()) {
        for (const Reading& reading : read(wanted.slot, at)) {
            values_.push_back(reading.value);
            trail_.push_back(reading.derivation);
            match(attempt, element + 1, reading.end);
            values_.pop_back();
            trail_.pop_back();
        }
        return;
    }
    const auto rest = std::span(words_).subspan(at);
    for (const std::vector<std::uint16_t>& words : wanted.alternatives) {
        if (words.size() <= rest.size() && std::equal(words.begin(), words.end(), rest.begin())) {
            match(attempt, element + 1, at + words.size());
        }
    }
}

void Chart::take(const Attempt& attempt, std::size_t end) {
    scope_.begin = attempt.begin;
    scope_.end = end;
    scope_.line = tokens_.subspan(attempt.begin, end - attempt.begin);
    scope_.next = end < tokens_.size() ? &tokens_[end] : nullptr;
    std::optional<Value> value = attempt.rule.action(Values(values_).subspan(attempt.first_value), scope_);
    if (!value) {
        return;
    }
    Reading reading{end, std::move(*value), static_cast<std::uint32_t>(derivations_.size())};
    if (std::find(attempt.found.begin(), attempt.found.end(), reading) != attempt.found.end()) {
        return;
    }
    Derivation derivation{attempt.symbol, static_cast<std::uint16_t>(attempt.begin), static_cast<std::uint16_t>(end), 0,
                          static_cast<std::uint32_t>(slot_pool_.size())};
    for (const std::uint32_t slot : std::span(trail_).subspan(attempt.first_value)) {
        if (slot != 0) {
            slot_pool_.push_back(slot);
            ++derivation.slots;
        }
    }
    derivations_.push_back(derivation);
    attempt.found.push_back(std::move(reading));
}

void Scope::tell_impossible(std::string part, std::string_view reason) {
    if (impossible_end == 0) {
        impossible = std::move(part);
        impossible_why = reason;
        impossible_at = begin;
        impossible_end = end;
    }
}

void Scope::count_working_days(dates::Date first, dates::Date last) {
    const int from = dates::year_of(first);
    years_counted.first = years_counted.first == 0 ? from : std::min(years_counted.first, from);
    years_counted.second = std::max(years_counted.second, dates::year_of(last));
}

}  // namespace rules::deadlines
