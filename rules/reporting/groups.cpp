#include "rules/reporting/groups.hpp"

#include "rules/reporting/names.hpp"
#include "rules/reporting/subject.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using Words = std::string_view;
using Kind = Trigger::Kind;

/// Occasions of a report that comes when something happens or somebody asks (Decree 09/2019 art. 4: đột xuất). The
/// first that stands in the group is shown.
constexpr Words occasions[] = {"đột xuất khi có yêu cầu",
                               "đột xuất theo yêu cầu",
                               "khi có yêu cầu",
                               "theo yêu cầu",
                               "khi được yêu cầu",
                               "đột xuất",
                               "kịp thời",
                               "khi phát sinh",
                               "khi cần",
                               "nếu cần",
                               "nếu có khó khăn",
                               "có khó khăn",
                               "gặp khó khăn",
                               "có vướng mắc",
                               "nếu có vướng mắc",
                               "phát sinh khó khăn",
                               "phát sinh vướng mắc",
                               "khó khăn , vướng mắc",
                               "khó khăn vướng mắc",
                               "ngay khi",
                               "trường hợp",
                               "theo quy định",
                               "định kỳ",
                               "định kì",
                               "thường xuyên",
                               "vấn đề phát sinh",
                               "nếu phát sinh",
                               "sau khi",
                               "ngay sau khi",
                               "kể từ khi",
                               "kể từ ngày",
                               "có vấn đề",
                               "nếu có",
                               "kết thúc"};

constexpr Words extraordinary[] = {"đột xuất", "khi có yêu cầu", "khi được yêu cầu", "theo yêu cầu"};

/// After the recipient, these tell that a decision is asked for and not a report laid down.
constexpr Words decisions[] = {"xem xét",   "quyết định",  "phê duyệt",  "ban hành",  "bố trí",         "cho ý kiến",
                               "chỉ đạo",   "cho phép",    "điều chỉnh", "thành lập", "cho chủ trương", "thống nhất",
                               "phân bổ",   "xử lý",       "đưa",        "hỗ trợ",    "bổ sung",        "cấp",
                               "giao",      "về việc",     "phương án",  "đề nghị",   "giải quyết",     "tháo gỡ",
                               "thông qua", "khen thưởng", "trước khi"};

constexpr Words purposes[] = {"để", "nhằm", "phục vụ", "làm cơ sở", "làm căn cứ"};

/// A clause after a comma that begins so goes on with the duty and not with a purpose.
constexpr Words after_purpose[] = {"định kỳ",    "định kì",   "đề nghị",   "yêu cầu", "kịp thời",        "gửi",
                                   "đồng thời",  "nộp",       "thực hiện", "giao",    "báo cáo kết quả", "báo cáo gửi",
                                   "báo cáo về", "chậm nhất", "trước"};

constexpr Words towards[] = {"về",  "cho",    "tới",     "đến",     "lên",     "với",
                             "gửi", "gửi về", "gửi đến", "gửi tới", "gửi cho", "tới cho"};

/// Who passes a report on inside a purpose.
constexpr Words passing_on[] = {"báo cáo", "trình",     "tham mưu",     "gửi",        "báo cáo với", "báo cáo lên",
                                "gửi về",  "trình lên", "tham mưu cho", "báo cáo về", "gửi đến",     "báo cáo cho"};

bool is_mark(Words word) {
    return word == "," || word == ";" || word == "(" || word == ")" || word == "-" || word == "–" || word == "." ||
           word == ":";
}

}  // namespace

GroupReader::GroupReader(const Phrase& phrase, const deadlines::ParseContext& context, std::string_view subject)
    : phrase_(phrase), context_(context), subject_(subject), triggers_(find_triggers(phrase)) {
    if (!triggers_.empty()) {
        times_ = find_times(phrase, context);
        in_time_.assign(phrase.size(), false);
        for (const TimeItem& item : times_) {
            std::fill_n(in_time_.begin() + static_cast<std::ptrdiff_t>(item.begin), item.end - item.begin, true);
        }
    }
}

