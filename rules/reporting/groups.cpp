#include "rules/reporting/groups.hpp"

#include "rules/reporting/exemptions.hpp"
#include "rules/reporting/names.hpp"
#include "rules/reporting/subject.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using Words = std::string_view;
using Kind = Trigger::Kind;

/// After the recipient, these tell that a decision is asked for and not a report laid down.
constexpr Words decisions[] = {"xem xét",   "quyết định",  "phê duyệt",  "ban hành",  "bố trí",         "cho ý kiến",
                               "chỉ đạo",   "cho phép",    "điều chỉnh", "thành lập", "cho chủ trương", "thống nhất",
                               "phân bổ",   "xử lý",       "đưa",        "hỗ trợ",    "bổ sung",        "cấp",
                               "giao",      "về việc",     "phương án",  "đề nghị",   "giải quyết",     "tháo gỡ",
                               "thông qua", "khen thưởng", "trước khi"};

bool is_mark(Words word) {
    return word == "," || word == ";" || word == "(" || word == ")" || word == "-" || word == "–" || word == "." ||
           word == ":";
}

Duty duty_of(const Time& time) {
    Duty duty;
    duty.frequency = time.frequency;
    duty.recurrence = time.recurrence;
    duty.names_day = time.names_day;
    duty.due = time.due;
    duty.words = time.words;
    duty.due_words = time.due_words;
    return duty;
}

}  // namespace

GroupReader::GroupReader(const Phrase& phrase, const deadlines::ParseContext& context, std::string_view subject)
    : phrase_(phrase), context_(context), subject_(subject), triggers_(find_triggers(phrase)) {
    if (!triggers_.empty()) {
        mark_times();
    }
}

void GroupReader::mark_times() {
    marks_.exempt = find_exemptions(phrase_);
    times_ = find_times(phrase_, context_);
    times_.erase(std::remove_if(times_.begin(), times_.end(),
                                [&](const TimeItem& item) { return marks_.is_exempt(item.begin); }),
                 times_.end());
    marks_.time.assign(phrase_.size(), false);
    for (const TimeItem& item : times_) {
        std::fill_n(marks_.time.begin() + static_cast<std::ptrdiff_t>(item.begin), item.end - item.begin, true);
    }
}

void GroupReader::read(Reading& reading) {
    if (triggers_.empty()) {
        return;
    }
    for (Clause& clause : split_clauses(phrase_, triggers_, marks_)) {
        const std::size_t begin = clause.begin;
        const std::size_t end = clause.end;
        read_clause(std::move(clause), reading);
        every_year_ = every_year_ || std::any_of(times_.begin(), times_.end(), [&](const TimeItem& item) {
                          return item.begin >= begin && item.begin < end && phrase_.ends_before(item.end, "hằng năm");
                      });
    }
}

void GroupReader::read_clause(Clause clause, Reading& reading) {
    Group group;
    group.clause = std::move(clause);
    group.purposes = mark_purposes(phrase_, group.clause);
    if (!keep_triggers(group)) {
        return;
    }
    group.addressees = find_addressees(phrase_, group.clause, group.purposes);
    group.occasion = find_occasion(phrase_, group.clause, group.purposes, marks_);
    group.periodic = group.occasion.periodic || every_year_;

    std::vector<TimeItem> items = times_of(group, false);
    std::vector<TimeItem> later = times_of(group, true);
    if (items.empty()) {
        items.swap(later);
    }
    std::vector<std::string> unclear;
    const std::vector<Time> times = pair_times(phrase_, items, group.periodic, unclear);
    if (!is_duty(group, times)) {
        return;
    }
    add_duties(group, times, reading);
    std::move(unclear.begin(), unclear.end(), std::back_inserter(reading.unclear));
    note_unclear(group, reading);
    add_forwarded(group, times, later, reading);
}

/// Those outside of purposes and times. Where there is a verb of reporting, "triển khai", "xây dựng kế hoạch" beside it
/// are what the report is about. False where none is left.
bool GroupReader::keep_triggers(Group& group) const {
    std::vector<Trigger>& triggers = group.clause.triggers;
    const auto drop = [&](auto&& is_none) {
        triggers.erase(std::remove_if(triggers.begin(), triggers.end(), is_none), triggers.end());
    };
    drop([&](const Trigger& each) { return group.in_purpose(each.begin) || marks_.is_time(each.begin); });
    const auto prepares = [](const Trigger& each) { return each.kind == Kind::prepare; };
    if (!std::all_of(triggers.begin(), triggers.end(), prepares)) {
        drop(prepares);
    }
    return !triggers.empty();
}

std::vector<TimeItem> GroupReader::times_of(const Group& group, bool in_purpose) const {
    std::vector<TimeItem> items;
    for (const TimeItem& item : times_) {
        if (item.begin >= group.clause.begin && item.begin < group.clause.end &&
            group.in_purpose(item.begin) == in_purpose) {
            items.push_back(item);
        }
    }
    return items;
}

void GroupReader::add_duties(const Group& group, std::span<const Time> times, Reading& reading) const {
    const Subject subject = find_subject(phrase_, group.clause.triggers.front().begin);
    const auto add = [&](Duty duty, std::size_t begin, std::size_t end) {
        duty.reporter = subject.found() ? subject.names : subject_;
        duty.recipient = recipient_for(group, begin, end, times);
        duty.via = group.addressees.via;
        duty.forward_to = names_of(phrase_, group.addressees.forwards);
        reading.duties.push_back(std::move(duty));
    };
    for (const Time& time : times) {
        add(duty_of(time), time.begin, time.end);
    }
    if (times.empty() || group.occasion.extraordinary) {
        Duty duty;
        duty.words = group.occasion.words;
        add(std::move(duty), group.occasion.at, group.occasion.at + 1);
    }
}

