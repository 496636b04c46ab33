#include "daemon/outbox/alerts.hpp"

#include "daemon/outbox/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace dondoc::outbox {
namespace {

using Kind = model::Alert::Kind;
using model::Severity;

std::string label_of(const model::Alert& alert, bool en) {
    if (alert.kind == Kind::cleared) return en ? "Cleared" : "Đã hết";
    switch (alert.severity) {
        case Severity::info: return en ? "Information" : "Thông tin";
        case Severity::warning: return en ? "Warning" : "Cảnh báo";
        case Severity::critical: break;
    }
    return en ? "Critical" : "Nghiêm trọng";
}

std::string remark_of(const model::Alert& alert, bool en) {
    const std::string since = en ? long_date(alert.since, "en") : rules::dates::format_vi(alert.since);
    switch (alert.kind) {
        case Kind::raised: break;
        case Kind::repeated:
        case Kind::standing:
            return en ? fmt::format("still so, since {}", since) : fmt::format("vẫn còn, kể từ {}", since);
        case Kind::cleared:
            return en ? fmt::format("it had stood since {}", since) : fmt::format("đã kéo dài từ {}", since);
    }
    return en ? fmt::format("since {}", since) : fmt::format("kể từ {}", since);
}

}  // namespace

AlertLine make_alert_line(const model::Alert& alert, std::string_view locale) {
    const bool en = locale.starts_with("en");
    return {.key = one_line(alert.key),
            .check = alert.check,
            .kind = alert.kind,
            .severity = alert.severity,
            .since = alert.since,
            .label = label_of(alert, en),
            .text = one_line(alert.message),
            .remark = remark_of(alert, en)};
}

void sort_alerts(std::vector<AlertLine>& lines) {
    std::stable_sort(lines.begin(), lines.end(), [](const AlertLine& a, const AlertLine& b) {
        return std::make_tuple(a.kind == Kind::cleared, b.severity) <
               std::make_tuple(b.kind == Kind::cleared, a.severity);
    });
}

std::string alerts_summary(const std::vector<AlertLine>& lines, std::string_view locale) {
    const bool en = locale.starts_with("en");
    const auto cleared = static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [](const AlertLine& line) { return line.kind == Kind::cleared; }));
    const std::size_t standing = lines.size() - cleared;
    std::string summary;
    if (standing > 0)
        summary = en ? fmt::format("{} {}", standing, standing == 1 ? "alert" : "alerts")
                     : fmt::format("{} cảnh báo", standing);
    if (cleared > 0)
        summary += fmt::format("{}{} {}", summary.empty() ? "" : ", ", cleared, en ? "cleared" : "cảnh báo đã hết");
    return summary;
}

std::string_view severity_name(Severity severity) noexcept {
    switch (severity) {
        case Severity::info: break;
        case Severity::warning: return "warning";
        case Severity::critical: return "critical";
    }
    return "info";
}

std::string alert_identity(const model::Alert& alert, rules::dates::Date today) {
    return fmt::format("check {} {} {}", alert.key, model::alert_kind_name(alert.kind),
                       rules::dates::format_iso(today));
}

AlertRecipients::AlertRecipients(const model::RuleBook& book) : book_(book), office_(book.units.planning_office()) {
    for (std::uint16_t i = 0; i < book.addresses.size(); ++i) {
        const model::Recipient address{office_.value_or(model::UnitIndex{}), false, static_cast<std::uint16_t>(i + 1)};
        addresses_.emplace(model::recipient_name(address, book), address);
    }
}

std::vector<model::Recipient> AlertRecipients::of(const model::Alert& alert) const {
    std::vector<model::Recipient> recipients;
    for (const std::string& name : alert.recipients) {
        const std::size_t colon = std::min(name.find(':'), name.size());
        const std::string_view rest = std::string_view(name).substr(colon);
        const auto unit = rest.empty() || rest == ":head" ? book_.units.find(name.substr(0, colon)) : std::nullopt;
        if (unit) recipients.push_back({*unit, !rest.empty()});
        if (const auto address = addresses_.find(name); address != addresses_.end())
            recipients.push_back(address->second);
    }
    if (recipients.empty() && office_) recipients.push_back({*office_, false});
    return recipients;
}

}  // namespace dondoc::outbox
