#pragma once

#include "rules/dates/date.hpp"
#include "rules/model/policy.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Quy tắc tuân thủ: conditions over statistics that raise an alert.
namespace rules::model {

/// What a check looks at, one after the other.
enum class CheckEach : std::uint8_t { unit, plan, assignment, report, indicator, channel };
inline constexpr std::size_t check_kinds = 6;

/// The enumerator, which is also the name of its variable in conditions and messages.
std::string_view check_each_name(CheckEach each) noexcept;

/// So many out of so many. Without a denominator there is no rate.
struct Rate {
    std::uint32_t numerator = 0;
    std::uint32_t denominator = 0;

    std::optional<double> value() const noexcept;
    std::string text() const;  ///< "12/15 (80 %)": never a per cent without what it is of
    friend bool operator==(const Rate&, const Rate&) = default;
};

/// The value of a field; std::monostate where there is none (no due day, a rate without a denominator).
using CheckValue = std::variant<std::monostate, bool, std::int64_t, double, Rate, dates::Date, std::string_view,
                                std::span<const std::string_view>>;

/// For people: "12", "12/15 (80 %)", "09/6/2026", "so-a, so-b"; "–" where there is none.
std::string check_value_text(const CheckValue& value);

/// One field that conditions and messages of a check may name.
struct CheckField {
    enum class Type : std::uint8_t { boolean, integer, number, rate, date, text, texts };
    std::string_view name;
    Type type = Type::integer;
    bool only_in_messages = false;                  ///< read from the store, too dear for a condition
    std::span<const std::string_view> values = {};  ///< all texts it can hold, where that is known
};

/// The fields of a kind. A field's position is what CheckInstance::value takes.
std::span<const CheckField> check_fields(CheckEach each) noexcept;

/// One thing that checks look at, with its fields on a day. The values live as long as it does.
class CheckInstance {
public:
    virtual ~CheckInstance() = default;
    virtual CheckValue value(std::size_t field) const = 0;
};

/// The `when` of a check, compiled by rules/language. Never throws.
class CheckCondition {
public:
    virtual ~CheckCondition() = default;
    /// False also where the answer hangs on a field that has no value: nothing is alleged that is not known. The error
    /// is a sentence.
    virtual tl::expected<bool, std::string> holds(const CheckInstance& instance, dates::Date today) const = 0;
    /// The fields that it names, ascending: why it holds.
    virtual std::span<const std::size_t> fields() const noexcept = 0;
};

/// A message with "{{unit.overdue}}" in it, taken apart when loaded.
struct MessageTemplate {
    struct Part {
        std::string text;
        std::optional<std::size_t> field;  ///< whose value follows the text
    };
    std::vector<Part> parts;

    std::string fill(const CheckInstance& instance) const;
};

struct Check {
    std::string id;
    CheckEach each = CheckEach::unit;
    std::string when;  ///< as written
    std::shared_ptr<const CheckCondition> condition;
    Severity severity = Severity::warning;
    std::vector<Audience> to;  ///< Kind::lead stands for the unit or units concerned
    MessageTemplate message;
    std::optional<Offset> every;  ///< without it an alert is told when it is raised and when it is cleared
    SourcePlace place;
};

/// An alert that stands, as the store keeps it between two mornings.
struct CheckState {
    std::string key;  ///< "don-vi-cham-keo-dai/so-y-te": the check and what it looks at
    dates::Date since;
    dates::Date told;                     ///< the last day on which it was told
    std::string message;                  ///< as it was told then
    std::vector<std::string> recipients;  ///< model::recipient_name of those who were told
    friend bool operator==(const CheckState&, const CheckState&) = default;
};

/// Cảnh báo.
struct Alert {
    enum class Kind : std::uint8_t {
        raised,
        repeated,  ///< still true, and `every` has passed since it was told
        standing,  ///< still true, nothing is told today
        cleared,
    };
    Kind kind = Kind::raised;
    std::string key;    ///< as CheckState::key
    std::string check;  ///< id
    CheckEach each = CheckEach::unit;
    Severity severity = Severity::warning;
    dates::Date since;
    std::string message;                                      ///< one plain text, not escaped for anything
    std::vector<std::pair<std::string, std::string>> values;  ///< "unit.overdue" and "4": why it holds
    std::vector<std::string> recipients;                      ///< whom it concerns, as model::recipient_name
};

/// What a channel has carried: the outbox's own figures, handed in from outside.
struct ChannelCounts {
    std::string id;
    std::uint32_t sent = 0;  ///< in the last seven days
    std::uint32_t dead = 0;  ///< given up in the last seven days
    std::uint32_t waiting = 0;
    std::optional<std::int64_t> oldest_waiting_hours;
    friend bool operator==(const ChannelCounts&, const ChannelCounts&) = default;
};

std::string_view alert_kind_name(Alert::Kind kind) noexcept;

}  // namespace rules::model
