#include "daemon/outbox/render.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <kainjow/mustache.hpp>

#include <array>
#include <cassert>

namespace dondoc::outbox {

namespace json = boost::json;
namespace mustache = kainjow::mustache;
using mustache::data;

namespace {

constexpr std::array<std::string_view, parts> part_keys{"overdue", "today", "week", "later"};

std::string fill(const std::string& text, const data& values, bool html) {
    mustache::mustache view(text);
    if (!html) view.set_custom_escape([](const std::string& value) { return value; });
    return view.render(values);
}

Templates read_templates() {
    Templates templates;
    for (const auto& [name, text] : embedded_templates()) templates.emplace(name, text);
    return templates;
}

const std::string& builtin_template(std::string_view name, std::string_view locale) {
    const Templates& builtin = builtin_templates();
    auto found = builtin.find(fmt::format("{}/{}.mustache", locale, name));
    if (found == builtin.end()) found = builtin.find(fmt::format("vi/{}.mustache", name));
    assert(found != builtin.end());
    return found->second;
}

/// The site's template where it is there and sound, else the built-in one of the locale, else Vietnamese.
const std::string& pick_template(std::string_view name, std::string_view locale, const Templates& site) {
    const auto own = site.find(fmt::format("{}/{}.mustache", locale, name));
    return own != site.end() && template_fault(own->second).empty() ? own->second : builtin_template(name, locale);
}

/// One blank line is as good as several: what optional sections leave behind.
std::string single_blank_lines(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' && out.ends_with("\n\n")) continue;
        out += c;
    }
    return out;
}

Rendered fill_all(std::string_view name, std::string_view locale, data values, const Templates& site) {
    const auto one = [&](std::string_view kind) {
        const bool html = kind == "html";
        if (kind != "subject") {
            const std::string& line = pick_template(html ? "line.html" : "line.txt", locale, site);
            values.set("line", mustache::partial([&line] { return line; }));
        }
        return fill(pick_template(fmt::format("{}.{}", name, kind), locale, site), values, html);
    };
    return {.subject = one_line(one("subject")), .text = single_blank_lines(one("txt")), .html = one("html")};
}

/// A text for a section that is shown only where it says something.
void set_optional(data& values, const std::string& name, const std::string& text) {
    if (text.empty()) {
        values.set(name, data(false));
        return;
    }
    data inner;
    inner.set("text", text);
    values.set(name, inner);
}

data to_data(const DigestLine& line) {
    data values;
    values.set("subject", line.subject);
    values.set("source", line.source);
    values.set("title", line.title);
    values.set("words", line.words);
    values.set("due", line.due);
    values.set("left", line.left);
    values.set("role", line.role);
    set_optional(values, "deliverable", line.deliverable);
    set_optional(values, "condition", line.condition);
    data remarks(data::type::list);
    for (const auto& remark : line.remarks) {
        data value;
        value.set("text", remark);
        remarks.push_back(value);
    }
    values.set("remarks", remarks);
    return values;
}

/// "2 quá hạn, 1 hôm nay": the counts that are not zero.
std::string summary_of(const Digest& digest) {
    static constexpr std::array vi{"quá hạn", "hôm nay", "trong 7 ngày tới", "sắp tới"};
    static constexpr std::array en{"overdue", "today", "within 7 days", "coming up"};
    std::string summary = digest.alerts_summary;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t count = digest.lines.at(part).size();
        if (count == 0) continue;
        summary +=
            fmt::format("{}{} {}", summary.empty() ? "" : ", ", count, (digest.locale == "en" ? en : vi).at(part));
    }
    return summary;
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

data to_data(const Digest& digest, const ComposeContext& context) {
    data values;
    values.set("summary", summary_of(digest));
    values.set("alerts", alerts_data(digest));
    values.set("reminds", data(digest.count() > 0));
    values.set("site", context.sender.site_name);
    values.set("recipient", digest.recipient_name);
    values.set("head", data(digest.recipient.head));
    values.set("date", digest.date);
    values.set("count", std::to_string(digest.count()));
    for (std::size_t part = 0; part < parts; ++part) {
        const auto& lines = digest.lines.at(part);
        data list(data::type::list);
        for (const DigestLine& line : lines) list.push_back(to_data(line));
        data section;
        section.set("count", std::to_string(lines.size()));
        section.set("lines", list);
        values.set(std::string(part_keys.at(part)), lines.empty() ? data(false) : section);
    }
    return values;
}

std::string utc_text(const ComposeContext& context) {
    return rules::dates::format_iso(context.now - context.utc_offset) + "Z";
}

std::string event(std::string_view type, const ComposeContext& context, json::object values) {
    json::object body;
    body["type"] = type;
    body["timestamp"] = utc_text(context);
    body["data"] = std::move(values);
    return json::serialize(body);
}

json::object to_json(const AlertLine& alert) {
    return {{"key", alert.key},
            {"check", alert.check},
            {"kind", model::alert_kind_name(alert.kind)},
            {"severity", severity_name(alert.severity)},
            {"since", rules::dates::format_iso(alert.since)},
            {"text", alert.text}};
}

json::object to_json(const DigestLine& line, std::string_view part) {
    json::object value;
    value["subject"] = line.subject;
    value["part"] = part;
    value["source"] = line.source;
    value["title"] = line.title;
    value["deliverable"] = line.deliverable;
    value["deadline_words"] = line.words;
    value["due"] = line.has_due ? json::value(rules::dates::format_iso(line.due_date)) : nullptr;
    value["event"] = line.event.empty() ? nullptr : json::value(line.event);
    value["due_text"] = line.due;
    value["left"] = line.left;
    value["role"] = line.role;
    value["condition"] = line.condition;
    json::array remarks;
    for (const auto& remark : line.remarks) remarks.emplace_back(remark);
    value["remarks"] = std::move(remarks);
    return value;
}

}  // namespace

