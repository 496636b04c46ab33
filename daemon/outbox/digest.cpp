#include "daemon/outbox/digest.hpp"

#include "rules/model/collecting.hpp"

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

/// Moved by people: a day that an awaited event set is no extension.
int times_extended(const model::Reminder& reminder, const model::Snapshot& snapshot, const model::RuleBook& book) {
    int times = reminder.occurrence.version - 1;
    if (const auto* facts = model::facts_of(reminder.occurrence, snapshot, book)) {
        for (const auto& extension : facts->extensions) {
            if (!extension.event.empty() && !reminder.occurrence.period) --times;
        }
    }
    return times;
}

std::string arrival_words(const model::Arrival& arrival, bool en) {
    const std::string document = one_line(arrival.document, 200);
    const std::string day = en ? long_date(arrival.on, "en") : rules::dates::format_vi(arrival.on);
    if (document.empty())
        return en ? fmt::format("what it waited for happened on {}", day)
                  : fmt::format("sự kiện đã xảy ra ngày {}", day);
    return en ? fmt::format("{} of {} is here", document, day) : fmt::format("đã có {} ngày {}", document, day);
}

/// Says that what the subject waited for has come, and what follows.
void tell_arrival(DigestLine& line, const model::Reminder& reminder, const model::Snapshot& snapshot,
                  const model::RuleBook& book, bool en) {
    const auto& arrival =
        model::facts_of(reminder.occurrence, snapshot, book)->arrivals[reminder.announcement->arrival];
    const auto& deadline = snapshot.assignments[reminder.occurrence.index].deadline;
    line.event = arrival.event;
    line.arrival = arrival_words(arrival, en);
    line.left = line.has_due ? fmt::format("{}; {}", line.arrival, line.left) : line.arrival;
    if (line.has_due) return;
    line.overdue = false;
    const bool goes_on = deadline.kind == rules::deadlines::Kind::continuous ||
                         deadline.kind == rules::deadlines::Kind::recurring || deadline.then_continuous;
    if (goes_on)
        line.due = en ? "none (goes on)" : "không có (thường xuyên)";
    else
        line.due = en ? "not set: a day must be set" : "chưa có: cần ấn định thời hạn";
}

/// How old the data are, and how far the work had come then.
std::string progress_words(const model::SubjectFacts* facts, bool en) {
    if (facts == nullptr || facts->progress.empty())
        return en ? "no progress has been told yet" : "chưa có số liệu tiến độ";
    const model::Progress& last = *std::max_element(facts->progress.begin(), facts->progress.end(),
                                                    [](const auto& a, const auto& b) { return a.on < b.on; });
    const std::string day = en ? long_date(last.on, "en") : rules::dates::format_vi(last.on);
    std::string words = en ? fmt::format("last told on {}", day) : fmt::format("số liệu gần nhất ngày {}", day);
    if (last.percent) words += fmt::format(": {}%", *last.percent);
    return words;
}

/// Asks how far the work has come.
void ask_for_progress(DigestLine& line, const model::Reminder& reminder, const model::Snapshot& snapshot,
                      const model::RuleBook& book, bool en) {
    const std::string request = en ? "please update the progress" : "đề nghị cập nhật tiến độ";
    line.left = line.has_due ? fmt::format("{}; {}", request, line.left) : request;
    line.remarks.push_back(progress_words(model::facts_of(reminder.occurrence, snapshot, book), en));
    if (line.has_due) return;
    line.overdue = false;
    line.due = en ? "none" : "không có ngày cụ thể";
}

bool is_update(const model::Reminder& reminder, const model::RuleBook& book) {
    return !reminder.announcement &&
           book.policies[reminder.policy].stages[reminder.stage].kind == model::Stage::Kind::update;
}

