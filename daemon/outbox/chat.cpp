#include "daemon/outbox/chat.hpp"

#include "daemon/outbox/chat_text.hpp"
#include "daemon/outbox/template_data.hpp"
#include "daemon/outbox/templates.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace dondoc::outbox {

namespace json = boost::json;
namespace mustache = kainjow::mustache;
using mustache::data;

namespace {

/// What stands between the quotes of a JSON text.
std::string json_escaped(const std::string& text) {
    const std::string quoted = json::serialize(json::string(text));
    return quoted.substr(1, quoted.size() - 2);
}

bool is_json(const std::string& text) {
    boost::system::error_code failure;
    json::parse(text, failure);
    return !failure;
}

/// The text as list of paragraphs of lines, for services that want each line in a box of its own.
data paragraphs_of(const std::string& text) {
    data paragraphs(data::type::list);
    const auto blocks = split(text, "\n\n");
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        data lines(data::type::list);
        const auto rows = split(blocks[b], "\n");
        for (std::size_t i = 0; i < rows.size(); ++i) {
            data line;
            line.set("text", rows[i]);
            line.set("first", data(i == 0));
            line.set("last", data(i + 1 == rows.size()));
            lines.push_back(line);
        }
        data paragraph;
        paragraph.set("lines", lines);
        paragraph.set("last", data(b + 1 == blocks.size()));
        paragraphs.push_back(paragraph);
    }
    return paragraphs;
}

/// Fills the body template of the site, or the built-in one where that makes no JSON.
std::string make_body(const std::string& text, const data& values, const ChatAddress& address, std::size_t page,
                      const Templates& site) {
    data all = values;
    const auto& service = address.form.service;
    all.set("text", text);
    all.set("paragraphs", paragraphs_of(text));
    all.set("subject", escape_for(service.escape)(address.subject));
    all.set("to", service.address == notifiers::Service::Address::phone ? international_phone(address.to) : address.to);
    all.set("id", address.id_of(page));
    data channel;
    for (const auto& [name, value] : address.form.settings) channel.set(name, value);
    all.set("channel", channel);

    const std::string name = service.name + "/body.json.mustache";
    for (const Templates* templates : {&site, &builtin_templates()}) {
        const auto found = templates->find(name);
        if (found == templates->end()) continue;
        std::string body = fill(found->second, all, json_escaped);
        if (is_json(body)) return body;
    }
    return fill(R"({"to": "{{to}}", "text": "{{text}}"})", all, json_escaped);
}

/// Splits one digest into pages: alerts, lines, and each line of what was held are items.
class Pager {
public:
    Pager(const Digest& digest, const ChatAddress& address, const ComposeContext& context)
        : digest_(digest),
          address_(address),
          context_(context),
          templates_(context.templates),
          items_(digest.alerts.size() + digest.count() + held_lines(digest.held)) {
        if (!digest.held.empty()) leave_out_without("{{#held}}", templates_);
    }

    std::vector<std::string> bodies() {
        std::vector<Page> pages;
        for (std::size_t first = 0; first < items_ || pages.empty();) {
            const bool last = pages.size() + 1 == address_.form.service.pages;
            Page page = largest_from(first, last);
            first = page.end;
            pages.push_back(page);
            if (last) break;
        }
        std::vector<std::string> bodies;
        for (std::size_t i = 0; i < pages.size(); ++i) {
            const std::string label = pages.size() > 1 ? fmt::format("{}/{}", i + 1, pages.size()) : std::string();
            bodies.push_back(body_of(pages[i], label, i + 1));
        }
        return bodies;
    }

private:
    struct Page {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool names_rest = false;
        bool short_lines = false;
    };

    /// The most that fits, at least one item: shortened where it must be.
    Page largest_from(std::size_t first, bool last) const {
        const auto page_to = [&](std::size_t end) { return Page{first, end, last && end < items_, false}; };
        if (fits(page_to(items_))) return page_to(items_);
        std::size_t good = first;
        std::size_t bad = items_;
        while (bad - good > 1) {
            const std::size_t middle = good + (bad - good) / 2;
            (fits(page_to(middle)) ? good : bad) = middle;
        }
        Page page = page_to(std::max(good, std::min(first + 1, items_)));
        page.short_lines = good == first;
        return page;
    }

    bool fits(const Page& page) const {
        const auto& service = address_.form.service;
        const std::string text = text_of(page, "99/99");
        if (service.most_characters > 0 && utf16_length(text) > service.most_characters) return false;
        if (service.most_bytes == 0) return true;
        return make_body(text, values_of(page, "99/99"), address_, 99, context_.templates).size() <= service.most_bytes;
    }

