#include "rules/language/calendar_file.hpp"

#include "rules/language/values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::language {
namespace {

using dates::Date;
using dates::DayOff;

bool is_weekend(Date date) {
    const std::chrono::weekday day{date};
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

class CalendarReader {
public:
    std::optional<dates::CalendarYear> read(const Node& root) {
        Fields fields(root);
        const auto year = read_int(fields.required("year"), dates::first_year, dates::last_year);
        const auto status = read_choice(fields.required("status"), {"confirmed", "computed"});
        (void)read_text(fields["source"]);
        if (year) year_.year = static_cast<int>(*year);
        read_days(fields["off"], year_.days_off, true);
        read_days(fields["worked"], year_.worked, false);
        fields.reject_others();
        if (!year || !status) return std::nullopt;
        year_.status = *status == 0 ? dates::YearStatus::confirmed : dates::YearStatus::computed;
        return std::move(year_);
    }

private:
    void read_days(const Node& list, std::vector<DayOff>& days, bool off) {
        if (list.exists() && !list.is_list()) list.expected("danh sách ngày", "a list of days");
        for (const Node& node : list.items()) read_entry(node, days, off);
    }

    void read_entry(const Node& node, std::vector<DayOff>& days, bool off) {
        Fields fields(node);
        const Node from_node = fields["from"];
        const bool ranged = off && from_node.exists();
        const Node first_node = ranged ? from_node : fields.required("date");
        const Node last_node = ranged ? fields.required("to") : first_node;
        const auto first = day(first_node);
        const auto last = ranged ? day(last_node) : first;
        const std::string name = read_text(fields.required("name")).value_or("");
        const std::string basis = read_text(fields["basis"]).value_or("");
        fields.reject_others();
        if (!first || !last) return;
        if (*last < *first) return last_node.error("to phải sau from (to is before from)");
        if (!off && !is_weekend(*first))
            return first_node.error("ngày làm bù phải là thứ Bảy hoặc Chủ nhật (a worked day is a Saturday or Sunday)");
        for (Date date = *first; date <= *last; date += std::chrono::days{1}) {
            add(first_node, {date, name, basis}, days);
        }
    }

    void add(const Node& node, DayOff day_off, std::vector<DayOff>& days) {
        const auto same = [&](const DayOff& other) { return other.date == day_off.date; };
        const bool known = std::any_of(year_.days_off.begin(), year_.days_off.end(), same) ||
                           std::any_of(year_.worked.begin(), year_.worked.end(), same);
        if (known)
            return node.error(
                fmt::format("ngày {0} ghi hai lần ({0} is given twice)", dates::format_iso(day_off.date)));
        days.push_back(std::move(day_off));
    }

    std::optional<Date> day(const Node& node) const {
        const auto date = read_date(node);
        if (!date || year_.year == 0 || dates::year_of(*date) == year_.year) return date;
        node.error(fmt::format("ngày không thuộc năm {0} (the day is not in {0})", year_.year));
        return std::nullopt;
    }

    dates::CalendarYear year_;
};

}  // namespace

std::optional<dates::CalendarYear> read_calendar_year(const Node& root) {
    return CalendarReader().read(root);
}

}  // namespace rules::language