void GroupReader::read(Reading& reading) {
    if (triggers_.empty()) {
        return;
    }
    for (Group& group : split()) {
        read_group(group, reading);
    }
}

bool GroupReader::is_time(std::size_t at) const {
    return at < in_time_.size() && in_time_[at];
}

/// Segments between semicolons; one that begins with a time or goes on sending belongs to the one before.
std::vector<GroupReader::Group> GroupReader::split() const {
    std::vector<Group> groups;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= phrase_.size(); ++at) {
        if (at < phrase_.size() && (phrase_.word(at) != ";" || phrase_.depth(at) != 0)) {
            continue;
        }
        if (!groups.empty() && goes_on(begin, at)) {
            groups.back().end = at;
        } else {
            groups.push_back({});
            groups.back().begin = begin;
            groups.back().end = at;
        }
        begin = at + 1;
    }
    for (const Trigger& trigger : triggers_) {
        const auto holds = [&](const Group& group) {
            return trigger.begin >= group.begin && trigger.begin < group.end;
        };
        const auto found = std::find_if(groups.begin(), groups.end(), holds);
        if (found != groups.end()) {
            found->triggers.push_back(trigger);
        }
    }
    return groups;
}

bool GroupReader::goes_on(std::size_t segment, std::size_t end) const {
    const bool reported = std::any_of(triggers_.begin(), triggers_.end(), [&](const Trigger& trigger) {
        return trigger.begin < segment && trigger.kind != Kind::prepare;
    });
    constexpr Words links[] = {"và", "đồng thời", "riêng", "đối với", "còn", "-", "+"};
    std::size_t at = segment;
    while (at < end && phrase_.has_any(at, links)) {
        at += phrase_.match_any(at, links);
    }
    constexpr Words openings[] = {"báo cáo", "gửi", "định kỳ", "đột xuất", "nộp", "trong năm"};
    return reported && at < end && (is_time(at) || phrase_.has_any(at, openings));
}

void GroupReader::read_group(Group& group, Reading& reading) {
    if (group.triggers.empty()) {
        return;
    }
    mark_purposes(group);
    const auto in_purpose = [&](const Trigger& trigger) {
        return group.in_purpose(trigger.begin) || is_time(trigger.begin);
    };
    group.triggers.erase(std::remove_if(group.triggers.begin(), group.triggers.end(), in_purpose),
                         group.triggers.end());
    drop_preparing(group);
    if (group.triggers.empty()) {
        return;
    }
    find_via(group);
    find_addressees(group);
    find_occasion(group);

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
    const Subject subject = find_subject(phrase_, group.triggers.front().begin);
    const auto add = [&](Duty duty, std::size_t begin, std::size_t end) {
        duty.reporter = subject.found() ? subject.names : subject_;
        duty.recipient = recipient_for(group, begin, end, times);
        duty.via = group.via;
        duty.forward_to = names(group.forwards);
        reading.duties.push_back(std::move(duty));
    };
    for (const Time& time : times) {
        Duty duty;
        duty.frequency = time.frequency;
        duty.recurrence = time.recurrence;
        duty.names_day = time.names_day;
        duty.due = time.due;
        duty.words = time.words;
        duty.due_words = time.due_words;
        add(std::move(duty), time.begin, time.end);
    }
    if (times.empty() || group.extraordinary) {
        Duty duty;
        duty.words = group.occasion;
        add(std::move(duty), group.occasion_at, group.occasion_at + 1);
    }
    std::move(unclear.begin(), unclear.end(), std::back_inserter(reading.unclear));
    note_unclear(group, reading);
    add_forwarded(group, later, reading);
}

/// Where there is a verb of reporting, "triển khai", "xây dựng kế hoạch" beside it are what the report is about.
void GroupReader::drop_preparing(Group& group) {
    const auto prepares = [](const Trigger& trigger) { return trigger.kind == Kind::prepare; };
    if (!std::all_of(group.triggers.begin(), group.triggers.end(), prepares)) {
        group.triggers.erase(std::remove_if(group.triggers.begin(), group.triggers.end(), prepares),
                             group.triggers.end());
    }
}