    std::string body_of(const Page& page, const std::string& label, std::size_t number) const {
        const auto& service = address_.form.service;
        std::string text = text_of(page, label);
        if (service.most_characters > 0) text = cut_text(text, service.most_characters);
        return make_body(text, values_of(page, label), address_, number, context_.templates);
    }

    Digest part_of_digest(const Page& page) const {
        Digest part = digest_;
        const auto alerts = digest_.alerts.size();
        const auto keep = [&](auto& list, std::size_t before) {
            const auto begin = std::clamp(page.begin, before, before + list.size()) - before;
            const auto end = std::clamp(page.end, before, before + list.size()) - before;
            list = {list.begin() + static_cast<std::ptrdiff_t>(begin), list.begin() + static_cast<std::ptrdiff_t>(end)};
        };
        std::size_t before = alerts;
        for (std::size_t i = 0; i < parts; ++i) {
            keep(part.lines.at(i), before);
            before += digest_.lines.at(i).size();
        }
        keep(part.alerts, 0);
        if (page.begin >= alerts || page.end < alerts) part.more_alerts = 0;
        part.held =
            held_between(digest_.held, std::max(page.begin, before) - before, std::max(page.end, before) - before);
        if (page.short_lines) {
            for (HeldItem& item : part.held) shorten(item);
            for (auto& lines : part.lines) {
                for (DigestLine& line : lines) shorten(line);
            }
        }
        return part;
    }

    data values_of(const Page& page, const std::string& label) const {
        const Digest part = part_of_digest(page);
        data values = digest_data(part, context_);
        values.set("reminds", data(digest_.count() > 0));
        values.set("total", std::to_string(digest_.count()));
        values.set("first_due", first_due(digest_));
        set_optional(values, "page", label);
        set_optional(values, "rest", page.names_rest ? std::to_string(items_ - page.end) : std::string());
        set_strong(values, page.short_lines);
        return values;
    }

    std::string text_of(const Page& page, const std::string& label) const {
        const auto& service = address_.form.service;
        data values = values_of(page, label);
        const std::string& line = pick_template("line.chat", digest_.locale, templates_, service.name);
        values.set("line", mustache::partial([&line] { return line; }));
        const std::string& text = pick_template("digest.chat", digest_.locale, templates_, service.name);
        return tidy(fill(text, values, escape_for(service.escape)));
    }

    /// A text that may have to be cut is not emphasised, so that no mark stays open.
    void set_strong(data& values, bool plain) const {
        const auto& strong = address_.form.service.strong;
        values.set("strong", plain ? std::string() : strong[0]);
        values.set("end", plain ? std::string() : strong[1]);
    }

    const Digest& digest_;
    const ChatAddress& address_;
    const ComposeContext& context_;
    Templates templates_;  ///< of the site, without those that would lose something
    std::size_t items_;
};

/// A text that is about one thing: it is cut where it is too long.
std::string one_body(std::string_view name, data values, std::string_view locale, const ChatAddress& address,
                     const ComposeContext& context) {
    const auto& service = address.form.service;
    values.set("strong", service.strong[0]);
    values.set("end", service.strong[1]);
    values.set("count", "1");
    values.set("first_due", "-");
    const std::string& form = pick_template(name, locale, context.templates, service.name);
    std::string text = tidy(fill(form, values, escape_for(service.escape)));
    if (service.most_characters > 0) text = cut_text(text, service.most_characters);
    return make_body(text, values, address, 1, context.templates);
}

}  // namespace

std::vector<std::string> chat_bodies(const Digest& digest, const ChatAddress& address, const ComposeContext& context) {
    return Pager(digest, address, context).bodies();
}

std::vector<std::string> chat_bodies(const DeadLetter& letter, std::string_view locale, const ChatAddress& address,
                                     const ComposeContext& context) {
    return {one_body("dead_letter.chat", letter_data(letter, context), locale, address, context)};
}

std::vector<std::string> chat_bodies(const NoticeText& notice, std::string_view locale, const ChatAddress& address,
                                     const ComposeContext& context) {
    data values = notice_data(notice, context);
    values.set("recipient", context.sender.site_name);
    return {one_body("notice.chat", std::move(values), locale, address, context)};
}

std::string body_fault(const std::string& text) {
    if (auto fault = template_fault(text); !fault.empty()) return fault;
    data values;
    for (const char* name : {"to", "text", "subject", "id", "recipient", "count", "first_due"}) values.set(name, "x");
    values.set("paragraphs", paragraphs_of("a\nb\n\nc"));
    return is_json(fill(text, values, json_escaped)) ? std::string() : "it makes no JSON";
}

}  // namespace dondoc::outbox
