#include "daemon/outbox/template_samples.hpp"

#include "daemon/outbox/summary_words.hpp"
#include "daemon/outbox/template_data.hpp"

#include <algorithm>
#include <array>

namespace dondoc::outbox {

namespace {

using kainjow::mustache::data;

constexpr const char* word = "x";

DigestLine sample_line() {
    DigestLine line;
    for (auto field : {&DigestLine::subject, &DigestLine::source, &DigestLine::title, &DigestLine::deliverable,
                       &DigestLine::to, &DigestLine::form, &DigestLine::how, &DigestLine::words, &DigestLine::due,
                       &DigestLine::left, &DigestLine::role, &DigestLine::condition, &DigestLine::answer})
        line.*field = word;
    line.remarks = {word};
    return line;
}

Digest sample_digest() {
    Digest digest;
    digest.recipient.head = true;
    digest.recipient_name = word;
    digest.date = word;
    DigestLine later = sample_line();
    later.due_date += std::chrono::days{1};
    for (auto& lines : digest.lines) lines.assign(5, sample_line());
    for (auto& lines : digest.lines) lines.push_back(later);
    digest.alerts = {AlertLine{}};
    digest.more_alerts = 1;
    digest.alerts_summary = word;
    digest.outage = word;
    digest.held = {{.headline = word, .lines = {word}}};
    return digest;
}

SummaryWords sample_summary() {
    SummaryWords words;
    for (auto field : {&SummaryWords::every, &SummaryWords::title, &SummaryWords::recipient, &SummaryWords::as_of,
                       &SummaryWords::since, &SummaryWords::headline, &SummaryWords::columns})
        words.*field = word;
    const SummaryWords::Unit unit{word, word, word, word, word, word, word, word};
    words.units = {unit};
    words.all = unit;
    words.overdue = {{word, word, word, word, word, true}};
    words.sections = {{word, {word}, 1}};
    words.more_units = words.overdue_count = words.more_overdue = 1;
    return words;
}

/// What the texts of messaging services may show besides.
void add_chat(data& values) {
    for (const char* name : {"total", "first_due", "strong", "end"}) values.set(name, word);
    for (const char* name : {"page", "rest"}) set_optional(values, name, word);
}

data body_values(data values) {
    add_chat(values);
    for (const char* name : {"text", "subject", "to", "id", "recipient", "count"}) values.set(name, word);
    data line;
    line.set("text", word);
    line.set("first", data(true));
    line.set("last", data(true));
    data lines(data::type::list);
    lines.push_back(line);
    data paragraph;
    paragraph.set("lines", lines);
    paragraph.set("last", data(true));
    data paragraphs(data::type::list);
    paragraphs.push_back(paragraph);
    values.set("paragraphs", paragraphs);
    return values;
}

}  // namespace

std::optional<std::vector<data>> sample_values(std::string_view stem) {
    const model::RuleBook book{};
    const Sender sender{.site_name = word, .mail_from = {}, .domain = {}};
    const ChannelKinds channels;
    const Templates templates;
    const ComposeContext context{
        .book = book, .sender = sender, .channels = channels, .templates = templates, .now = {}, .utc_offset = {}};
    if (stem == "summary") return std::vector<data>{summary_data(sample_summary(), context)};
    if (stem == "style") return std::vector<data>{data{}};
    if (stem == "digest" || stem == "line" || stem == "body") {
        data values = digest_data(sample_digest(), context);
        add_chat(values);
        if (stem == "body") return std::vector<data>{body_values(std::move(values))};
        std::vector<data> all{values};
        if (stem == "line") all.push_back(line_data(sample_line()));
        return all;
    }
    data values;
    if (stem == "dead_letter") {
        values = letter_data({.recipient = word,
                              .to = word,
                              .channel = word,
                              .subject_line = word,
                              .reason = word,
                              .answer = word,
                              .attempts = 1,
                              .note = word},
                             context);
    } else if (stem == "notice") {
        values = notice_data({.headline = word, .intro = word, .lines = {word}, .more = 1, .todo = word}, context);
    } else {
        return std::nullopt;
    }
    add_chat(values);
    return std::vector<data>{std::move(values)};
}

}  // namespace dondoc::outbox
