#include "rules/model/plan.hpp"

#include "rules/deadlines/text.hpp"

#include <fmt/format.h>

namespace rules::model {
namespace {

constexpr std::size_t longest_plan_words = 80;

bool is_word_char(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string make_plan_id(std::string_view number_or_title, int year) {
    std::string id;
    bool new_word = false;
    for (const char c : deadlines::fold_without_tones(number_or_title)) {
        if (!is_word_char(c)) {
            if (id.size() >= longest_plan_words) break;
            new_word = !id.empty();
            continue;
        }
        if (new_word) id += '-';
        new_word = false;
        id += c;
        if (id.size() >= 2 * longest_plan_words) break;  // one endless word
    }
    return fmt::format("{}-{}", id.empty() ? "ke-hoach" : id, year);
}

}  // namespace rules::model
