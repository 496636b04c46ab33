#include "rules/language/report_times.hpp"

#include "rules/deadlines/parse.hpp"
#include "rules/deadlines/text.hpp"
#include "rules/language/cut_off_words.hpp"
#include "rules/language/shapes.hpp"
#include "rules/language/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace rules::language {
namespace {

using deadlines::CutOff;
using deadlines::DuePlace;
using deadlines::Recurrence;
using model::ReportRule;

/// A period of the rule in some year: what does not fit there fits in no year.
constexpr int some_year = 2026;

dates::Period some_period(const Recurrence& recurrence) {
    const auto index = static_cast<std::uint8_t>(recurrence.only.all() ? 1 : recurrence.only.first());
    return {recurrence.period, index, some_year};
}

const dates::Calendar& weekends_only() {
    static const dates::Calendar calendar;
    return calendar;
}

/// "khi có yêu cầu", "đột xuất": due when somebody asks.
bool means_on_request(std::string_view words) {
    static constexpr std::array<std::string_view, 8> known{
        "on-request",       "on request", "khi có yêu cầu",          "theo yêu cầu",
        "khi được yêu cầu", "đột xuất",   "đột xuất khi có yêu cầu", "đột xuất theo yêu cầu"};
    const std::string folded = deadlines::fold(words.substr(0, 200));
    return std::find(known.begin(), known.end(), folded) != known.end();
}

/// A due day in a named month of the year fits one period of a year, and not before that period begins.
void check_due_fits(const Recurrence& recurrence, const Node& due) {
    const bool by_month = recurrence.due.anchor == DuePlace::Anchor::month_of_year;
    const bool many = recurrence.only.all() && dates::periods_in_year(recurrence.period, some_year) > 1;
    if (by_month && many) {
        due.error(
            "hạn ghi một ngày trong năm nhưng kỳ lặp nhiều lần trong năm; chọn một kỳ, ví dụ half-year(1) "
            "(the due day is one day of the year but the period comes several times; choose one, such as "
            "half-year(1))");
        return;
    }
    const dates::Period period = some_period(recurrence);
    if (deadlines::due_day(recurrence, period, weekends_only()) < period.first()) {
        due.error(fmt::format("hạn đến trước khi kỳ ({}) bắt đầu (the due day is before the period begins)",
                              dates::period_vi(period)));
    }
}

class TimesReader {
public:
    TimesReader(Fields& fields, const dates::Calendar& calendar, DueDays& due_days, ReportRule& report)
        : calendar_(calendar),
          due_days_(due_days),
          period_(fields["period"]),
          due_(fields["due"]),
          cut_off_(fields["cutoff"]),
          roll_(fields.choice("roll")),
          valid_(fields["valid"]),
          fields_(fields),
          report_(report) {}

    void read() {
        read_validity();
        if (roll_) report_.roll = static_cast<model::Roll>(*roll_);
        report_.due_words = due_.text();
        if (period_.exists())
            read_recurring();
        else
            read_once();
    }

private:
    void read_recurring() {
        const auto words = read_text(period_);
        if (!words) return;
        if (means_on_request(*words)) return read_on_request();
        tl::expected<Recurrence, std::string> recurrence = deadlines::parse_period(*words);
        if (!recurrence) return period_.error(recurrence.error());
        report_.cut_off = deadlines::decree_cut_off(recurrence->period);
        if (!read_cut_off(*recurrence) || !read_due(*recurrence)) return;
        report_.recurrence = *recurrence;
        check_cut_off(*recurrence);
    }

    void read_on_request() {
        report_.on_request = true;
        constexpr auto told_later =
            "báo cáo theo yêu cầu có hạn khi được yêu cầu: dondoc request QUY-TAC --due NGÀY (a report on request is "
            "due "
            "on the day that is named with the request)";
        if (due_.exists()) due_.error(told_later);
        if (cut_off_.exists() && cut_off_.text() != "none") cut_off_.error(told_later);
    }

    /// False where it is wrong, so that what counts from it is not wrong as well.
    bool read_cut_off(const Recurrence& recurrence) {
        if (!cut_off_.exists()) return true;
        report_.cut_off.reset();
        if (cut_off_.text() == "none") {
            report_.cut_off_words = "none";
            return true;
        }
        CutOff made;
        if (cut_off_.is_map()) {
            Fields ends(cut_off_, shapes::cut_off);
            const Node from = ends.required("from");
            const Node to = ends.required("to");
            ends.reject_others();
            report_.cut_off_words = fmt::format("từ {} đến {}", from.text(), to.text());
            const bool good_from = read_end(from, from.text(), recurrence.period, made.from);
            const bool good_to = read_end(to, to.text(), recurrence.period, made.to);
            if (!good_from || !good_to) return false;
        } else {
            const auto parts = split_cut_off(cut_off_.text());
            if (!parts) return cut_off_expected();
            report_.cut_off_words = cut_off_.text();
            if (!read_end(cut_off_, parts->from, recurrence.period, made.from)) return false;
            if (!read_end(cut_off_, parts->to, recurrence.period, made.to)) return false;
        }
        const auto window = deadlines::data_window(made, some_period(recurrence), weekends_only());
        if (window.last < window.first) {
            cut_off_.error(fmt::format("số liệu chốt ({}) trước khi bắt đầu ({}) (the figures end before they begin)",
                                       dates::format_vi(window.last), dates::format_vi(window.first)));
            return false;
        }
        report_.cut_off = made;
        return true;
    }

    bool cut_off_expected() const {
        cut_off_.expected("none, {from: ..., to: ...} hoặc \"từ ngày 15 tháng trước đến ngày 14 tháng báo cáo\"",
                          "none, {from: ..., to: ...} or \"từ ... đến ...\"");
        return false;
    }

