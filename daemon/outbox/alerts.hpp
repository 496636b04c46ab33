#pragma once

#include "daemon/outbox/compose.hpp"
#include "rules/model/check.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dondoc::outbox {

/// What a recipient reads about one alert. Every text is one line without control characters.
struct AlertLine {
    std::string key;
    std::string check;
    model::Alert::Kind kind = model::Alert::Kind::raised;
    model::Severity severity = model::Severity::warning;
    rules::dates::Date since;
    std::string label;   ///< "Nghiêm trọng", "Cảnh báo", "Thông tin", "Đã hết"
    std::string text;    ///< the message of the check
    std::string remark;  ///< "kể từ 02/6/2026"
};

AlertLine make_alert_line(const model::Alert& alert, std::string_view locale);

/// The gravest first, what has cleared last.
void sort_alerts(std::vector<AlertLine>& lines);

/// "2 cảnh báo, 1 cảnh báo đã hết"; empty without alerts.
std::string alerts_summary(const std::vector<AlertLine>& lines, std::string_view locale);

std::string_view severity_name(model::Severity severity) noexcept;  ///< as in rule files

/// Part of the identity of the message that carries it: an alert is told at most once a day.
std::string alert_identity(const model::Alert& alert, rules::dates::Date today);

/// Whom alerts name, among the units and addresses there are today; the planning office where nobody is left. Refers to
/// the book.
class AlertRecipients {
public:
    explicit AlertRecipients(const model::RuleBook& book);
    std::vector<model::Recipient> of(const model::Alert& alert) const;

private:
    const model::RuleBook& book_;
    std::optional<model::UnitIndex> office_;
    std::unordered_map<std::string, model::Recipient> addresses_;  ///< outside the register, by name
};

}  // namespace dondoc::outbox