void GroupReader::mark_purposes(Group& group) const {
    group.purpose.assign(group.end - group.begin, false);
    bool inside = false;
    int depth = 0;
    bool sent = false;
    for (std::size_t at = group.begin; at < group.end; ++at) {
        const auto opens = [&] {
            if (phrase_.has_any(at, purposes) && (!phrase_.is_capital(at) || at == group.begin)) {
                return true;
            }
            // "gửi Sở Y tế tổng hợp, báo cáo UBND tỉnh"
            return sent && phrase_.has(at, "tổng hợp") && !phrase_.ends_before(at, "để") &&
                   !phrase_.ends_before(at, "kế hoạch") && !phrase_.ends_before(at, ",");
        };
        if (inside && (ends_purpose(at) || phrase_.depth(at) < depth)) {
            inside = false;
        }
        if (!inside && opens()) {
            inside = true;
            depth = phrase_.depth(at);
        }
        group.purpose[at - group.begin] = inside;
        const bool names_recipient = begins_unit(phrase_, at) && at > group.begin;
        if (names_recipient && std::any_of(group.triggers.begin(), group.triggers.end(), [&](const Trigger& trigger) {
                return trigger.begin < at && trigger.kind != Kind::prepare;
            })) {
            sent = true;
        }
    }
}

bool GroupReader::ends_purpose(std::size_t at) const {
    if (at == 0 || phrase_.word(at - 1) != ",") {
        return phrase_.has(at, "đề nghị các") || phrase_.has(at, "yêu cầu các");
    }
    return phrase_.has_any(at, after_purpose);
}

/// "tham mưu UBND tỉnh trình Chính phủ": the report is made for UBND tỉnh, which passes it on.
bool GroupReader::take_advice(Group& group) const {
    const std::size_t trigger = group.triggers.front().begin;
    for (std::size_t at = group.begin; at < trigger; ++at) {
        if (!phrase_.has(at, "tham mưu")) {
            continue;
        }
        std::size_t unit = at + 2;
        unit += phrase_.match(unit, "cho");
        unit += phrase_.match(unit, "giúp");
        if (begins_unit(phrase_, unit) && end_of_units(phrase_, unit) == trigger) {
            group.recipients.push_back({at, unit, trigger});
            return true;
        }
    }
    return false;
}

void GroupReader::find_addressees(Group& group) const {
    const bool advised = take_advice(group);
    const std::size_t first = group.triggers.front().begin;
    std::vector<Addressee>& recipients = group.recipients;
    for (std::size_t at = first; at < group.end; ++at) {
        const auto trigger = std::find_if(group.triggers.begin(), group.triggers.end(), [&](const Trigger& each) {
            return each.begin == at && each.kind != Kind::prepare;
        });
        const bool purpose = group.in_purpose(at);
        std::size_t unit = 0;
        if (purpose) {
            if (const std::size_t length = phrase_.match_any(at, passing_on)) {
                unit = at + length;
            }
        } else if (trigger != group.triggers.end()) {
            unit = trigger->end;
            // "báo cáo và kiến nghị UBND tỉnh", "báo cáo, đề xuất UBND tỉnh"
            constexpr Words also[] = {"và kiến nghị", ", kiến nghị", "và đề xuất", ", đề xuất", ", tham mưu",
                                      "và tham mưu",  "ngay",        "kịp thời",   "trực tiếp", "định kỳ",
                                      "bằng văn bản", "đột xuất",    "đồng thời",  "nhanh",     "đầy đủ"};
            unit += phrase_.match_any(unit, also);
            unit += phrase_.match_any(unit, towards);
        } else if (const std::size_t length = phrase_.match_any(at, towards);
                   length != 0 && phrase_.depth(at) <= phrase_.depth(first)) {
            const bool other_use = phrase_.ends_before(at, "phối hợp") || phrase_.ends_before(at, "cùng") ||
                                   phrase_.ends_before(at, "đối") || phrase_.ends_before(at, "so") ||
                                   (phrase_.has(at, "về") && phrase_.ends_before(at, "nước"));
            unit = other_use ? 0 : at + length;
        }
        if (unit == 0 || unit >= group.end || !begins_unit(phrase_, unit)) {
            continue;
        }
        std::size_t end = std::min(end_of_units(phrase_, unit), group.end);
        const Addressee found{at, unit, end};
        const bool handed_on =
            advised || (trigger != group.triggers.end() && !recipients.empty() && recipients.back().end == at);
        if (purpose || handed_on) {
            group.forwards.push_back(found);
        } else {
            recipients.push_back(found);
        }
        at = end - 1;
    }
}

