#include "rules/language/calendar_file.hpp"

#include "rules/language/values.hpp"

#include <fmt/format.h>

#include <set>

namespace rules::language {
namespace {

using dates::Date;
using dates::DayOff;
using dates::HalfDay;

bool is_weekend(Date date) {
    const std::chrono::weekday day{date};
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

class CalendarReader {
public:
    std::optional<CalendarFile> read(const Node& root) {
        Fields fields(root);
        const Node supplement = fields["supplement"];
        file_.supplement = supplement.exists();
        const auto year =
            read_int(file_.supplement ? supplement : fields.required("year"), dates::first_year, dates::last_year);
        const auto status =
            file_.supplement ? std::size_t{0} : read_choice(fields.required("status"), {"confirmed", "computed"});
        year_.source = read_text(fields["source"]).value_or("");
        if (year) year_.year = static_cast<int>(*year);
        read_days(fields["off"], true);
        read_days(fields["worked"], false);
        fields.reject_others();
        if (!year || !status) return std::nullopt;
        year_.status = *status == 0 ? dates::YearStatus::confirmed : dates::YearStatus::computed;
        return std::move(file_);
    }

private:
    void read_days(const Node& list, bool off) {
        if (list.exists() && !list.is_list()) list.expected("danh sách ngày", "a list of days");
        for (const Node& node : list.items()) read_entry(node, off);
    }

    void read_entry(const Node& node, bool off) {
        Fields fields(node);
        const Node from_node = fields["from"];
        const bool ranged = off && from_node.exists();
        const Node first_node = ranged ? from_node : fields.required("date");
        const Node last_node = ranged ? fields.required("to") : first_node;
        const auto first = day(first_node);
        const auto last = ranged ? day(last_node) : first;
        const std::string name = read_text(fields.required("name")).value_or("");
        const std::string basis = read_text(fields["basis"]).value_or("");
        const Node half = off ? fields["half"] : Node();
        const auto part = read_choice(half, {"morning", "afternoon"});
        fields.reject_others();
        if (!first || !last) return;
        if (*last < *first) return last_node.error("to phải sau from (to is before from)");
        if (half.exists() && !part) return;
        if (!off && !file_.supplement && !is_weekend(*first))
            return first_node.error("ngày làm bù phải là thứ Bảy hoặc Chủ nhật (a worked day is a Saturday or Sunday)");
        for (Date date = *first; date <= *last; date += std::chrono::days{1}) {
            if (!is_new(date, first_node)) return;
            DayOff day{date, name, basis};
            if (part) {
                year_.half_days.push_back(
                    {std::move(day), *part == 0 ? HalfDay::Off::morning : HalfDay::Off::afternoon});
            } else {
                (off ? year_.days_off : year_.worked).push_back(std::move(day));
            }
        }
    }

    bool is_new(Date date, const Node& node) {
        if (seen_.insert(date).second) return true;
        node.error(fmt::format("ngày {0} ghi hai lần ({0} is given twice)", dates::format_iso(date)));
        return false;
    }

    std::optional<Date> day(const Node& node) const {
        const auto date = read_date(node);
        if (!date || year_.year == 0 || dates::year_of(*date) == year_.year) return date;
        node.error(fmt::format("ngày không thuộc năm {0} (the day is not in {0})", year_.year));
        return std::nullopt;
    }

    CalendarFile file_;
    dates::CalendarYear& year_ = file_.year;
    std::set<Date> seen_;
};

}  // namespace

std::optional<CalendarFile> read_calendar_file(const Node& root) {
    return CalendarReader().read(root);
}

}  // namespace rules::language