    static bool read_end(const Node& node, const std::string& words, dates::PeriodKind period, DuePlace& place) {
        if (words.empty()) {
            if (node.exists()) (void)read_text(node);
            return false;
        }
        const auto read = parse_cut_off_end(words, period);
        if (read) {
            place = *read;
            return true;
        }
        node.error(
            fmt::format("\"{}\": {}; ví dụ ngày 15 tháng trước, 15/12 năm trước, ngày 14 tháng cuối kỳ (a day "
                        "such as previous-month-15, previous-year-12-15, last-month-14)",
                        words, read.error()));
        return false;
    }

    bool read_due(Recurrence& recurrence) {
        if (!due_.exists()) return true;
        if (!read_text(due_)) return false;
        if (const auto after = parse_after_cut_off(due_.text())) return due_after_cut_off(*after, recurrence);
        const DueDays::Day& place = due_days_.read(due_.text(), recurrence.period);
        if (!place) {
            due_.error(place.error());
            return false;
        }
        recurrence.due = *place;
        check_due_fits(recurrence, due_);
        return true;
    }

    bool due_after_cut_off(const AfterCutOff& after, Recurrence& recurrence) const {
        if (!report_.cut_off) {
            due_.error(
                "hạn tính từ ngày chốt số liệu nhưng quy tắc không có ngày chốt: thêm cutoff (due counts from the "
                "cut-off but the rule has none: add cutoff)");
            return false;
        }
        DuePlace place = report_.cut_off->to;
        auto& shift = after.working ? place.shift_working_days : place.shift_days;
        if (place.shift_working_days != 0) {
            due_.error(
                "ngày chốt đã tính bằng ngày làm việc, không cộng thêm được (the cut-off is counted in working days "
                "itself: nothing can be added to it)");
            return false;
        }
        shift = static_cast<std::int16_t>(shift + after.days);
        recurrence.due = place;
        return true;
    }

    /// A rule that names its own window and wants the report before the figures are closed is a slip; where the decree's
    /// window applies it is common ("trước ngày 10/6"), and messages show both.
    void check_cut_off(const Recurrence& recurrence) const {
        if (!report_.cut_off || !cut_off_.exists()) return;
        const dates::Period period = some_period(recurrence);
        const auto window = deadlines::data_window(*report_.cut_off, period, weekends_only());
        const auto due = deadlines::due_day(recurrence, period, weekends_only());
        if (due >= window.last) return;
        cut_off_.warning(fmt::format("hạn gửi ({}) trước ngày chốt số liệu ({}) (due before the figures are closed)",
                                     dates::format_vi(due), dates::format_vi(window.last)));
    }

    void read_once() {
        if (!due_.exists() && fields_.valid()) {
            fields_.node().error("thiếu khóa \"due\" (key \"due\" is missing)");
        }
        read_once_data();
        const auto words = read_text(due_);
        if (!words) return;
        deadlines::ParseContext context;
        if (report_.valid_from) context.year = dates::year_of(*report_.valid_from);
        const deadlines::Deadline deadline = deadlines::parse_deadline(*words, context);
        if (deadline.meaning.kind == deadlines::Kind::fixed && deadline.meaning.due &&
            !deadline.meaning.has_condition) {
            report_.once_named = deadline.meaning.due;
            report_.once = model::rolled(*report_.once_named, report_.roll, calendar_);
            return;
        }
        const std::string& part = deadline.unresolved.empty() ? *words : deadline.unresolved;
        due_.error(fmt::format(
            "\"{0}\" không phải một ngày; báo cáo một lần cần ngày có năm như \"trước ngày 25/11/2026\", báo cáo định "
            "kỳ "
            "cần period (\"{0}\" is no date; a one-off report needs one with its year, a recurring one needs period)",
            shorten(part, 200)));
    }

    void read_once_data() {
        if (!cut_off_.exists() || cut_off_.text() == "none") return;
        if (!cut_off_.is_map()) {
            return cut_off_.expected("{from: 2026-01-01, to: 2026-06-30} cho báo cáo một lần",
                                     "{from, to} as dates for a one-off report");
        }
        Fields ends(cut_off_, shapes::cut_off);
        const auto from = read_date(ends.required("from"));
        const auto to = read_date(ends.required("to"));
        ends.reject_others();
        if (!from || !to) return;
        if (*to < *from) return ends["to"].error("to phải sau from (to is before from)");
        report_.once_data = deadlines::DataWindow{*from, *to};
    }

    void read_validity() {
        if (!valid_.exists()) return;
        Fields fields(valid_, shapes::valid);
        report_.valid_from = read_date(fields["from"]);
        report_.valid_until = read_date(fields["until"]);
        fields.reject_others();
        if (report_.valid_from && report_.valid_until && *report_.valid_until < *report_.valid_from) {
            fields["until"].error("until phải sau from (until is before from)");
        }
    }

    const dates::Calendar& calendar_;
    DueDays& due_days_;
    Node period_;
    Node due_;
    Node cut_off_;
    std::optional<std::size_t> roll_;
    Node valid_;
    Fields& fields_;
    ReportRule& report_;
};

}  // namespace

const DueDays::Day& DueDays::read(const std::string& words, dates::PeriodKind period) {
    std::pair key(period, words);
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    return known_.emplace(std::move(key), parse_report_day(words, period)).first->second;
}

void read_times(Fields& fields, const dates::Calendar& calendar, DueDays& due_days, ReportRule& report) {
    TimesReader(fields, calendar, due_days, report).read();
}

}  // namespace rules::language
