#include "daemon/config/routine_section.hpp"

#include "daemon/config/shapes.hpp"
#include "rules/language/nearest.hpp"
#include "rules/language/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace dondoc::config {

namespace language = rules::language;
using Every = SummaryRule::Every;
using language::Fields;
using language::Node;
using language::read_text;
using namespace std::chrono_literals;

namespace {

constexpr int largest_budget = 1000;
constexpr int last_day_of_each_month = 28;

void read_time(const Node& node, std::chrono::minutes& time) {
    if (!node.exists()) return;
    if (const auto found = language::parse_time_of_day(node.text()))
        time = *found;
    else
        node.expected("giờ như \"07:30\"", "a time of day such as \"07:30\"");
}

std::optional<unsigned> weekday(std::string_view text) {
    static constexpr std::array<std::array<std::string_view, 3>, 7> names{{{"monday", "thứ Hai", "thứ hai"},
                                                                           {"tuesday", "thứ Ba", "thứ ba"},
                                                                           {"wednesday", "thứ Tư", "thứ tư"},
                                                                           {"thursday", "thứ Năm", "thứ năm"},
                                                                           {"friday", "thứ Sáu", "thứ sáu"},
                                                                           {"saturday", "thứ Bảy", "thứ bảy"},
                                                                           {"sunday", "Chủ nhật", "chủ nhật"}}};
    for (unsigned day = 0; day < names.size(); ++day) {
        const auto& words = names[day];
        if (std::find(words.begin(), words.end(), text) != words.end()) return day + 1;
    }
    return std::nullopt;
}

/// On which day of its period a summary is made.
void read_day(const Node& node, SummaryRule& rule) {
    if (!node.exists()) return;
    if (rule.every == Every::day) {
        node.error("tổng hợp hằng ngày không có on (a daily summary has no day)");
    } else if (rule.every == Every::week) {
        if (const auto day = weekday(node.text()))
            rule.on = *day;
        else
            node.expected("thứ trong tuần như thứ Hai hoặc monday", "a day of the week such as monday");
    } else if (const auto day = language::read_int(node, 1, last_day_of_each_month)) {
        rule.on = static_cast<unsigned>(*day);
    }
}

std::optional<SummaryRule> read_summary(const Node& node) {
    Fields fields(node, shapes::summary);
    if (!fields.valid()) return std::nullopt;
    SummaryRule rule;
    rule.place = node.place();
    const Node to = fields.required("to");
    if (const auto text = read_text(to)) rule.to = *text;
    rule.place = to.exists() ? to.place() : rule.place;
    rule.every = static_cast<Every>(fields.choice("every").value_or(1));
    read_day(fields["on"], rule);
    read_time(fields["at"], rule.at);
    fields.reject_others();
    return rule;
}

}  // namespace

void read_heartbeat(const Node& node, Heartbeat& heartbeat) {
    if (!node.exists()) return;
    Fields fields(node, shapes::heartbeat);
    if (!fields.valid()) return;
    heartbeat.place = node.place();
    const Node url = fields["url"];
    heartbeat.url = read_text(url).value_or("");
    const bool web = heartbeat.url.starts_with("https://") || heartbeat.url.starts_with("http://");
    if (url.exists() && !web) url.expected("địa chỉ https://...", "an address https://...");
    heartbeat.to = read_text(fields["to"]).value_or("");
    heartbeat.every = fields.choice("every").value_or(0) == 1 ? Heartbeat::Every::hour : Heartbeat::Every::day;
    read_time(fields["at"], heartbeat.at);
    for (const char* name : {"allow_http", "allow_private", "ca_file"}) {
        if (const auto text = read_text(fields[name])) heartbeat.settings[name] = *text;
    }
    fields.reject_others();
    if (!heartbeat.on()) node.error("heartbeat cần url hoặc to (heartbeat needs url or to)");
}

void read_budget(const Node& node, Routine& routine) {
    if (!node.exists()) return;
    Fields fields(node, shapes::budget);
    if (!fields.valid()) return;
    const Node count = fields.required("per_day");
    if (const auto value = language::read_int(count, 1, largest_budget))
        routine.messages_per_day = static_cast<std::size_t>(*value);
    fields.reject_others();
}

void read_summaries(const Node& node, std::vector<SummaryRule>& rules) {
    if (!node.exists()) return;
    if (node.is_text() && node.text() == "standard") {
        rules = standard_summaries();
        for (SummaryRule& rule : rules) rule.place = node.place();
        return;
    }
    if (!node.is_list()) return node.expected("standard, hoặc danh sách {to, every, on, at}", "standard, or a list");
    for (const Node& item : node.items()) {
        auto rule = read_summary(item);
        if (!rule) continue;
        const bool twice = std::any_of(rules.begin(), rules.end(), [&](const SummaryRule& other) {
            return other.to == rule->to && other.every == rule->every;
        });
        if (twice)
            item.error(
                fmt::format("{0} đã có tổng hợp với every này ({0} has a summary of this kind already)", rule->to));
        rules.push_back(std::move(*rule));
    }
}

std::vector<SummaryRule> standard_summaries() {
    return {{.to = "planning-office", .every = Every::day, .at = 16h + 30min},
            {.to = "planning-office", .every = Every::week, .on = 1, .at = 7h + 30min},
            {.to = "leadership", .every = Every::month, .on = 1, .at = 7h + 30min},
            {.to = "leadership", .every = Every::quarter, .on = 5, .at = 7h + 30min}};
}

}  // namespace dondoc::config
