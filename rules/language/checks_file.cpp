#include "rules/language/checks_file.hpp"

#include "rules/language/condition/cases.hpp"
#include "rules/language/condition/check_condition.hpp"
#include "rules/language/condition/parser.hpp"
#include "rules/language/message_template.hpp"
#include "rules/language/shapes.hpp"

#include <fmt/format.h>

namespace rules::language {
namespace {

using model::Audience;
using model::CheckEach;

/// Who is concerned by a plan as a whole, or by a channel, is not one unit.
bool concerns_units(CheckEach each) {
    return each != CheckEach::plan && each != CheckEach::channel;
}

class CheckReader {
public:
    CheckReader(const Register& known, Ids& ids) : known_(known), ids_(ids) {}

    void read(const Node& node, std::vector<model::Check>& checks) {
        Fields fields(node, shapes::check);
        const auto id = ids_.read(fields.required("id"));
        const auto each = fields.choice("each");
        const Node when = fields.required("when");
        const Node to = fields.required("to");
        const Node message = fields.required("message");
        model::Check check;
        check.severity = read_severity(fields["severity"]).value_or(model::Severity::warning);
        check.every = read_every(fields["every"]);
        fields.reject_others();
        if (!each) return read_form(when, to);
        check.each = static_cast<CheckEach>(*each);
        check.when = when.text();
        check.condition = read_condition(when, check.each);
        read_audiences(to, check);
        check.message = read_message_template(message, check.each);
        check.place = node.place();
        if (!id || check.condition == nullptr) return;
        check.id = *id;
        checks.push_back(std::move(check));
    }

private:
    /// What can be said where it is not known what the check is about.
    void read_form(const Node& when, const Node& to) const {
        if (const auto text = read_text(when)) {
            const auto parsed = condition::parse(*text);
            if (!parsed) when.error_at(parsed.error().offset, parsed.error().length, parsed.error().message);
        }
        for (const Node& node : to.items_or_self()) {
            if (node.text() != "unit") (void)read_audience(node, known_);
        }
    }

    std::shared_ptr<const model::CheckCondition> read_condition(const Node& when, CheckEach each) const {
        const auto text = read_text(when);
        if (!text) return nullptr;
        auto compiled = condition::compile_check_condition(*text, each, known_.units);
        if (compiled) {
            if (condition::Cases(*text, {}).never())
                when.warning("điều kiện không bao giờ đúng (the condition never holds)");
            return std::move(*compiled);
        }
        for (const condition::Error& error : compiled.error()) {
            when.error_at(error.offset, error.length, error.message);
        }
        return nullptr;
    }

    void read_audiences(const Node& to, model::Check& check) const {
        for (const Node& node : to.items_or_self()) {
            if (const auto audience = read_one(node, check.each)) check.to.push_back(*audience);
        }
    }

    /// "unit" is the unit concerned: the leads of an assignment, the reporter, the owners of an indicator.
    std::optional<Audience> read_one(const Node& node, CheckEach each) const {
        using Kind = Audience::Kind;
        auto audience = node.text() == "unit" ? Audience{Kind::lead, {}, "unit"} : read_audience(node, known_);
        if (!audience) return std::nullopt;
        const bool of_units =
            audience->kind == Kind::unit_head || audience->kind == Kind::unit_parent || audience->text == "unit";
        const bool of_all = audience->kind == Kind::planning_office || audience->kind == Kind::leadership ||
                            audience->kind == Kind::unit || audience->kind == Kind::address;
        if (of_all || (of_units && concerns_units(each))) return audience;
        node.error(of_units ? fmt::format("each: {0} không có đơn vị chịu trách nhiệm để gửi \"{1}\"; dùng "
                                          "planning-office, leadership hoặc một đơn vị (each: {0} has no unit to "
                                          "send \"{1}\" to)",
                                          model::check_each_name(each), audience->text)
                            : fmt::format("\"{0}\" không dùng được ở đây; cần unit, unit.head, unit.parent, "
                                          "planning-office, leadership hoặc một đơn vị (\"{0}\" has no meaning for "
                                          "a check)",
                                          audience->text));
        return std::nullopt;
    }

    static std::optional<model::Offset> read_every(const Node& node) {
        if (!node.exists()) return std::nullopt;
        const auto every = parse_offset(node.text());
        if (every && every->count > 0) return every;
        node.expected("số ngày như 7d hoặc ngày làm việc như 5wd", "days such as 7d or working days such as 5wd");
        return std::nullopt;
    }

    const Register& known_;
    Ids& ids_;
};

}  // namespace

void read_checks(const Node& list, const Register& known, Ids& ids, std::vector<model::Check>& checks) {
    if (!list.exists()) return;
    if (!list.is_list()) return list.expected("danh sách quy tắc tuân thủ", "a list of checks");
    CheckReader reader(known, ids);
    for (const Node& node : list.items()) reader.read(node, checks);
}

}  // namespace rules::language
