#include "daemon/cli/year_picture.hpp"

#include "daemon/cli/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace dondoc::cli {

namespace {

using rules::dates::Date;
using std::chrono::days;

constexpr std::size_t month_width = 21;  // seven days of two digits and a sign
constexpr std::size_t gap = 2;
constexpr int weeks = 6;

class YearPicture {
public:
    YearPicture(const rules::dates::Calendar& calendar, const rules::dates::CalendarYear& year,
                std::optional<Date> today, bool colours)
        : calendar_(calendar), year_(year), today_(today), colours_(colours) {}

    std::string draw(std::size_t months_in_row) const {
        std::string out;
        for (std::size_t first = 1; first <= 12; first += months_in_row) {
            if (first > 1 && !out.ends_with("\n\n")) out += '\n';
            const std::size_t last = std::min<std::size_t>(12, first + months_in_row - 1);
            for (int line = 0; line < weeks + 2; ++line) {
                std::string row;
                for (std::size_t month = first; month <= last; ++month) {
                    if (month > first) row.append(gap, ' ');
                    row += line_of(static_cast<int>(month), line);
                }
                row.erase(row.find_last_not_of(' ') + 1);
                out += row + '\n';
            }
        }
        return out;
    }

private:
    std::string line_of(int month, int line) const {
        if (line == 0) {
            const std::string title = fmt::format("Tháng {}", month);
            const std::size_t free = month_width - display_width(title);
            return std::string(free / 2, ' ') + paint(title, Colour::bold, colours_) +
                   std::string(free - free / 2, ' ');
        }
        if (line == 1) return paint("T2 T3 T4 T5 T6 T7 CN ", Colour::grey, colours_);
        return week(month, line - 2);
    }

    std::string week(int month, int row) const {
        const Date first = *rules::dates::make_date(year_.year, month, 1);
        const Date last = rules::dates::last_day_of_month(year_.year, month);
        const Date monday = first - days{std::chrono::weekday{first}.iso_encoding() - 1} + days{7 * row};
        std::string text;
        for (Date day = monday; day < monday + days{7}; day += days{1})
            text += day < first || day > last ? "   " : cell(day);
        return text;
    }

    std::string cell(Date date) const {
        const auto number = static_cast<unsigned>(std::chrono::year_month_day{date}.day());
        const auto [sign, colour] = mark(date);
        return paint(fmt::format("{:>2}{}", number, sign), date == today_ ? Colour::bold : colour, colours_);
    }

    std::pair<char, Colour> mark(Date date) const {
        const bool weekend = std::chrono::weekday{date}.iso_encoding() > 5;
        const bool works = calendar_.is_working_day(date);
        const bool half = std::any_of(year_.half_days.begin(), year_.half_days.end(),
                                      [date](const auto& entry) { return entry.day.date == date; });
        if (works && weekend) return {'+', Colour::green};
        if (works && half) return {'~', Colour::orange};
        if (!works && calendar_.day_off(date) != nullptr) return {'*', Colour::red};
        return {' ', works ? Colour::none : Colour::grey};
    }

    const rules::dates::Calendar& calendar_;
    const rules::dates::CalendarYear& year_;
    std::optional<Date> today_;
    bool colours_;
};

}  // namespace

std::string year_picture(const rules::dates::Calendar& calendar, const rules::dates::CalendarYear& year,
                         std::optional<Date> today, std::size_t width, bool colours) {
    const std::size_t fit = width == 0 ? 3 : (width + gap) / (month_width + gap);
    const std::size_t in_row = fit >= 4 ? 4 : std::max<std::size_t>(fit, 1);
    return YearPicture(calendar, year, today, colours).draw(in_row);
}

}  // namespace dondoc::cli
