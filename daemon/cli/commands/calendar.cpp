#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/year_picture.hpp"
#include "daemon/feeds/ics.hpp"
#include "rules/dates/holidays.hpp"
#include "rules/dates/lunar.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <ostream>

namespace dondoc::cli {

namespace {

namespace dates = rules::dates;
using dates::Date;

struct Arguments {
    int year = 0;
    bool ics = false;
};

/// A year with the calendar that it is counted by, its days in order.
struct Shown {
    dates::Calendar calendar;
    dates::CalendarYear year;
    Date tet;
    Date gio_to;
    int working_days = 0;
};

template <class Entries, class DateOf>
void sort_by_date(Entries& entries, DateOf date_of) {
    std::stable_sort(entries.begin(), entries.end(),
                     [&](const auto& a, const auto& b) { return date_of(a) < date_of(b); });
}

Shown year_of(const dates::Calendar& calendar, int number) {
    std::vector<dates::CalendarYear> years = dates::with_computed_years(calendar.years(), number, number);
    Shown shown{.calendar = dates::Calendar(std::move(years)), .year = {}, .tet = {}, .gio_to = {}};
    const auto& known = shown.calendar.years();
    shown.year = *std::find_if(known.begin(), known.end(), [number](const auto& year) { return year.year == number; });
    const auto date_of = [](const dates::DayOff& day) { return day.date; };
    sort_by_date(shown.year.days_off, date_of);
    sort_by_date(shown.year.worked, date_of);
    sort_by_date(shown.year.half_days, [](const dates::HalfDay& half) { return half.day.date; });
    shown.tet = dates::lunar_new_year(number);
    shown.gio_to = *dates::to_solar({static_cast<std::int16_t>(number), 3, 10, false});
    shown.working_days =
        shown.calendar.working_days(*dates::make_date(number, 1, 1), *dates::make_date(number, 12, 31));
    return shown;
}

boost::json::object to_json(const dates::DayOff& day) {
    return {{"date", cli::to_json(day.date)}, {"name", day.name}, {"basis", day.basis}};
}

std::string_view name_of(dates::HalfDay::Off off) {
    return off == dates::HalfDay::Off::morning ? "morning" : "afternoon";
}

boost::json::object to_json(const Shown& shown) {
    boost::json::array off;
    boost::json::array worked;
    boost::json::array half;
    for (const auto& day : shown.year.days_off) off.push_back(to_json(day));
    for (const auto& day : shown.year.worked) worked.push_back(to_json(day));
    for (const auto& entry : shown.year.half_days) {
        auto& value = half.emplace_back(to_json(entry.day)).as_object();
        value["half"] = name_of(entry.off);
    }
    const bool confirmed = shown.year.status == dates::YearStatus::confirmed;
    return {{"year", shown.year.year},
            {"status", confirmed ? "confirmed" : "computed"},
            {"days_off", std::move(off)},
            {"worked", std::move(worked)},
            {"half_days", std::move(half)},
            {"working_days", shown.working_days},
            {"lunar", {{"tet", cli::to_json(shown.tet)}, {"gio_to", cli::to_json(shown.gio_to)}}},
            {"source", shown.year.source}};
}

/// Days of one name that follow each other, as one entry.
struct Stretch {
    Date first;
    Date last;
    const dates::DayOff* day = nullptr;
};

std::vector<Stretch> stretches(const std::vector<dates::DayOff>& days) {
    std::vector<Stretch> found;
    for (const dates::DayOff& day : days) {
        const bool goes_on = !found.empty() && found.back().last + std::chrono::days{1} == day.date &&
                             found.back().day->name == day.name && found.back().day->basis == day.basis;
        if (goes_on) {
            found.back().last = day.date;
        } else {
            found.push_back({day.date, day.date, &day});
        }
    }
    return found;
}

std::string ics_of(const Shown& shown, std::chrono::sys_seconds now) {
    std::vector<feeds::DayEvent> events;
    const auto add = [&](const Stretch& stretch, std::string_view kind, const std::string& prefix) {
        events.push_back({.uid = fmt::format("{}-{}@dondoc", kind, dates::format_iso(stretch.first)),
                          .first = stretch.first,
                          .last = stretch.last,
                          .summary = prefix + stretch.day->name,
                          .description = stretch.day->basis});
    };
    for (const Stretch& stretch : stretches(shown.year.days_off)) add(stretch, "off", "");
    for (const Stretch& stretch : stretches(shown.year.worked)) add(stretch, "worked", "Đi làm: ");
    for (const auto& half : shown.year.half_days)
        add({half.day.date, half.day.date, &half.day}, "half", "Nghỉ nửa ngày: ");
    return feeds::to_ics(fmt::format("Ngày nghỉ năm {}", shown.year.year), events, now);
}

std::string days_text(const Stretch& stretch) {
    if (stretch.first == stretch.last) return long_date(stretch.first);
    return fmt::format("{} - {}", long_date(stretch.first), long_date(stretch.last));
}

void print_days(const Output& output, const Shown& shown) {
    Table table({{"Ngày"}, {""}, {"Tên", false, true}, {"Căn cứ", false, true}});
    const auto add = [&table](const Stretch& stretch, std::string_view what, Colour colour) {
        table.add({{days_text(stretch)}, {std::string(what), colour}, {stretch.day->name}, {stretch.day->basis}});
    };
    for (const Stretch& stretch : stretches(shown.year.days_off)) add(stretch, "nghỉ", Colour::red);
    for (const Stretch& stretch : stretches(shown.year.worked)) add(stretch, "đi làm", Colour::green);
    for (const auto& half : shown.year.half_days) {
        const bool morning = half.off == dates::HalfDay::Off::morning;
        add({half.day.date, half.day.date, &half.day}, morning ? "nghỉ sáng" : "nghỉ chiều", Colour::orange);
    }
    output.print(table);
}

void print(const Output& output, const Shown& shown, Date today) {
    const bool confirmed = shown.year.status == dates::YearStatus::confirmed;
    output.out << fmt::format("Năm {}: {} ngày làm việc ({}; working days)\n\n", shown.year.year, shown.working_days,
                              confirmed ? "theo quyết định, confirmed" : "mới chỉ tính theo luật, computed");
    output.out << year_picture(shown.calendar, shown.year, today, output.width, output.colours) << '\n';
    output.out << "*  nghỉ lễ (day off)   +  đi làm bù (worked)   ~  nghỉ nửa ngày (half day)\n\n";
    print_days(output, shown);
    output.out << fmt::format("\nMùng 1 Tết: {}; Giỗ Tổ 10/3 âm lịch: {}\n", long_date(shown.tet),
                              long_date(shown.gio_to));
    if (confirmed) {
        if (!shown.year.source.empty()) output.out << "Nguồn: " << shown.year.source << '\n';
        return;
    }
    output.out << fmt::format(
        "Chưa có quyết định: năm ngày Tết, ngày liền kề 2/9 và các ngày hoán đổi có thể khác. Khi có, ghi vào "
        "calendars/{}.yaml (not decided yet: the days of Tết, the day beside 2 September and swapped days may "
        "differ)\n",
        shown.year.year);
}

ExitCode show(Context& context, const Arguments& arguments) {
    const config::Site* const site = context.site_if_any();
    const auto now = context.now();
    const auto offset = site != nullptr ? site->config.utc_offset : config::Config{}.utc_offset;
    const Date today = std::chrono::floor<std::chrono::days>(now + offset);
    const Shown shown = year_of(context.calendar(), arguments.year != 0 ? arguments.year : dates::year_of(today));
    const Output& output = context.output();
    if (arguments.ics) {
        output.out << ics_of(shown, now);
    } else if (output.json) {
        output.print(to_json(shown));
    } else {
        print(output, shown, today);
    }
    return good;
}

}  // namespace

void add_calendar(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command =
        app.add_subcommand("calendar", "Ngày nghỉ và ngày làm việc của một năm (a year's days off and working days)");
    command->add_option("YEAR", arguments->year, "Năm, mặc định là năm nay (default: this year)")
        ->check(CLI::Range(dates::first_year, dates::last_year));
    command->add_flag("--ics", arguments->ics, "In tệp lịch iCalendar (print an iCalendar file)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
