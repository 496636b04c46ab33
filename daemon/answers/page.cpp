#include "daemon/answers/page.hpp"

#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/template_data.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <kainjow/mustache.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

namespace dondoc::answers {
namespace {

namespace mustache = kainjow::mustache;
using mustache::data;
using rules::dates::Date;
using Kind = Answer::Kind;
using State = Answer::State;
using Standing = Matter::Standing;

struct Way {
    Kind kind;
    std::string_view path;
    std::string_view form;  ///< its section in the template
    std::string_view name;  ///< as its button says
};
constexpr std::array<Way, 4> ways{{
    {Kind::received, "received", "received", "Đã nhận"},
    {Kind::completed, "done", "completed", "Đã hoàn thành"},
    {Kind::extension, "extend", "extension", "Xin gia hạn"},
    {Kind::not_ours, "not-ours", "not_ours", "Không phải việc của đơn vị"},
}};
const Way& way_of(Kind kind) {
    return *std::find_if(ways.begin(), ways.end(), [kind](const Way& way) { return way.kind == kind; });
}

std::string_view page_file(std::string_view name) {
    for (const auto& [file, text] : embedded_pages()) {
        if (file == name) return text;
    }
    throw std::logic_error("no such page");
}

/// The one style that the pages have; the browser is told its hash and takes no other.
std::string policy_for(std::string_view style) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(style.data()), style.size());
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
    std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, variant)> text{};
    sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), variant);
    return fmt::format(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
        text.data());
}

http::Answer html(unsigned status, std::string_view name, data values) {
    const std::string_view style = page_file("style.css");
    values.set("style", std::string(style));
    mustache::mustache page{std::string(page_file(name))};
    return {.status = status,
            .content_type = "text/html; charset=utf-8",
            .body = page.render(values),
            .headers = {{"Content-Security-Policy", policy_for(style)}}};
}

http::Answer short_page(unsigned status, const std::string& title, const std::string& text,
                        const std::string& english) {
    data values;
    values.set("title", title);
    values.set("text", text);
    values.set("english", english);
    return html(status, "short.html.mustache", std::move(values));
}

struct Note {
    std::string_view kind;  ///< class of the paragraph
    std::string text;
};

std::string when(std::chrono::sys_seconds at, std::chrono::seconds offset) {
    const rules::dates::LocalTime time{at.time_since_epoch() + offset};
    const auto minutes = std::chrono::floor<std::chrono::minutes>(time - std::chrono::floor<std::chrono::days>(time));
    return fmt::format("{:02}:{:02} ngày {}", minutes.count() / 60, minutes.count() % 60,
                       rules::dates::format_vi(rules::dates::date_of(time)));
}

std::string what_was_said(const Answer& answer) {
    switch (answer.kind) {
        case Kind::received: break;
        case Kind::completed:
            return fmt::format("đã hoàn thành ngày {}, văn bản {}",
                               rules::dates::format_vi(answer.day.value_or(Date{})), answer.document);
        case Kind::extension:
            return fmt::format("xin gia hạn đến {}", rules::dates::format_vi(answer.day.value_or(Date{})));
        case Kind::not_ours: return "không phải việc của đơn vị";
    }
    return "đã nhận";
}

Note note_of(const Answer& answer, std::chrono::seconds offset) {
    const std::string said = fmt::format("Đơn vị trả lời lúc {}: {}", when(answer.at, offset), what_was_said(answer));
    switch (answer.state) {
        case State::recorded: break;
        case State::waiting: return {"", said + ". Đang chờ bộ phận kế hoạch xem xét (waits for the planning office)."};
        case State::approved: return {"good", said + ". Bộ phận kế hoạch đã đồng ý (approved)."};
        case State::rejected:
            return {"bad", fmt::format("{}. Bộ phận kế hoạch không đồng ý (rejected): {}", said, answer.settled_note)};
    }
    return {"good", said + ". Đã ghi nhận, cảm ơn (recorded, thank you)."};
}