void GroupReader::find_via(Group& group) const {
    constexpr Words offices[] = {"phòng",     "văn phòng", "chi cục", "trung tâm", "ban", "bộ phận",
                                 "thanh tra", "vụ",        "cục",     "khoa",      "tổ"};
    for (std::size_t at = group.triggers.front().begin; at < group.end; ++at) {
        std::size_t unit = 0;
        // "về Sở Y tế (Phòng Nghiệp vụ Y)": the office that it goes through.
        if (phrase_.word(at) == "(" && phrase_.has_any(at + 1, offices) && begins_unit(phrase_, at + 1) &&
            phrase_.word(end_of_units(phrase_, at + 1)) == ")") {
            unit = at + 1;
        } else if (phrase_.has(at, "thông qua") && !phrase_.has(at + 2, "báo cáo")) {
            unit = at + 2;
        } else if (phrase_.has(at, "qua")) {
            unit = at + 1;
        }
        constexpr Words hub[] = {"đầu mối", "đầu mối là", "cơ quan đầu mối là", "cơ quan thường trực là"};
        unit += unit != 0 ? phrase_.match_any(unit, hub) : 0;
        if (unit != 0 && unit < group.end && begins_unit(phrase_, unit)) {
            group.via = phrase_.text(unit, std::min(end_of_units(phrase_, unit), group.end));
            return;
        }
    }
}

void GroupReader::find_occasion(Group& group) const {
    for (std::size_t at = group.begin; at < group.end; ++at) {
        if (group.in_purpose(at)) {
            continue;
        }
        group.periodic = group.periodic || phrase_.has(at, "định kỳ") || phrase_.has(at, "định kì");
        const bool event = phrase_.ends_before(at, "sự kiện") || phrase_.ends_before(at, "nhiệm vụ");
        if (!event && phrase_.has_any(at, extraordinary)) {
            group.extraordinary = true;
        }
    }
    for (const Words occasion : occasions) {
        for (std::size_t at = group.begin; at < group.end; ++at) {
            const std::size_t length = group.in_purpose(at) ? 0 : phrase_.match(at, occasion);
            if (length == 0) {
                continue;
            }
            std::size_t end = at + length;
            while (end < group.end && phrase_.is_word(end) && !is_time(end) && end - at < 12 && occasion != "định kỳ" &&
                   occasion != "kịp thời" && occasion != "theo quy định" && occasion != "thường xuyên") {
                ++end;
            }
            group.occasion = phrase_.text(at, end);
            group.occasion_at = at;
            return;
        }
    }
}

std::vector<TimeItem> GroupReader::times_of(const Group& group, bool in_purpose) const {
    std::vector<TimeItem> items;
    for (const TimeItem& item : times_) {
        if (item.begin >= group.begin && item.begin < group.end && group.in_purpose(item.begin) == in_purpose) {
            items.push_back(item);
        }
    }
    return items;
}

