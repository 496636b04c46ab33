#include "rules/model/check.hpp"

#include "rules/model/check_fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rules::model {
namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

}  // namespace

std::string_view check_each_name(CheckEach each) noexcept {
    switch (each) {
        case CheckEach::unit: break;
        case CheckEach::plan: return "plan";
        case CheckEach::assignment: return "assignment";
        case CheckEach::report: return "report";
        case CheckEach::indicator: return "indicator";
        case CheckEach::channel: return "channel";
    }
    return "unit";
}

std::optional<double> Rate::value() const noexcept {
    if (denominator == 0) return std::nullopt;
    return static_cast<double>(numerator) / denominator;
}

std::string Rate::text() const {
    if (denominator == 0) return "–";
    // Rounded down, so that only what is whole reads 100 %.
    const auto per_cent = std::uint64_t{numerator} * 100 / denominator;
    return fmt::format("{}/{} ({} %)", numerator, denominator, per_cent);
}

std::string check_value_text(const CheckValue& value) {
    return std::visit(
        Overloaded{[](std::monostate) { return std::string("–"); },
                   [](bool yes) { return std::string(yes ? "có" : "không"); },
                   [](std::int64_t number) { return fmt::to_string(number); },
                   [](double number) { return fmt::format("{}", number); },
                   [](const Rate& rate) { return rate.text(); }, [](dates::Date day) { return dates::format_vi(day); },
                   [](std::string_view text) { return std::string(text); },
                   [](std::span<const std::string_view> texts) {
                       return fmt::format("{}", fmt::join(texts.begin(), texts.end(), ", "));
                   }},
        value);
}

std::span<const CheckField> check_fields(CheckEach each) noexcept {
    switch (each) {
        case CheckEach::unit: break;
        case CheckEach::plan: return plan_check_fields;
        case CheckEach::assignment: return assignment_check_fields;
        case CheckEach::report: return report_check_fields;
        case CheckEach::indicator: return indicator_check_fields;
        case CheckEach::channel: return channel_check_fields;
    }
    return unit_check_fields;
}

std::string MessageTemplate::fill(const CheckInstance& instance) const {
    std::string text;
    for (const Part& part : parts) {
        text += part.text;
        if (part.field) text += check_value_text(instance.value(*part.field));
    }
    return text;
}

std::string_view alert_kind_name(Alert::Kind kind) noexcept {
    switch (kind) {
        case Alert::Kind::raised: break;
        case Alert::Kind::repeated: return "repeated";
        case Alert::Kind::standing: return "standing";
        case Alert::Kind::cleared: return "cleared";
    }
    return "raised";
}

}  // namespace rules::model