std::vector<Note> notes_of(const PageInput& input) {
    const Matter& matter = input.matter;
    std::vector<Note> notes;
    for (const Answer& answer : matter.answers) notes.push_back(note_of(answer, input.utc_offset));
    switch (matter.standing) {
        case Standing::open: break;
        case Standing::completed:
            notes.push_back(
                {"good", fmt::format("Việc này đã được ghi nhận hoàn thành ngày {}{}; không cần trả lời nữa "
                                     "(it is recorded as done, nothing more is needed).",
                                     rules::dates::format_vi(matter.completion->on),
                                     matter.completion->document.empty()
                                         ? std::string()
                                         : fmt::format(", văn bản {}", matter.completion->document))});
            break;
        case Standing::cancelled:
            notes.push_back({"", "Việc này đã dừng; không cần trả lời nữa (it was cancelled)."});
            break;
        case Standing::elsewhere:
            notes.push_back(
                {"", "Việc này không còn giao cho đơn vị; không cần trả lời nữa (it is no longer the unit's)."});
            break;
        case Standing::gone:
            notes.push_back({"", "Việc này không còn được theo dõi; không cần trả lời nữa (it is followed no more)."});
            break;
    }
    if (matter.standing == Standing::open && input.link.version != matter.version)
        notes.push_back({"",
                         "Thời hạn đã thay đổi sau thư này; thời hạn đang có hiệu lực ghi ở trên (the deadline has "
                         "changed since this message)."});
    return notes;
}

/// Why something is not offered, where the notes do not say it already.
std::string_view refusal_words(Refusal refusal) {
    switch (refusal) {
        case Refusal::none:
        case Refusal::closed:
        case Refusal::said: break;
        case Refusal::too_often:
            return "đơn vị đã trả lời như vậy nhiều lần; xin gọi điện cho bộ phận kế hoạch (said too often: please "
                   "call the "
                   "planning office)";
        case Refusal::supports:
            return "chỉ đơn vị chủ trì trả lời được; đơn vị phối hợp xin báo cho đơn vị chủ trì (only the lead unit "
                   "can "
                   "say this)";
        case Refusal::moved:
            return "thời hạn đã thay đổi sau thư này; xin dùng liên kết trong thư mới nhất (the deadline has changed: "
                   "please use the newest message)";
    }
    return {};
}

/// The form that the URL names cannot be filled in.
void add_refusal(const PageInput& input, std::vector<Note>& notes) {
    if (!input.chosen) return;
    const auto words = refusal_words(why_not(*input.chosen, input.matter, input.link.version));
    if (words.empty()) return;
    const std::string_view name = way_of(*input.chosen).name;
    notes.push_back(input.refused ? Note{"bad", fmt::format("Chưa ghi nhận “{}”: {}.", name, words)}
                                  : Note{"", fmt::format("Không trả lời được “{}”: {}.", name, words)});
}

/// What the page with all forms does not offer, and why: what has the same reason together.
data absent_data(const PageInput& input) {
    if (input.chosen) return data(false);
    std::vector<std::pair<std::string_view, std::string>> reasons;
    for (const Way& way : ways) {
        const auto words = refusal_words(why_not(way.kind, input.matter, input.link.version));
        if (words.empty()) continue;
        const auto same = [&](const auto& reason) { return reason.first == words; };
        const auto found = std::find_if(reasons.begin(), reasons.end(), same);
        if (found == reasons.end())
            reasons.emplace_back(words, fmt::format("“{}”", way.name));
        else
            found->second += fmt::format(", “{}”", way.name);
    }
    if (reasons.empty()) return data(false);
    data list(data::type::list);
    for (const auto& [words, names] : reasons) {
        data value;
        value.set("names", names);
        value.set("why", std::string(words));
        list.push_back(value);
    }
    data section;
    section.set("answers", list);
    return section;
}

data notes_data(const PageInput& input) {
    data list(data::type::list);
    std::vector<Note> notes = notes_of(input);
    add_refusal(input, notes);
    for (const Note& note : notes) {
        data value;
        value.set("kind", std::string(note.kind));
        value.set("text", note.text);
        list.push_back(value);
    }
    return list;
}

std::string value_or_empty(const std::map<std::string, std::string>& values, const std::string& name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
}

/// As a browser wants it in a field for days; what is no day stays away from it.
std::string day_value(const std::string& text) {
    const auto day = parse_day(text);
    return day ? rules::dates::format_iso(*day) : std::string();
}