const Templates& builtin_templates() {
    static const Templates templates = read_templates();
    return templates;
}

Rendered render_digest(const Digest& digest, const ComposeContext& context) {
    if (digest.alerts.empty()) return fill_all("digest", digest.locale, to_data(digest, context), context.templates);
    // A template of the site from before there were alerts would lose them.
    Templates able = context.templates;
    std::erase_if(able, [](const auto& entry) {
        const bool body = entry.first.find("/digest.txt.") != std::string::npos ||
                          entry.first.find("/digest.html.") != std::string::npos;
        return body && entry.second.find("{{#alerts}}") == std::string::npos;
    });
    return fill_all("digest", digest.locale, to_data(digest, context), able);
}

Rendered render_dead_letter(const DeadLetter& letter, std::string_view locale, const ComposeContext& context) {
    data values;
    values.set("site", context.sender.site_name);
    values.set("recipient", letter.recipient);
    values.set("to", letter.to);
    values.set("channel", letter.channel);
    values.set("subject_line", letter.subject_line);
    values.set("reason", letter.reason);
    values.set("attempts", std::to_string(letter.attempts));
    set_optional(values, "answer", letter.answer);
    return fill_all("dead_letter", locale, values, context.templates);
}

Rendered render_notice(const NoticeText& notice, std::string_view locale, const ComposeContext& context) {
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
    return fill_all("notice", locale, values, context.templates);
}

std::string render_json(const Digest& digest, const ComposeContext& context) {
    json::object values;
    values["site"] = context.sender.site_name;
    values["recipient"] = context.book.units[digest.recipient.unit].id;
    values["recipient_name"] = digest.recipient_name;
    values["head"] = digest.recipient.head;
    values["date"] = rules::dates::format_iso(rules::dates::date_of(context.now));
    json::array lines;
    for (std::size_t part = 0; part < parts; ++part) {
        for (const DigestLine& line : digest.lines.at(part)) lines.emplace_back(to_json(line, part_keys.at(part)));
    }
    values["lines"] = std::move(lines);
    json::array alerts;
    for (const AlertLine& alert : digest.alerts) alerts.emplace_back(to_json(alert));
    values["alerts"] = std::move(alerts);
    values["more_alerts"] = digest.more_alerts;
    return event("duty.reminder", context, std::move(values));
}

std::string render_json(const DeadLetter& letter, const ComposeContext& context) {
    json::object values;
    values["site"] = context.sender.site_name;
    values["recipient"] = letter.recipient;
    values["to"] = letter.to;
    values["channel"] = letter.channel;
    values["subject_line"] = letter.subject_line;
    values["reason"] = letter.reason;
    values["answer"] = letter.answer;
    values["attempts"] = letter.attempts;
    return event("delivery.failed", context, std::move(values));
}

std::string render_json(std::string_view type, const NoticeText& notice, const ComposeContext& context) {
    json::object values;
    values["site"] = context.sender.site_name;
    values["headline"] = notice.headline;
    values["intro"] = notice.intro;
    json::array lines;
    for (const auto& line : notice.lines) lines.emplace_back(line);
    values["lines"] = std::move(lines);
    values["more"] = notice.more;
    values["todo"] = notice.todo;
    return event(type, context, std::move(values));
}

std::string template_fault(const std::string& text) {
    mustache::mustache view(text);
    return view.is_valid() ? std::string() : view.error_message();
}

}  // namespace dondoc::outbox