void add_remarks(DigestLine& line, const model::Reminder& reminder, const model::Snapshot& snapshot,
                 const ComposeContext& context, bool en) {
    if (reminder.late) {
        line.remarks.push_back(en ? fmt::format("late: this reminder was for {}", long_date(reminder.day, "en"))
                                  : fmt::format("gửi muộn: lời nhắc này của {}", long_date(reminder.day, "vi")));
    }
    if (const int times = times_extended(reminder, snapshot, context.book); times > 0) {
        line.remarks.push_back(en ? fmt::format("extended {} {}", times, times == 1 ? "time" : "times")
                                  : fmt::format("đã gia hạn {} lần", times));
    }
    const int year = rules::dates::year_of(reminder.occurrence.due);
    if (line.has_due && context.book.calendar.status(year) == rules::dates::YearStatus::computed) {
        line.remarks.push_back(en ? fmt::format("public holidays of {} are not official yet", year)
                                  : fmt::format("lịch nghỉ năm {} mới là dự kiến", year));
    }
}

std::string inheritance_remark(const model::Inheritance& inherited, const ComposeContext& context, bool en) {
    const std::string name = one_line(context.book.units[inherited.from].name);
    if (inherited.settled) return fmt::format("{}{}", en ? "taken over from " : "kế thừa từ ", name);
    return en ? fmt::format("{} has ended: say in units.yaml who takes this duty", name)
              : fmt::format("{} đã kết thúc hoạt động: cần ghi trong units.yaml đơn vị nào nhận việc này", name);
}

/// "thiếu 3/12 báo cáo: A; B; C": of what a report is made of, nearest first, not more names than a line can hold.
std::string missing_remark(const model::Collected& collected, const model::UnitDirectory& units, bool en) {
    constexpr std::size_t most_names = 10;
    const auto& missing = collected.missing;
    if (missing.empty())
        return en ? fmt::format("all {} reports are here", collected.asked)
                  : fmt::format("đã đủ {} báo cáo", collected.asked);
    std::string names;
    for (std::size_t i = 0; i < std::min(missing.size(), most_names); ++i)
        names += (i == 0 ? "" : "; ") + one_line(units[missing[i].unit].name, 120);
    if (missing.size() > most_names)
        names += en ? fmt::format(" and {} more", missing.size() - most_names)
                    : fmt::format(" và {} đơn vị nữa", missing.size() - most_names);
    return en ? fmt::format("{} of {} reports missing: {}", missing.size(), collected.asked, names)
              : fmt::format("còn thiếu {}/{} báo cáo: {}", missing.size(), collected.asked, names);
}

std::string data_remark(const rules::deadlines::DataWindow& data, Date due, bool en) {
    std::string remark =
        en ? fmt::format("figures from {} to {}", long_date(data.first, "en"), long_date(data.last, "en"))
           : fmt::format("số liệu từ {} đến {}", rules::dates::format_vi(data.first),
                         rules::dates::format_vi(data.last));
    if (due < data.last) remark += en ? " (due before they are closed)" : " (hạn gửi trước ngày chốt)";
    return remark;
}

/// What a rule says beyond its title and its day.
void add_report_remarks(DigestLine& line, const model::Reminder& reminder, const model::Snapshot& snapshot,
                        const ComposeContext& context, bool en) {
    const auto& occurrence = reminder.occurrence;
    const auto& rule = context.book.reports[occurrence.index];
    const auto& calendar = context.book.calendar;
    if (const auto day = model::report_day(rule, occurrence.period, calendar);
        day && day->named != day->due && occurrence.version == 1) {
        line.remarks.push_back(en ? fmt::format("named day {} is a day off", long_date(day->named, "en"))
                                  : fmt::format("ngày ghi trong văn bản {} là ngày nghỉ", long_date(day->named, "vi")));
    }
    if (const auto data = model::data_window(rule, occurrence.period, calendar))
        line.remarks.push_back(data_remark(*data, occurrence.due, en));
    if (const auto collected = model::collected_for(occurrence, snapshot, context.book))
        line.remarks.push_back(missing_remark(*collected, context.book.units, en));
}

std::string period_words(const rules::dates::Period& period, bool en) {
    return en ? rules::dates::period_en(period) : rules::dates::period_vi(period);
}

std::string unit_name(model::UnitIndex unit, const ComposeContext& context) {
    return one_line(context.book.units[unit].name);
}

/// Who gets it, in which form, how and when.
void fill_from_rule(DigestLine& line, const model::ReportRule& rule, const ComposeContext& context, bool en) {
    if (rule.to) line.to = unit_name(*rule.to, context);
    if (rule.via)
        line.to += fmt::format("{}{}",
                               line.to.empty() ? ""
                               : en            ? " through "
                                               : " qua ",
                               unit_name(*rule.via, context));
    line.form = one_line(rule.form);
    line.how = one_line(rule.how);
    line.words = one_line(rule.due_words);
}

