#include "daemon/intake/list_numbers.hpp"

#include "daemon/intake/xml_part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace dondoc::intake {

namespace {

constexpr int highest = 9999;

std::string value(const pugi::xml_node& node) {
    return std::string(attribute_named(node, "val"));
}

template <class Number>
Number to_number(std::string_view text, Number otherwise) {
    int read = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
    const bool good = error == std::errc() && end == text.data() + text.size() && read >= 0 && read <= highest;
    return good ? static_cast<Number>(read) : otherwise;
}

int number(const pugi::xml_node& node, int otherwise) {
    return to_number(attribute_named(node, "val"), otherwise);
}

std::string roman(int count) {
    constexpr std::pair<int, std::string_view> signs[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                                                          {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                                                          {5, "V"},    {4, "IV"},   {1, "I"}};
    std::string text;
    for (const auto& [worth, sign] : signs)
        for (; count >= worth; count -= worth) text += sign;
    return text;
}

std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

// A .. Z, then AA, BB ... as Word goes on.
std::string letters(int count) {
    constexpr int alphabet = 26;
    const auto times = static_cast<std::size_t>((count - 1) / alphabet + 1);
    return count < 1 ? std::string()
                     : std::string(std::min<std::size_t>(times, 8), static_cast<char>('A' + (count - 1) % alphabet));
}

std::string formatted(int count, const std::string& format) {
    if (format == "upperRoman") return roman(count);
    if (format == "lowerRoman") return lower(roman(count));
    if (format == "upperLetter") return letters(count);
    if (format == "lowerLetter") return lower(letters(count));
    if (format == "decimalZero") return fmt::format("{:02}", count);
    return fmt::format("{}", count);
}

}  // namespace

ListNumbers::ListNumbers(const pugi::xml_document& numbering, const pugi::xml_document& styles) {
    for (const auto& node : numbering.document_element().children()) {
        if (local_name(node) == "abstractNum") {
            List& list = lists_[std::string(attribute_named(node, "abstractNumId"))];
            list.counts.assign(levels, 0);
            list.style = value(child_named(node, "numStyleLink"));
            for (const auto& level : node.children())
                if (local_name(level) == "lvl" && list.levels.size() < levels) list.levels.push_back(read_level(level));
        } else if (local_name(node) == "num") {
            Use& use = uses_[std::string(attribute_named(node, "numId"))];
            use.list = value(child_named(node, "abstractNumId"));
            for (const auto& each : node.children()) {
                const auto start = child_named(each, "startOverride");
                if (local_name(each) != "lvlOverride" || !start) continue;
                use.restarts[to_number(attribute_named(each, "ilvl"), levels)] = number(start, 1);
            }
        }
    }
    for (const auto& node : styles.document_element().children()) {
        if (local_name(node) != "style") continue;
        const std::string id(attribute_named(node, "styleId"));
        parents_[id] = value(child_named(node, "basedOn"));
        if (const auto list = child_named(child_named(node, "pPr"), "numPr")) {
            const auto level = child_named(list, "ilvl");
            styles_[id] = {value(child_named(list, "numId")), static_cast<std::size_t>(number(level, 0)), bool(level)};
        }
    }
    for (auto& [id, use] : uses_) use.list = linked(use.list);
}

// A definition may only name the style of lists that leads to the one that is meant.
std::string ListNumbers::linked(const std::string& list) const {
    const auto found = lists_.find(list);
    if (found == lists_.end() || found->second.style.empty()) return list;
    const auto place = styles_.find(found->second.style);
    const auto use = place == styles_.end() ? uses_.end() : uses_.find(place->second.use);
    return use == uses_.end() ? list : use->second.list;
}

ListNumbers::Level ListNumbers::read_level(const pugi::xml_node& node) {
    Level level;
    level.start = number(child_named(node, "start"), 1);
    level.text = value(child_named(node, "lvlText"));
    level.style = value(child_named(node, "pStyle"));
    if (const auto format = child_named(node, "numFmt")) level.format = value(format);
    return level;
}

// A style may say the level and leave the list to the one that it is based on.
ListNumbers::Place ListNumbers::of_style(std::string style) const {
    constexpr int deepest = 10;
    const std::string named = style;
    Place place;
    for (int depth = 0; depth < deepest && !style.empty() && place.use.empty(); ++depth) {
        if (const auto found = styles_.find(style); found != styles_.end()) {
            place.use = found->second.use;
            if (!place.level_said) {
                place.level = found->second.level;
                place.level_said = found->second.level_said;
            }
        }
        const auto parent = parents_.find(style);
        style = parent == parents_.end() ? std::string() : parent->second;
    }
    const auto use = uses_.find(place.use);
    const auto list = use == uses_.end() ? lists_.end() : lists_.find(use->second.list);
    for (std::size_t level = 0; !place.level_said && list != lists_.end() && level < list->second.levels.size();
         ++level)
        if (list->second.levels[level].style == named) place.level = level;
    return place;
}

ListNumbers::Place ListNumbers::place_of(const pugi::xml_node& paragraph_properties) const {
    Place place = of_style(value(child_named(paragraph_properties, "pStyle")));
    if (const auto own = child_named(paragraph_properties, "numPr")) {
        if (const auto use = child_named(own, "numId")) place.use = value(use);
        if (const auto level = child_named(own, "ilvl")) place.level = static_cast<std::size_t>(number(level, 0));
    }
    return place;
}

std::string ListNumbers::next(const pugi::xml_node& paragraph_properties) {
    const Place place = place_of(paragraph_properties);
    const auto use = uses_.find(place.use);
    if (use == uses_.end()) return {};
    const auto found = lists_.find(use->second.list);
    if (found == lists_.end() || place.level >= found->second.levels.size()) return {};
    List& list = found->second;
    for (const auto& [level, start] : std::exchange(use->second.restarts, {}))
        if (level < list.levels.size()) {
            list.counts[level] = 0;
            list.levels[level].start = start;
        }
    for (std::size_t above = 0; above < place.level; ++above)
        if (list.counts[above] == 0) list.counts[above] = list.levels[above].start;
    int& count = list.counts[place.level];
    count = count == 0 ? list.levels[place.level].start : std::min(count + 1, highest);
    std::fill(list.counts.begin() + static_cast<std::ptrdiff_t>(place.level) + 1, list.counts.end(), 0);
    return text_of(list, place.level);
}

std::string ListNumbers::text_of(const List& list, std::size_t level) {
    const Level& own = list.levels[level];
    if (own.format == "bullet") return "-";
    if (own.format == "none") return {};
    constexpr std::size_t longest = 64;
    std::string text;
    for (std::size_t at = 0; at < own.text.size() && text.size() < longest; ++at) {
        const bool slot =
            own.text[at] == '%' && at + 1 < own.text.size() && own.text[at + 1] >= '1' && own.text[at + 1] <= '9';
        if (!slot) {
            text += own.text[at];
            continue;
        }
        const auto shown = static_cast<std::size_t>(own.text[++at] - '1');
        if (shown <= level) text += formatted(list.counts[shown], list.levels[shown].format);
    }
    return text;
}

}  // namespace dondoc::intake