/// "gửi Sở Y tế trước ngày 10/6 để tổng hợp, báo cáo UBND tỉnh trước ngày 20/6": the second day is the recipient's.
void GroupReader::add_forwarded(const Group& group, std::span<const Time> times, const std::vector<TimeItem>& items,
                                Reading& reading) const {
    const Addressees& addressees = group.addressees;
    if (addressees.forwards.empty() || addressees.recipients.empty() || items.empty()) {
        return;
    }
    const bool periodic = group.periodic || std::any_of(times.begin(), times.end(), [](const Time& time) {
                              return time.frequency == Frequency::periodic;
                          });
    for (const Time& time : pair_times(phrase_, items, periodic, reading.unclear)) {
        Duty duty = duty_of(time);
        duty.reporter = names_of(phrase_, addressees.recipients);
        duty.recipient = names_of(phrase_, addressees.forwards);
        reading.duties.push_back(std::move(duty));
    }
}

bool GroupReader::is_duty(const Group& group, const std::vector<Time>& times) const {
    const auto has = [&](Kind kind) {
        return std::any_of(group.clause.triggers.begin(), group.clause.triggers.end(),
                           [&](const Trigger& trigger) { return trigger.kind == kind; });
    };
    const bool sends = has(Kind::send) && !group.addressees.recipients.empty();
    if (!times.empty()) {
        const bool one_day =
            std::any_of(times.begin(), times.end(), [](const Time& time) { return time.frequency == Frequency::once; });
        const bool dated = std::any_of(times.begin(), times.end(), [](const Time& time) { return time.names_day; });
        return has(Kind::report) || sends || (has(Kind::send) && dated) ||
               (has(Kind::raise) && !group.addressees.recipients.empty()) ||
               (has(Kind::submit) && dated && !group.addressees.recipients.empty()) || (has(Kind::prepare) && one_day);
    }
    if (has(Kind::raise) && !group.addressees.recipients.empty()) {
        return true;
    }
    const bool occasion = !group.occasion.words.empty();
    if (has(Kind::report)) {
        return occasion || (!group.addressees.recipients.empty() && !decides_after(group));
    }
    return sends && occasion;
}

bool GroupReader::decides_after(const Group& group) const {
    return std::any_of(group.addressees.recipients.begin(), group.addressees.recipients.end(),
                       [&](const Addressee& recipient) {
                           std::size_t at = recipient.end;
                           while (is_mark(phrase_.word(at)) && at < group.clause.end) {
                               ++at;
                           }
                           return phrase_.has_any(at, decisions);
                       });
}

/// All recipients, or where several stand between several times the nearest: behind its time where the first recipient
/// stands behind the first time, else before it.
std::string GroupReader::recipient_for(const Group& group, std::size_t begin, std::size_t end,
                                       std::span<const Time> times) const {
    const auto& recipients = group.addressees.recipients;
    const bool one_place =
        recipients.size() < 2 || times.size() < 2 || std::none_of(times.begin(), times.end(), [&](const Time& time) {
            return time.begin > recipients.front().begin && time.begin < recipients.back().begin;
        });
    if (one_place) {
        return names_of(phrase_, recipients);
    }
    const bool behind = recipients.front().begin > times.front().begin;
    const Addressee* nearest = nullptr;
    for (const Addressee& each : recipients) {
        if (behind ? each.begin >= begin && nearest == nullptr : each.begin < end) {
            nearest = &each;
        }
    }
    return names_of(phrase_, std::span(nearest != nullptr ? nearest
                                       : behind           ? &recipients.back()
                                                          : &recipients.front(),
                                       1));
}

/// Words of a time that no item covers: "trước ngày 31/2", "định kỳ 2 tháng một lần".
void GroupReader::note_unclear(const Group& group, Reading& reading) const {
    for (std::size_t at = group.clause.begin; at < group.clause.end; ++at) {
        if (marks_.is_time(at) || marks_.is_exempt(at) || group.in_purpose(at)) {
            continue;
        }
        const bool limit = (phrase_.has(at, "trước") || phrase_.has(at, "chậm nhất") || phrase_.has(at, "muộn nhất")) &&
                           (phrase_.is_number(at + 1) || phrase_.has(at + 1, "ngày") || phrase_.is_number(at + 2) ||
                            phrase_.has(at + 2, "ngày"));
        constexpr Words each[] = {"định kỳ", "định kì", "mỗi", "cứ"};
        const std::size_t length = phrase_.match_any(at, each);
        const bool cycle = length != 0 && phrase_.is_number(at + length);
        if (!limit && !cycle) {
            continue;
        }
        std::size_t end = at + 1;
        while (end < group.clause.end && phrase_.word(end) != "," && phrase_.word(end) != ")" &&
               phrase_.word(end) != ";" && phrase_.word(end) != "." && end - at < 14) {
            ++end;
        }
        reading.unclear.push_back(phrase_.text(at, end));
        at = end;
    }
}

}  // namespace rules::reporting