/// A value that is asked for: the indicator's name stands where a report has its title.
void fill_from_indicator(DigestLine& line, const model::Reminder& reminder, const model::Snapshot& snapshot,
                         const ComposeContext& context, bool en) {
    const auto& rule = context.book.reports[reminder.occurrence.index];
    const auto& indicator = snapshot.indicators[reminder.occurrence.indicator];
    const auto& plan = snapshot.plans[indicator.plan];
    const std::string& number = plan.number.empty() ? plan.title : plan.number;
    line.source = one_line(rule.basis.empty() ? number : rule.basis);
    line.title = fmt::format("{}: {}", one_line(rule.title), one_line(indicator.name));
    if (!indicator.unit_of_measure.empty()) line.title += fmt::format(" [{}]", one_line(indicator.unit_of_measure));
    if (const auto& period = reminder.occurrence.period) line.title += fmt::format(" ({})", period_words(*period, en));
    line.deliverable = en ? "value of the indicator" : "giá trị chỉ tiêu";
    fill_from_rule(line, rule, context, en);
}

/// A report on request: who asks, and by what.
void fill_from_request(DigestLine& line, const model::ReportRequest& request, bool en) {
    const std::string number = model::request_key(request.number);
    line.title += en ? fmt::format(" (request {})", number) : fmt::format(" (yêu cầu {})", number);
    line.words = en ? fmt::format("as requested on {}", long_date(request.asked, "en"))
                    : fmt::format("theo yêu cầu ngày {}", rules::dates::format_vi(request.asked));
    if (!request.basis.empty()) line.words += ": " + one_line(request.basis, 200);
}

void fill_from_report(DigestLine& line, const model::Reminder& reminder, const model::Snapshot& snapshot,
                      const ComposeContext& context, bool en) {
    const auto& rule = context.book.reports[reminder.occurrence.index];
    line.source = one_line(rule.basis);
    line.title = one_line(rule.title);
    if (const auto& period = reminder.occurrence.period) {
        line.title += en ? fmt::format(" ({})", rules::dates::period_en(*period))
                         : fmt::format(" ({})", rules::dates::period_vi(*period));
    }
    fill_from_rule(line, rule, context, en);
    if (const auto* request = model::request_of(reminder.occurrence, snapshot, context.book))
        fill_from_request(line, *request, en);
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

/// Whether what assignments wait for has happened: how many wait, which, and how to answer.
void fill_from_event(DigestLine& line, const model::Reminder& reminder, const model::Snapshot& snapshot, bool en) {
    constexpr std::size_t most_keys = 5;
    const model::AwaitedEvent& event = snapshot.awaited[reminder.occurrence.index];
    const auto waiting = model::still_waiting(event, snapshot);
    std::string keys;
    std::string source;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const auto& assignment = snapshot.assignments[waiting[i]];
        const auto& plan = snapshot.plans[assignment.plan];
        if (i < most_keys) keys += (i == 0 ? "" : ", ") + model::assignment_key(plan.id, assignment.seq);
        const std::string& name = plan.number.empty() ? plan.title : plan.number;
        if (source.find(name) == std::string::npos) source += (source.empty() ? "" : "; ") + name;
    }
    if (waiting.size() > most_keys) keys += ", …";
    line.event = event.id;
    line.source = one_line(source, 200);
    line.title = en ? fmt::format("Has this happened: {}?", one_line(event.words))
                    : fmt::format("Đã có chưa: {}?", one_line(event.words));
    line.words = en ? "a condition" : "chờ điều kiện";
    line.remarks.push_back(
        en ? fmt::format("{} {} for it since {}: {}", waiting.size(),
                         waiting.size() == 1 ? "assignment waits" : "assignments wait", long_date(event.since, "en"),
                         keys)
           : fmt::format("{} nhiệm vụ đang chờ từ {}: {}", waiting.size(), rules::dates::format_vi(event.since), keys));
    const std::string command =
        fmt::format("dondoc event record {} --date {}", event.id, en ? "DAY --document NUMBER" : "NGÀY --document SỐ");
    line.remarks.push_back(en ? fmt::format("if it has, record it: {}; if not, nothing is to be done", command)
                              : fmt::format("nếu đã có, ghi nhận: {}; nếu chưa thì không phải làm gì", command));
}

