#include "rules/reporting/sentence.hpp"

#include "rules/reporting/groups.hpp"
#include "rules/reporting/subject.hpp"

#include <algorithm>
#include <iterator>

namespace rules::reporting {
namespace {

using Words = std::string_view;

/// In bytes; a sentence is cut there, so that no text takes long.
constexpr std::size_t longest_sentence = 8192;

constexpr Words white_space = " \t\n\r";

Words trimmed(Words text) {
    const std::size_t begin = text.find_first_not_of(white_space);
    return begin == Words::npos ? Words() : text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The word that ends at a dot, in bytes.
Words word_before(Words text, std::size_t dot) {
    const std::size_t begin = text.find_last_of(" \t\n(\xA0", dot == 0 ? 0 : dot - 1);
    return text.substr(begin == Words::npos ? 0 : begin + 1, dot - (begin == Words::npos ? 0 : begin + 1));
}

/// "TP. Hồ Chí Minh", "1. Sở Y tế", "Q. 1": at most three characters, which are capitals, digits or Roman numbers.
bool abbreviates(Words word) {
    constexpr std::size_t longest = 4;
    const auto short_sign = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || c == '.'; };
    return !word.empty() && word.size() <= longest && std::all_of(word.begin(), word.end(), short_sign);
}

bool ends_sentence(Words text, std::size_t at, std::size_t begin) {
    const char c = text[at];
    const bool too_long = at - begin >= longest_sentence / 2 && (c == ' ' || at - begin >= longest_sentence - 1);
    if (c == '\n' || too_long) {
        return true;
    }
    const bool mark = c == '.' || c == '!' || c == '?';
    if (!mark || (at + 1 < text.size() && white_space.find(text[at + 1]) == Words::npos)) {
        return false;
    }
    return c != '.' || !abbreviates(word_before(text, at));
}

}  // namespace

std::vector<std::string_view> split_sentences(std::string_view paragraph) {
    std::vector<std::string_view> sentences;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= paragraph.size(); ++at) {
        if (at == paragraph.size() || ends_sentence(paragraph, at, begin)) {
            const Words sentence = trimmed(paragraph.substr(begin, at - begin + (at < paragraph.size() ? 1 : 0)));
            if (!sentence.empty()) {
                sentences.push_back(sentence);
            }
            begin = at + 1;
        }
    }
    return sentences;
}

Reading read_sentence(std::string_view sentence, const deadlines::ParseContext& context, std::string_view subject) {
    const Phrase phrase(sentence.substr(0, longest_sentence));
    Reading reading;
    const Subject own = find_subject(phrase, phrase.size());
    reading.subject = own.found() ? own.names : std::string(subject);
    GroupReader(phrase, context, subject).read(reading);
    return reading;
}

Reading read_paragraph(std::string_view paragraph, const deadlines::ParseContext& context, std::string_view subject) {
    Reading all;
    all.subject = subject;
    for (const std::string_view sentence : split_sentences(paragraph)) {
        Reading one = read_sentence(sentence, context, all.subject);
        all.subject = std::move(one.subject);
        std::move(one.duties.begin(), one.duties.end(), std::back_inserter(all.duties));
        std::move(one.unclear.begin(), one.unclear.end(), std::back_inserter(all.unclear));
    }
    return all;
}

}  // namespace rules::reporting