data form_data(Kind kind, const PageInput& input) {
    if (why_not(kind, input.matter, input.link.version) != Refusal::none) return data(false);
    if (input.chosen && input.chosen != kind) return data(false);
    const bool chosen = input.chosen == kind;
    const Fields fields = chosen ? input.fields : Fields{};
    const Faults faults = chosen ? input.faults : Faults{};
    data values;
    // Relative, so that it is right behind any proxy.
    const std::string_view part = answer_path(kind);
    values.set("action", input.chosen ? std::string(part) : fmt::format("{}/{}", input.token, part));
    values.set("open", data(chosen));
    values.set("shared", data(!takes_effect(kind, input.matter)));
    values.set("document", value_or_empty(fields, "document"));
    values.set("reason", value_or_empty(fields, "reason"));
    values.set("day", day_value(value_or_empty(fields, "day")));
    for (const char* name : {"document", "day", "reason"})
        outbox::set_optional(values, fmt::format("{}_fault", name), value_or_empty(faults, name));
    return values;
}

std::string role_words(const Matter& matter) {
    if (matter.standing == Standing::gone || matter.standing == Standing::elsewhere) return {};
    return matter.leads ? "chủ trì (lead)" : "phối hợp (supports)";
}

}  // namespace

std::string_view answer_path(Kind kind) noexcept {
    return way_of(kind).path;
}

std::optional<Kind> parse_answer_path(std::string_view part) noexcept {
    const auto* const found =
        std::find_if(ways.begin(), ways.end(), [part](const Way& way) { return way.path == part; });
    return found == ways.end() ? std::nullopt : std::optional(found->kind);
}

http::Answer answer_page(const PageInput& input) {
    const Matter& matter = input.matter;
    data values;
    values.set("title", matter.title.empty() ? std::string("Việc không còn được theo dõi") : matter.title);
    values.set("unit", matter.unit_name.empty() ? input.link.unit : matter.unit_name);
    values.set("head", data(input.link.head));
    outbox::set_optional(values, "role", role_words(matter));
    values.set("deadline", data(matter.days.due.has_value() || !matter.words.empty()));
    outbox::set_optional(values, "due", matter.days.due ? outbox::long_date(*matter.days.due, "vi") : std::string());
    outbox::set_optional(values, "words", matter.words);
    outbox::set_optional(values, "source", matter.source);
    outbox::set_optional(values, "deliverable", matter.deliverable);
    values.set("notes", notes_data(input));
    values.set("wrong", data(!input.faults.empty()));
    for (const Way& way : ways) values.set(std::string(way.form), form_data(way.kind, input));
    values.set("absent", absent_data(input));
    outbox::set_optional(values, "others", input.chosen ? fmt::format("../{}", input.token) : std::string());
    values.set("site", std::string(input.site));
    values.set("key", model::SubjectKey{input.link.subject, input.link.period}.text());
    values.set("expires", rules::dates::format_vi(input.link.expires));
    const unsigned status = input.refused ? 409 : input.faults.empty() ? 200 : 422;
    return html(status, "answer.html.mustache", std::move(values));
}

http::Answer unknown_page() {
    return short_page(
        404, "Không có trang này",
        "Xin mở lại liên kết trong thư mới nhất, hoặc liên hệ bộ phận kế hoạch. Liên kết dài có thể đã bị "
        "ngắt khi chép.",
        "There is no such page. Please use the link of the newest message.");
}

http::Answer expired_page() {
    return short_page(410, "Liên kết đã hết hạn",
                      "Xin dùng liên kết trong thư mới nhất, hoặc liên hệ bộ phận kế hoạch.",
                      "This link has expired. Please use the link of the newest message.");
}

http::Answer too_many_page() {
    return short_page(429, "Quá nhiều lần thử", "Xin thử lại sau mười phút với liên kết trong thư.",
                      "Too many attempts. Please try again in ten minutes.");
}

http::Answer foreign_page() {
    return short_page(403, "Chưa ghi nhận", "Biểu mẫu được gửi từ một trang khác. Xin mở liên kết trong thư.",
                      "The form was sent from another site. Please open the link of the message.");
}

http::Answer malformed_page() {
    return short_page(400, "Chưa ghi nhận", "Không đọc được biểu mẫu. Xin mở lại liên kết trong thư và ghi lại.",
                      "The form could not be read. Please open the link again.");
}

http::Answer later_page() {
    return short_page(503, "Chưa ghi nhận được", "Hệ thống đang bận. Xin thử lại sau ít phút.",
                      "Nothing could be recorded just now. Please try again in a few minutes.");
}

}  // namespace dondoc::answers
