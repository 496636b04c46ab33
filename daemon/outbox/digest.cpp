#include "daemon/outbox/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace dondoc::outbox {

using rules::dates::Date;
using Kind = model::Audience::Kind;

namespace {

bool english(std::string_view locale) {
    return locale.starts_with("en");
}

std::string time_left(Date due, Date today, bool en) {
    const auto days = (due - today).count();
    if (days == 0) return en ? "due today" : "hạn hôm nay";
    if (days < 0)
        return en ? fmt::format("{} {} overdue", -days, days == -1 ? "day" : "days")
                  : fmt::format("quá hạn {} ngày", -days);
    return en ? fmt::format("{} {} left", days, days == 1 ? "day" : "days") : fmt::format("còn {} ngày", days);
}

/// Units as people write them; a long list is cut to what fits a line.
std::string unit_names(const std::vector<model::UnitIndex>& units, const model::UnitDirectory& directory) {
    std::string names;
    for (const auto unit : units) {
        if (!names.empty()) names += "; ";
        names += directory[unit].name;
    }
    return one_line(names, 200);
}

std::string role_of(const model::Reminder& reminder, const std::string& responsible, Kind audience,
                    const ComposeContext& context, bool en) {
    const auto& recipient = reminder.recipient;
    const bool report = reminder.occurrence.kind == model::SubjectKind::report;
    if (audience == Kind::lead && !recipient.head) {
        if (context.book.units[recipient.unit].name == responsible || report) return en ? "lead" : "chủ trì";
        return fmt::format("{}{}", en ? "lead: " : "chủ trì: ", responsible);
    }
    if (audience == Kind::support) return fmt::format("{}{}", en ? "supports " : "phối hợp với ", responsible);
    return fmt::format("{}{}", en ? "responsible: " : "đơn vị chịu trách nhiệm: ", responsible);
}

void add_remarks(DigestLine& line, const model::Reminder& reminder, const ComposeContext& context, bool en) {
    if (reminder.late) {
        line.remarks.push_back(en ? fmt::format("late: this reminder was for {}", long_date(reminder.day, "en"))
                                  : fmt::format("gửi muộn: lời nhắc này của {}", long_date(reminder.day, "vi")));
    }
    if (reminder.occurrence.version > 1) {
        const int times = reminder.occurrence.version - 1;
        line.remarks.push_back(en ? fmt::format("extended {} {}", times, times == 1 ? "time" : "times")
                                  : fmt::format("đã gia hạn {} lần", times));
    }
    const int year = rules::dates::year_of(reminder.occurrence.due);
    if (context.book.calendar.status(year) == rules::dates::YearStatus::computed) {
        line.remarks.push_back(en ? fmt::format("public holidays of {} are not official yet", year)
                                  : fmt::format("lịch nghỉ năm {} mới là dự kiến", year));
    }
}

void fill_from_report(DigestLine& line, const model::Reminder& reminder, const ComposeContext& context, bool en) {
    const auto& rule = context.book.reports[reminder.occurrence.index];
    line.source = one_line(rule.basis);
    line.title = one_line(rule.title);
    if (const auto& period = reminder.occurrence.period) {
        line.title += en ? fmt::format(" ({})", rules::dates::period_en(*period))
                         : fmt::format(" ({})", rules::dates::period_vi(*period));
    }
    if (rule.to)
        line.deliverable = fmt::format("{}{}", en ? "to " : "gửi ", one_line(context.book.units[*rule.to].name));
    if (rule.via)
        line.deliverable +=
            fmt::format("{}{}", en ? " through " : " qua ", one_line(context.book.units[*rule.via].name));
    line.words = one_line(rule.due_words);
}

void fill_from_assignment(DigestLine& line, const model::AssignmentText& text, const model::Plan& plan, bool en) {
    const std::string& name = plan.number.empty() ? plan.title : plan.number;
    line.source =
        one_line(text.ordinal.empty() ? name : fmt::format("{}, {} {}", name, en ? "item" : "mục", text.ordinal));
    line.title = one_line(text.title);
    line.deliverable = one_line(text.deliverable);
    line.words = one_line(text.deadline_words);
    line.condition = one_line(text.condition);
}

}  // namespace

std::size_t Digest::count() const {
    std::size_t sum = 0;
    for (const auto& part : lines) sum += part.size();
    return sum;
}

DigestLine make_line(const model::Reminder& reminder, const model::AssignmentText* text,
                     const model::Snapshot& snapshot, const ComposeContext& context, std::string_view locale) {
    const bool en = english(locale);
    const Date today = rules::dates::date_of(context.now);
    DigestLine line;
    line.subject = model::subject_key(reminder.occurrence, snapshot, context.book).text();
    std::string responsible;
    if (reminder.occurrence.kind == model::SubjectKind::report) {
        fill_from_report(line, reminder, context, en);
        responsible = context.book.units[reminder.occurrence.reporter].name;
    } else {
        const auto& assignment = snapshot.assignments[reminder.occurrence.index];
        fill_from_assignment(line, *text, snapshot.plans[assignment.plan], en);
        responsible = assignment.leads.empty() ? text->lead_words : unit_names(assignment.leads, context.book.units);
    }
    line.due_date = reminder.occurrence.due;
    line.due = long_date(line.due_date, locale);
    line.left = time_left(line.due_date, today, en);
    line.overdue = line.due_date < today;
    const auto& stage = context.book.policies[reminder.policy].stages[reminder.stage];
    line.role = one_line(role_of(reminder, one_line(responsible, 200), stage.audience.kind, context, en));
    add_remarks(line, reminder, context, en);
    return line;
}

Part part_of(const DigestLine& line, Date today) {
    if (line.due_date < today) return Part::overdue;
    if (line.due_date == today) return Part::today;
    return line.due_date <= today + std::chrono::days{7} ? Part::week : Part::later;
}

std::string one_line(std::string_view text, std::size_t limit) {
    std::string line;
    std::size_t characters = 0;
    bool blank = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        // C1 controls and the Unicode line separators are line ends to some readers as well.
        const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        const bool separator = text.substr(i, 3) == "\u2028" || text.substr(i, 3) == "\u2029";
        if (byte <= 0x20 || byte == 0x7F || c1 || separator) {
            blank = true;
            i += separator ? 2 : c1 ? 1 : 0;
            continue;
        }
        const bool starts_character = (byte & 0xC0U) != 0x80U;
        if (starts_character && characters >= limit) return line + "…";
        if (blank && !line.empty()) {
            line += ' ';
            ++characters;
        }
        blank = false;
        characters += starts_character ? 1 : 0;
        line += text[i];
    }
    return line;
}

std::string long_date(Date date, std::string_view locale) {
    if (!english(locale)) return fmt::format("{}, {}", rules::dates::weekday_vi(date), rules::dates::format_vi(date));
    static constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
    const std::chrono::year_month_day day(date);
    return fmt::format("{}, {} {} {}", rules::dates::weekday_en(date), static_cast<unsigned>(day.day()),
                       months.at(static_cast<unsigned>(day.month()) - 1), static_cast<int>(day.year()));
}

}  // namespace dondoc::outbox
