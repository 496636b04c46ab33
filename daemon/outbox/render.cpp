#include "daemon/outbox/render.hpp"

#include "daemon/outbox/dates_file.hpp"
#include "daemon/outbox/plain_text.hpp"
#include "daemon/outbox/template_data.hpp"
#include "daemon/outbox/templates.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <kainjow/mustache.hpp>

namespace dondoc::outbox {

namespace json = boost::json;
namespace mustache = kainjow::mustache;
using mustache::data;

namespace {

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
    value["to"] = line.to;
    value["form"] = line.form;
    value["how"] = line.how;
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
    value["answer_url"] = line.answer.empty() ? nullptr : json::value(line.answer);
    return value;
}

}  // namespace

Rendered fill_all(std::string_view name, std::string_view locale, data values, const Templates& site) {
    const auto one = [&](std::string_view kind) {
        const bool html = kind == "html";
        const auto partial = [&](const std::string& partial_name, std::string_view file) {
            const std::string& text = pick_template(file, locale, site);
            values.set(partial_name, mustache::partial([&text] { return text; }));
        };
        if (kind != "subject") partial("line", html ? "line.html" : "line.txt");
        if (html) partial("style", "style.css");
        return fill(pick_template(fmt::format("{}.{}", name, kind), locale, site), values, html ? Escape() : as_it_is);
    };
    return {
        .subject = one_line(one("subject")), .text = wrap_text(single_blank_lines(one("txt"))), .html = one("html")};
}

Rendered render_digest(const Digest& digest, const ComposeContext& context) {
    Templates able = context.templates;
    if (!digest.alerts.empty()) leave_out_without("{{#alerts}}", able);
    if (!digest.held.empty()) leave_out_without("{{#held}}", able);
    Rendered rendered = fill_all("digest", digest.locale, digest_data(digest, context), able);
    if (auto file = dates_file(digest, context)) rendered.attachments.push_back(std::move(*file));
    return rendered;
}

Rendered render_dead_letter(const DeadLetter& letter, std::string_view locale, const ComposeContext& context) {
    return fill_all("dead_letter", locale, letter_data(letter, context), context.templates);
}

Rendered render_notice(const NoticeText& notice, std::string_view locale, const ComposeContext& context) {
    return fill_all("notice", locale, notice_data(notice, context), context.templates);
}

std::string render_json(const Digest& digest, const ComposeContext& context) {
    json::object values;
    values["site"] = context.sender.site_name;
    values["recipient"] = context.book.units[digest.recipient.unit].id;
    values["recipient_name"] = digest.recipient_name;
    values["head"] = digest.recipient.head;
    values["date"] = rules::dates::format_iso(rules::dates::date_of(context.now));
    json::array held;
    for (const HeldItem& item : digest.held) held.emplace_back(json::parse(to_json(item)));
    values["held"] = std::move(held);
    values["outage"] = digest.outage.empty() ? nullptr : json::value(digest.outage);
    json::array lines;
    for (std::size_t part = 0; part < parts; ++part) {
        for (const DigestLine& line : digest.lines.at(part)) lines.emplace_back(to_json(line, part_key(part)));
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
    values["note"] = letter.note;
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

}  // namespace dondoc::outbox
