#include "daemon/outbox/template_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dondoc::outbox {

using kainjow::mustache::data;

void set_optional(data& values, const std::string& name, const std::string& text) {
    if (text.empty()) {
        values.set(name, data(false));
        return;
    }
    data inner;
    inner.set("text", text);
    values.set(name, inner);
}

namespace {

/// The page that offers all that this recipient may say, and its parts for each answer.
data answer_data(const DigestLine& line) {
    if (line.answer.empty()) return data(false);
    data values;
    values.set("url", line.answer);
    for (const auto& [name, part] :
         {std::pair{"received", "received"}, {"done", "done"}, {"extend", "extend"}, {"not_ours", "not-ours"}})
        values.set(name, fmt::format("{}/{}", line.answer, part));
    values.set("leads", data(!line.supports));
    return values;
}

}  // namespace

data line_data(const DigestLine& line) {
    data values;
    values.set("subject", line.subject);
    values.set("source", line.source);
    values.set("title", line.title);
    values.set("words", line.words);
    values.set("due", line.due);
    values.set("left", line.left);
    values.set("role", line.role);
    set_optional(values, "deliverable", line.deliverable);
    set_optional(values, "to", line.to);
    set_optional(values, "form", line.form);
    set_optional(values, "how", line.how);
    set_optional(values, "condition", line.condition);
    data remarks(data::type::list);
    for (const auto& remark : line.remarks) {
        data value;
        value.set("text", remark);
        remarks.push_back(value);
    }
    values.set("remarks", remarks);
    values.set("answer", answer_data(line));
    return values;
}

namespace {

/// "2 quá hạn, 1 hôm nay": the counts that are not zero.
std::string summary_of(const Digest& digest) {
    static constexpr std::array vi{"quá hạn", "hôm nay", "trong 7 ngày", "sắp tới"};
    static constexpr std::array en{"overdue", "today", "within 7 days", "coming up"};
    std::string summary = digest.alerts_summary;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t count = digest.lines.at(part).size();
        if (count == 0) continue;
        summary +=
            fmt::format("{}{} {}", summary.empty() ? "" : ", ", count, (digest.locale == "en" ? en : vi).at(part));
    }
    if (!digest.held.empty())
        summary += fmt::format(
            fmt::runtime(digest.locale == "en" ? "{}{} held from the day before" : "{}{} giữ lại từ hôm trước"),
            summary.empty() ? "" : ", ", digest.held.size());
    return summary;
}

/// A list that does not fit on a screen or two begins with an overview.
constexpr std::size_t most_without_overview = 8;

data section_of(const std::vector<DigestLine>& lines) {
    if (lines.empty()) return data(false);
    data list(data::type::list);
    for (const DigestLine& line : lines) list.push_back(line_data(line));
    data section;
    section.set("count", std::to_string(lines.size()));
    section.set("lines", list);
    const auto dated = [](const DigestLine& line) { return line.has_due; };
    const auto first = std::find_if(lines.begin(), lines.end(), dated);
    const auto last = std::find_if(lines.rbegin(), lines.rend(), dated);
    set_optional(section, "first", first == lines.end() ? "" : rules::dates::format_vi(first->due_date));
    set_optional(
        section, "last",
        last == lines.rend() || last->due_date == first->due_date ? "" : rules::dates::format_vi(last->due_date));
    return section;
}

data alerts_data(const Digest& digest) {
    if (digest.alerts.empty()) return data(false);
    data list(data::type::list);
    for (const AlertLine& alert : digest.alerts) {
        data line;
        line.set("key", alert.key);
        line.set("label", alert.label);
        line.set("text", alert.text);
        line.set("remark", alert.remark);
        line.set("severity", alert.kind == model::Alert::Kind::cleared ? std::string("cleared")
                                                                       : std::string(severity_name(alert.severity)));
        list.push_back(line);
    }
    data section;
    section.set("count", std::to_string(digest.alerts.size() + digest.more_alerts));
    section.set("lines", list);
    set_optional(section, "more", digest.more_alerts == 0 ? std::string() : std::to_string(digest.more_alerts));
    return section;
}

data held_data(const Digest& digest) {
    if (digest.held.empty()) return data(false);
    data items(data::type::list);
    for (const HeldItem& item : digest.held) {
        data lines(data::type::list);
        for (const std::string& text : item.lines) {
            data line;
            line.set("text", text);
            lines.push_back(line);
        }
        data one;
        one.set("headline", item.headline);
        one.set("texts", lines);
        items.push_back(one);
    }
    data section;
    section.set("count", std::to_string(digest.held.size()));
    section.set("items", items);
    return section;
}

}  // namespace

data digest_data(const Digest& digest, const ComposeContext& context) {
    data values;
    values.set("summary", summary_of(digest));
    values.set("alerts", alerts_data(digest));
    values.set("reminds", data(digest.count() > 0));
    set_optional(values, "outage", digest.outage);
    values.set("held", held_data(digest));
    values.set("site", context.sender.site_name);
    values.set("recipient", digest.recipient_name);
    values.set("head", data(digest.recipient.head));
    values.set("date", digest.date);
    values.set("count", std::to_string(digest.count()));
    values.set("overview", data(digest.count() + digest.alerts.size() > most_without_overview));
    for (std::size_t part = 0; part < parts; ++part)
        values.set(std::string(part_key(part)), section_of(digest.lines.at(part)));
    return values;
}

data letter_data(const DeadLetter& letter, const ComposeContext& context) {
    data values;
    values.set("site", context.sender.site_name);
    values.set("recipient", letter.recipient);
    values.set("to", letter.to);
    values.set("channel", letter.channel);
    values.set("subject_line", letter.subject_line);
    values.set("reason", letter.reason);
    values.set("attempts", std::to_string(letter.attempts));
    set_optional(values, "answer", letter.answer);
    set_optional(values, "note", letter.note);
    return values;
}

data notice_data(const NoticeText& notice, const ComposeContext& context) {
    data lines(data::type::list);
    for (const auto& line : notice.lines) {
        data value;
        value.set("text", line);
        lines.push_back(value);
    }
    data values;
    values.set("site", context.sender.site_name);
    values.set("headline", notice.headline);
    values.set("intro", notice.intro);
    values.set("lines", lines);
    set_optional(values, "more", notice.more == 0 ? std::string() : std::to_string(notice.more));
    values.set("todo", notice.todo);
    return values;
}

}  // namespace dondoc::outbox