/// Asks nothing of a deadline: there is none yet.
void ask_whether_it_happened(DigestLine& line, bool en) {
    line.overdue = false;
    line.left = en ? "please answer" : "đề nghị trả lời";
    line.due = en ? "none yet" : "chưa có";
}

model::Audience::Kind audience_of(const model::Reminder& reminder, const model::RuleBook& book) {
    if (reminder.announcement) return reminder.announcement->audience;
    return book.policies[reminder.policy].stages[reminder.stage].audience.kind;
}

/// Only the units that the subject is about and their heads can answer, and only for what has a state that an answer
/// changes: a value of an indicator is told with `dondoc value`, and whether an event has happened the planning office says.
std::string answer_url(const model::Reminder& reminder, const model::Snapshot& snapshot,
                       const ComposeContext& context) {
    const auto kind = reminder.occurrence.kind;
    const bool answerable = kind == model::SubjectKind::assignment || kind == model::SubjectKind::report;
    const auto audience = audience_of(reminder, context.book);
    const bool takes_part = audience == Kind::lead || audience == Kind::support || audience == Kind::unit_head;
    if (context.answer_url == nullptr || !answerable || !takes_part) return {};
    const auto inherited = model::inheritance_of(reminder, snapshot, context.book);
    if (inherited && !inherited->settled) return {};
    const auto key = model::subject_key(reminder.occurrence, snapshot, context.book);
    return (*context.answer_url)({.subject = key.base,
                                  .period = key.period,
                                  .version = reminder.occurrence.version,
                                  .recipient = model::recipient_name(reminder.recipient, context.book),
                                  .sent = rules::dates::date_of(context.now)});
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
        fill_from_report(line, reminder, snapshot, context, en);
        responsible = context.book.units[reminder.occurrence.reporter].name;
    } else if (reminder.occurrence.kind == model::SubjectKind::indicator) {
        fill_from_indicator(line, reminder, snapshot, context, en);
        responsible =
            unit_names(model::responsible_units(reminder.occurrence, snapshot, context.book), context.book.units);
    } else if (reminder.occurrence.kind == model::SubjectKind::event) {
        fill_from_event(line, reminder, snapshot, en);
        responsible =
            unit_names(model::responsible_units(reminder.occurrence, snapshot, context.book), context.book.units);
    } else {
        const auto& assignment = snapshot.assignments[reminder.occurrence.index];
        fill_from_assignment(line, *text, snapshot.plans[assignment.plan], en);
        responsible = assignment.leads.empty() ? text->lead_words : unit_names(assignment.leads, context.book.units);
    }
    line.due_date = reminder.occurrence.due;
    line.due = long_date(line.due_date, locale);
    line.left = time_left(line.due_date, today, en);
    line.overdue = line.due_date < today;
    line.has_due = reminder.occurrence.has_due;
    line.version = reminder.occurrence.version;
    if (reminder.announcement) tell_arrival(line, reminder, snapshot, context.book, en);
    if (reminder.occurrence.kind == model::SubjectKind::event) ask_whether_it_happened(line, en);
    if (is_update(reminder, context.book)) ask_for_progress(line, reminder, snapshot, context.book, en);
    const auto audience = audience_of(reminder, context.book);
    line.supports = audience == Kind::support;
    line.role = one_line(role_of(reminder, one_line(responsible, 200), audience, context, en));
    add_remarks(line, reminder, snapshot, context, en);
    if (reminder.occurrence.kind == model::SubjectKind::report ||
        reminder.occurrence.kind == model::SubjectKind::indicator)
        add_report_remarks(line, reminder, snapshot, context, en);
    if (const auto inherited = model::inheritance_of(reminder, snapshot, context.book))
        line.remarks.push_back(inheritance_remark(*inherited, context, en));
    line.answer = answer_url(reminder, snapshot, context);
    return line;
}

Part part_of(const DigestLine& line, Date today) {
    if (!line.has_due) return Part::later;
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
