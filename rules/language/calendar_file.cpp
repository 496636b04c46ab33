#include "rules/language/calendar_file.hpp"

#include "rules/language/shapes.hpp"
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
        file_.supplement = Fields(root).key("supplement").text() == "supplement";
        Fields fields(root, file_.supplement ? shapes::calendar_supplement : shapes::calendar_year);
        const auto year = fields.integer(file_.supplement ? "supplement" : "year");
        const auto status = file_.supplement ? std::size_t{0} : fields.choice("status");
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
        Fields fields(node, off ? shapes::day_off : shapes::worked_day);
        const Node from_node = off ? fields["from"] : Node();
        const bool ranged = from_node.exists();
        const Node first_node = off ? from_or_date(fields, from_node) : fields.required("date");
        const Node last_node = off ? to_or_same(fields, first_node, ranged) : first_node;
        const auto first = day(first_node);
        const auto last = ranged ? day(last_node) : first;
        const std::string name = read_text(fields.required("name")).value_or("");
        const std::string basis = read_text(fields["basis"]).value_or("");
        const auto part = off ? fields.choice("half") : std::nullopt;
        const Node half = off ? fields["half"] : Node();
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

    static Node from_or_date(Fields& fields, const Node& from) {
        const Node date = fields["date"];
        if (!from.exists() && !date.exists() && fields.valid())
            fields.node().error("thiếu khóa \"date\" (key \"date\" is missing)");
        if (from.exists() && date.exists()) fields.key("date").error(either_day);
        return from.exists() ? from : date;
    }

    static Node to_or_same(Fields& fields, const Node& first, bool ranged) {
        const Node to = fields["to"];
        if (ranged && !to.exists()) fields.node().error("thiếu khóa \"to\" (key \"to\" is missing)");
        if (!ranged && to.exists()) fields.key("to").error(either_day);
        return ranged ? to : first;
    }

    static constexpr auto either_day = "ghi date, hoặc from và to, không cả hai (either date, or from and to)";

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
