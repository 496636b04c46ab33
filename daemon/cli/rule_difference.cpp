#include "daemon/cli/rule_difference.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/reminder_formats.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <array>
#include <ostream>

namespace dondoc::cli {

namespace engine = rules::engine;
using engine::ForecastDifference;
using engine::ForecastLine;
using Change = ForecastDifference::Change;

namespace {

std::vector<ForecastLine> forecast_of(const std::vector<ReminderLine>& lines, engine::SharedTexts& texts) {
    std::vector<ForecastLine> forecast;
    forecast.reserve(lines.size());
    for (const ReminderLine& line : lines) {
        forecast.push_back({.at = line.at,
                            .subject = texts.number(line.subject),
                            .recipient = texts.number(line.recipient),
                            .unit = texts.number(line.unit),
                            .stage = texts.number(line.stage),
                            .policy = texts.number(line.policy),
                            .rule = texts.number(line.rule),
                            .kind = line.kind});
    }
    return forecast;
}

/// Two lists, what differs between them, and the same counted.
struct Compared {
    Compared(const std::vector<ReminderLine>& was, const std::vector<ReminderLine>& is)
        : before(was), after(is), old(forecast_of(was, texts)), now(forecast_of(is, texts)) {
        difference = engine::difference(old, now);
    }

    /// What belongs to no rule (assignments) or to no policy (alerts) is counted elsewhere.
    std::vector<engine::CountedText> by(std::uint32_t ForecastLine::*field) const {
        auto counted = engine::counted_by(field, difference, old, now, texts);
        std::erase_if(counted, [](const auto& each) { return each.text.empty(); });
        return counted;
    }

    const std::vector<ReminderLine>& before;
    const std::vector<ReminderLine>& after;
    engine::SharedTexts texts;
    std::vector<ForecastLine> old;
    std::vector<ForecastLine> now;
    ForecastDifference difference;
};

std::string_view change_name(Change change) noexcept {
    static constexpr std::array<std::string_view, 4> names{"added", "removed", "moved", "retimed"};
    return names.at(static_cast<std::size_t>(change));
}

boost::json::object to_json(const engine::DifferenceCounts& counts) {
    return {{"before", counts.before},   {"after", counts.after}, {"added", counts.added},
            {"removed", counts.removed}, {"moved", counts.moved}, {"retimed", counts.retimed}};
}

boost::json::array to_json(const std::vector<engine::CountedText>& counted) {
    boost::json::array list;
    for (const auto& each : counted) {
        boost::json::object value{{"id", each.text}};
        for (auto& [name, count] : to_json(each.counts)) value[name] = count;
        list.push_back(std::move(value));
    }
    return list;
}

void print_json(const Output& output, const Compared& compared) {
    boost::json::array lines;
    for (const auto& line : compared.difference.lines) {
        const bool was = line.change != Change::added;
        const bool is = line.change != Change::removed;
        lines.push_back(boost::json::object{
            {"change", change_name(line.change)},
            {"before", was ? boost::json::value(cli::to_json(compared.before[line.before])) : nullptr},
            {"after", is ? boost::json::value(cli::to_json(compared.after[line.after])) : nullptr}});
    }
    output.print(boost::json::object{{"counts", to_json(compared.difference.counts)},
                                     {"policies", to_json(compared.by(&ForecastLine::policy))},
                                     {"rules", to_json(compared.by(&ForecastLine::rule))},
                                     {"units", to_json(compared.by(&ForecastLine::unit))},
                                     {"lines", lines}});
}

void print_counted(const Output& output, const Compared& compared) {
    Table table({{"Theo"},
                 {"Mã"},
                 {"Trước", true},
                 {"Sau", true},
                 {"Thêm", true},
                 {"Bớt", true},
                 {"Dời ngày", true},
                 {"Đổi giờ", true}});
    const auto add = [&table](const std::string& what, const std::vector<engine::CountedText>& counted) {
        const auto number = [](std::size_t count, Colour colour) {
            return Cell{fmt::to_string(count), count > 0 ? colour : Colour::none};
        };
        for (const auto& [text, counts] : counted) {
            table.add({{what},
                       {text},
                       {fmt::to_string(counts.before)},
                       {fmt::to_string(counts.after)},
                       number(counts.added, Colour::green),
                       number(counts.removed, Colour::red),
                       number(counts.moved, Colour::orange),
                       number(counts.retimed, Colour::orange)});
        }
    };
    add("chính sách", compared.by(&ForecastLine::policy));
    add("quy tắc", compared.by(&ForecastLine::rule));
    add("đơn vị", compared.by(&ForecastLine::unit));
    output.print(table);
}

std::string time_text(rules::dates::LocalTime time) {
    const auto day = rules::dates::date_of(time);
    const std::chrono::hh_mm_ss clock(time - rules::dates::at(day, std::chrono::seconds{0}));
    return fmt::format("{} {:02}:{:02}", rules::dates::format_vi(day), clock.hours().count(), clock.minutes().count());
}

void print_lines(const Output& output, const Compared& compared) {
    Table table({{""}, {"Trước"}, {"Sau"}, {"Nơi nhận"}, {"Mốc"}, {"Mã"}, {"Nội dung", false, true}});
    for (const auto& line : compared.difference.lines) {
        const bool was = line.change != Change::added;
        const bool is = line.change != Change::removed;
        const ReminderLine* const old = was ? &compared.before[line.before] : nullptr;
        const ReminderLine& shown = is ? compared.after[line.after] : *old;
        const Colour colour = !was ? Colour::green : !is ? Colour::red : Colour::orange;
        const bool renamed = was && is && old->stage != shown.stage;
        table.add({{!was  ? "+"
                    : !is ? "-"
                          : "~",
                    colour},
                   {was ? time_text(old->at) : "", colour},
                   {is ? time_text(shown.at) : "", colour},
                   {shown.recipient},
                   {renamed ? fmt::format("{} → {}", old->stage, shown.stage) : shown.stage},
                   {shown.subject},
                   {shown.title}});
    }
    output.print(table);
}

}  // namespace

bool print_difference(const Output& output, const std::vector<ReminderLine>& before,
                      const std::vector<ReminderLine>& after) {
    const Compared compared(before, after);
    const auto& counts = compared.difference.counts;
    if (output.json) {
        print_json(output, compared);
        return counts.any();
    }
    if (!counts.any()) {
        output.out << fmt::format("Không khác: {} lời nhắc như cũ (no difference)\n", counts.before);
        return false;
    }
    print_counted(output, compared);
    output.out << '\n';
    print_lines(output, compared);
    output.out << fmt::format(
        "\n{} lời nhắc trước, {} sau: thêm {}, bớt {}, dời ngày {}, đổi giờ {} (added, removed, moved, retimed)\n",
        counts.before, counts.after, counts.added, counts.removed, counts.moved, counts.retimed);
    return true;
}

}  // namespace dondoc::cli
