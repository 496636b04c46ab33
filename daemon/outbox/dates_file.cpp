#include "daemon/outbox/dates_file.hpp"

#include "daemon/feeds/ics.hpp"
#include "daemon/outbox/addressing.hpp"

#include <fmt/format.h>

#include <set>

namespace dondoc::outbox {

namespace {

std::string description_of(const DigestLine& line, bool en) {
    std::string text = fmt::format("{}: {}\n{}: “{}”", en ? "Basis" : "Căn cứ", line.source,
                                   en ? "The document says" : "Văn bản ghi", line.words);
    const auto add = [&text](std::string_view label, const std::string& value) {
        if (!value.empty()) text += fmt::format("\n{}: {}", label, value);
    };
    add(en ? "Deliverable" : "Kết quả", line.deliverable);
    add(en ? "To" : "Nơi nhận", line.to);
    add(en ? "Form" : "Biểu mẫu", line.form);
    add(en ? "How" : "Cách gửi", line.how);
    add(en ? "Role" : "Vai trò", line.role);
    add(en ? "Key" : "Mã", line.subject);
    return text;
}

}  // namespace

std::optional<Attachment> dates_file(const Digest& digest, const ComposeContext& context) {
    const bool en = digest.locale.starts_with("en");
    std::vector<feeds::DayEvent> events;
    std::set<std::string_view> subjects;
    for (const auto& lines : digest.lines) {
        for (const DigestLine& line : lines) {
            if (!line.has_due || !subjects.insert(line.subject).second) continue;
            events.push_back({.uid = fmt::format("{}@{}", line.subject, context.sender.domain),
                              .first = line.due_date,
                              .last = line.due_date,
                              .summary = fmt::format("{}: {}", en ? "Due" : "Hạn", line.title),
                              .description = description_of(line, en),
                              .sequence = line.version - 1});
        }
    }
    if (events.empty()) return std::nullopt;
    const auto day = rules::dates::format_iso(rules::dates::date_of(context.now));
    return Attachment{.name = fmt::format("{} {}.ics", en ? "Deadlines" : "Thời hạn", day),
                      .type = "text/calendar; charset=utf-8; method=PUBLISH",
                      .bytes = feeds::to_ics(context.sender.site_name, events,
                                             to_instant(context.now, context.utc_offset), feeds::Method::published)};
}

}  // namespace dondoc::outbox