bool GroupReader::is_duty(const Group& group, const std::vector<Time>& times) const {
    const auto has = [&](Kind kind) {
        return std::any_of(group.triggers.begin(), group.triggers.end(),
                           [&](const Trigger& trigger) { return trigger.kind == kind; });
    };
    const bool sends = has(Kind::send) && !group.recipients.empty();
    if (!times.empty()) {
        const bool one_day =
            std::any_of(times.begin(), times.end(), [](const Time& time) { return time.frequency == Frequency::once; });
        const bool dated = std::any_of(times.begin(), times.end(), [](const Time& time) { return time.names_day; });
        return has(Kind::report) || sends || (has(Kind::send) && dated) ||
               (has(Kind::raise) && !group.recipients.empty()) ||
               (has(Kind::submit) && dated && !group.recipients.empty()) || (has(Kind::prepare) && one_day);
    }
    if (has(Kind::raise) && !group.recipients.empty()) {
        return true;
    }
    const bool occasion = !group.occasion.empty();
    if (has(Kind::report)) {
        return occasion || (!group.recipients.empty() && !decides_after(group));
    }
    return sends && occasion;
}

bool GroupReader::decides_after(const Group& group) const {
    return std::any_of(group.recipients.begin(), group.recipients.end(), [&](const Addressee& recipient) {
        std::size_t at = recipient.end;
        while (is_mark(phrase_.word(at)) && at < group.end) {
            ++at;
        }
        return phrase_.has_any(at, decisions);
    });
}

std::string GroupReader::names(std::span<const Addressee> addressees) const {
    std::string all;
    for (const Addressee& each : addressees) {
        const std::string name = phrase_.text(each.begin, each.end);
        if (all.find(name) == std::string::npos) {
            all += (all.empty() ? "" : "; ") + name;
        }
    }
    return all;
}

/// All recipients, or where several stand between several times the nearest: behind its time where the first recipient
/// stands behind the first time, else before it.
std::string GroupReader::recipient_for(const Group& group, std::size_t begin, std::size_t end,
                                       std::span<const Time> times) const {
    const auto& recipients = group.recipients;
    const bool one_place =
        recipients.size() < 2 || times.size() < 2 || std::none_of(times.begin(), times.end(), [&](const Time& time) {
            return time.begin > recipients.front().begin && time.begin < recipients.back().begin;
        });
    if (one_place) {
        return names(recipients);
    }
    const bool behind = recipients.front().begin > times.front().begin;
    const Addressee* nearest = nullptr;
    for (const Addressee& each : recipients) {
        if (behind ? each.begin >= begin && nearest == nullptr : each.begin < end) {
            nearest = &each;
        }
    }
    return names(std::span(nearest != nullptr ? nearest : behind ? &recipients.back() : &recipients.front(), 1));
}

/// "gửi Sở Y tế trước ngày 10/6 để tổng hợp, báo cáo UBND tỉnh trước ngày 20/6": the second day is the recipient's.
void GroupReader::add_forwarded(const Group& group, const std::vector<TimeItem>& items, Reading& reading) const {
    if (group.forwards.empty() || group.recipients.empty() || items.empty()) {
        return;
    }
    for (const Time& time : pair_times(phrase_, items, group.periodic, reading.unclear)) {
        Duty duty;
        duty.frequency = time.frequency;
        duty.recurrence = time.recurrence;
        duty.names_day = time.names_day;
        duty.due = time.due;
        duty.words = time.words;
        duty.due_words = time.due_words;
        duty.reporter = names(group.recipients);
        duty.recipient = names(group.forwards);
        reading.duties.push_back(std::move(duty));
    }
}

/// Words of a time that no item covers: "trước ngày 31/2", "định kỳ 2 tháng một lần".
void GroupReader::note_unclear(const Group& group, Reading& reading) const {
    for (std::size_t at = group.begin; at < group.end; ++at) {
        if (is_time(at) || group.in_purpose(at)) {
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
        while (end < group.end && phrase_.word(end) != "," && phrase_.word(end) != ")" && phrase_.word(end) != ";" &&
               phrase_.word(end) != "." && end - at < 14) {
            ++end;
        }
        reading.unclear.push_back(phrase_.text(at, end));
        at = end;
    }
}

}  // namespace rules::reporting
